import { test as base, expect, type Cookie, type Page } from "@playwright/test";

import { demo, type Demo } from "./demo.ts";
import { Respondent } from "./respondent.ts";
import { Watch } from "./watch.ts";

interface World {
  demo: Demo;
  watch: Watch;
  /** Somebody at this browser who answers a survey. */
  respondent: Respondent;
  /** A page on which staff are signed in. */
  staff: Page;
  /** A second browser in the same world, under the same watch. */
  stranger: Page;
}

interface Office {
  session: Cookie[];
}

export const test = base.extend<World, Office>({
  demo: async ({}, use) => use(demo()),

  baseURL: async ({}, use) => use(demo().origin),

  watch: [
    async ({ context }, use) => {
      const watch = new Watch(context, demo().origin);
      await context.addInitScript(noteAwakening);
      await use(watch);
      expect(watch.problems).toEqual([]);
    },
    { auto: true },
  ],

  respondent: async ({ page, hasTouch, javaScriptEnabled }, use) => {
    await use(new Respondent(page, hasTouch ?? false, javaScriptEnabled ?? true));
  },

  session: [
    async ({ browser }, use) => {
      const context = await browser.newContext();
      await signIn(await context.newPage());
      const cookies = await context.cookies();
      await context.close();
      await use(cookies);
    },
    { scope: "worker" },
  ],

  staff: async ({ context, page, session }, use) => {
    await context.addCookies(session);
    await use(page);
  },

  stranger: async ({ browser }, use) => {
    const context = await browser.newContext();
    const watch = new Watch(context, demo().origin);
    await context.addInitScript(noteAwakening);
    await use(await context.newPage());
    await context.close();
    expect(watch.problems).toEqual([]);
  },
});

export { expect };

/** Signs in by the form, as a person does. */
export async function signIn(page: Page): Promise<void> {
  const { staff, staff_password } = demo();
  await page.goto(staff);
  await page.getByLabel("E-Mail-Adresse").fill(new URL(staff).searchParams.get("email") ?? "");
  await page.getByLabel("Passwort").fill(staff_password);
  await page.getByRole("button", { name: "Anmelden" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Übersicht" })).toBeVisible();
}

/** Runs in the page before its scripts: tells when the island of a survey page has taken hold of the form. */
export function noteAwakening(): void {
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (this: EventTarget, ...rest: Parameters<typeof add>) {
    if (this instanceof HTMLFormElement) document.documentElement.classList.add("e2e-awake");
    return add.apply(this, rest);
  };
}
