import { expect, type Page } from "@playwright/test";

/** Tabs until the element with the focus fits; every stop on the way must be seen and on the screen. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press("Tab");
    const focus = await page.evaluate((wanted) => {
      const element = document.activeElement ?? document.body;
      // A card of choices shows the focus of the box in it.
      const shown = element.closest("label.choice") ?? element;
      const [style, box] = [getComputedStyle(shown), shown.getBoundingClientRect()];
      const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      const isInView = box.bottom > 0 && box.top < innerHeight && box.width > 0;
      return { fits: element.matches(wanted), seen: ring || style.boxShadow !== "none", isInView, html: element.outerHTML.slice(0, 120) };
    }, selector);
    expect(focus.seen, `focus is visible on ${focus.html}`).toBe(true);
    expect(focus.isInView, `focus is on the screen: ${focus.html}`).toBe(true);
    if (focus.fits) return;
  }
  throw new Error(`${selector} cannot be reached with the Tab key`);
}

/** Presses the button that leads on. */
export async function send(page: Page): Promise<void> {
  await tabTo(page, 'button[value="next"]');
  await page.keyboard.press("Enter");
}
