import type { Page } from "@playwright/test";

/** Lays the style of a reader over the page's own, as a browser does that was told to: the page's policy stays on. */
export async function restyle(page: Page, css: string): Promise<void> {
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
  }, css);
}

/** What holds more than it shows and cannot be scrolled. */
export async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("main *")]
      .filter((element) => {
        const style = getComputedStyle(element);
        const hides = style.overflowX === "hidden" || style.overflowY === "hidden" || style.overflowX === "clip";
        const isShown = !element.closest(".visually-hidden, svg") && element.clientWidth > 1;
        return hides && isShown && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );
}
