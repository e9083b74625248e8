import type { Page } from "@playwright/test";

/** A page of the service: what it is called in reports and pictures, where it is, and how to get there. */
export interface Place {
  name: string;
  /** Without its query; what differs from page to page may stand as `{…}`. */
  path: string;
  open: (page: Page) => Promise<void>;
  /** The status it answers with where that is not 200. */
  status?: number;
}

/** A kind of page to which a list has links. */
export interface Linked {
  path: string;
  address: RegExp;
}

export const at = (name: string, address: string, status?: number): Place => ({
  name,
  path: address.split("?")[0]!,
  status,
  open: async (page) => void (await page.goto(address)),
});

/** Goes to the first link of `list` that is such a page, then on to `rest`. */
export const below = (name: string, list: string, link: Linked, rest = ""): Place => ({
  name,
  path: link.path + rest.split("?")[0],
  open: async (page) => {
    await page.goto(list);
    const links = await page.getByRole("main").getByRole("link").all();
    const addresses = await Promise.all(links.map((each) => each.getAttribute("href")));
    const found = addresses.find((address) => address !== null && link.address.test(address));
    if (!found) throw new Error(`${list} has no link like ${link.address}`);
    await page.goto(found + rest);
  },
});

/** A form sent so that it comes back. */
export const refused = (name: string, path: string, button: string, status: number, fill?: (page: Page) => Promise<void>): Place => ({
  name,
  path,
  status,
  open: async (page) => {
    await page.goto(path);
    await fill?.(page);
    await page.getByRole("main").getByRole("button", { name: button, exact: true }).click();
    await page.getByRole("alert").waitFor();
  },
});

/** What an import says of a table with something wrong in it. */
export const reported = (name: string, path: string, table: string[]): Place => ({
  name,
  path,
  status: 422,
  open: async (page) => {
    await page.goto(path);
    await page.getByLabel("Oder hier einfügen").fill(`${table.join("\n")}\n`);
    await page.getByRole("button", { name: "Prüfen" }).click();
    await page.getByRole("region", { name: "Bericht Zeile für Zeile" }).waitFor();
  },
});

/** What has to be made first: gives its address. */
export const made = (name: string, path: string, make: (page: Page) => Promise<string>): Place => ({
  name,
  path,
  open: async (page) => void (await page.goto(await make(page))),
});
