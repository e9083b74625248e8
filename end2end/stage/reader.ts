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

/**
 * Texts in the colour of their ground. Not by axe: it asks for the colour that letters are filled with, and in the colours of the
 * system the browser answers with the page's own one, which it does not paint.
 */
export async function unreadable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const ground = (element: Element | null): string => {
      const own = element ? getComputedStyle(element).backgroundColor : "Canvas";
      return element && own === "rgba(0, 0, 0, 0)" ? ground(element.parentElement) : own;
    };
    const isText = (node: Node): boolean => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== "";
    const texts = [...document.body.querySelectorAll<HTMLElement>("*")].filter((element) => [...element.childNodes].some(isText));
    const seen = texts.filter((element) => element.checkVisibility() && !element.closest("svg, script, style, noscript"));
    return seen.filter((element) => getComputedStyle(element).color === ground(element)).map((element) => element.textContent!.trim());
  });
}
