import { expect, test } from "../stage/world.ts";

test("a result page on paper: no navigation, black on white, tables open, nothing cut off", async ({ page, demo }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(demo.results);
  const tables = page.locator("figure.figure details:not([open]) table");
  await expect(tables.first(), "on the screen tables are folded away").toBeHidden();
  await page.emulateMedia({ media: "print" });
  // The width of A4 between the margins.
  await page.setViewportSize({ width: 658, height: 990 });
  for (const part of ["nav", "header form", "footer form", ".switches", ".downloads"]) {
    await expect(page.locator(`${part}:visible`), part).toHaveCount(0);
  }
  const [ground, ink] = await page.evaluate(() => {
    const style = getComputedStyle(document.body);
    return [style.backgroundColor, style.color];
  });
  expect(ground).toMatch(/^rgba?\((255, 255, 255|0, 0, 0, 0)/);
  expect(ink!.match(/\d+/g)!.slice(0, 3).every((channel) => Number(channel) < 60)).toBe(true);
  const figure = page.locator("figure.figure").first();
  await expect(figure.locator("svg:visible")).toHaveCount(1);
  const broken = await page.locator("figure.figure .picture").evaluateAll((figures) =>
    figures.filter((each) => !/avoid/.test(getComputedStyle(each).breakInside)).map((each) => each.parentElement?.id),
  );
  expect(broken).toEqual([]);
  // They stay folded, and yet are there: every cell of them, which a look at the first table would not tell.
  const unseen = await tables.evaluateAll((all) =>
    all
      .filter((table) => {
        const cells = [...table.querySelectorAll("th, td")];
        return !cells.length || cells.some((cell) => !cell.checkVisibility() || !cell.getBoundingClientRect().height);
      })
      .map((table) => table.closest("figure")?.id),
  );
  expect(await tables.count(), "every figure has its table").toBe(await page.locator("figure.figure").count());
  expect(unseen, "tables that are not on the paper").toEqual([]);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide).toBeLessThanOrEqual(0);
  expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(20_000);
});
