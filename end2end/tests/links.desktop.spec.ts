import { kind, PUBLIC, STAFF } from "../stage/pages.ts";
import { expect, test } from "../stage/world.ts";

/** By its ending, or by the name of its format. */
const FILE = /\.(csv|pdf|toml|svg|png)$|\/(antworten|daten)\/[a-z-]+$/;

// Links are read, not looked at: without script, and below without what makes a page look like one.
test.use({ javaScriptEnabled: false });

test("every link leads somewhere, and to a kind of page that the other tests look at", async ({ staff: page, watch }) => {
  test.slow();
  watch.expectRefusal(404, 409, 422);
  await page.route(/\.(css|woff2|svg)$/, (route) => route.abort("aborted"));
  const seen = new Set<string>();
  const links = new Map<string, string>();
  for (const place of [...PUBLIC, ...STAFF]) {
    await place.open(page);
    seen.add(kind(page.url()));
    const hrefs = await page.locator("a[href^='/']").evaluateAll((anchors) => anchors.map((anchor) => anchor.getAttribute("href")!));
    for (const href of hrefs) links.set(kind(href), href);
  }
  const escaped = [...links.keys()].filter((found) => !seen.has(found) && !FILE.test(found));
  expect(escaped, "kinds of pages that stage/pages.ts does not list").toEqual([]);
  // Drawing one takes as long as a hundred pages, and a test of the server asks for every one.
  const pictures = [...links].filter(([found]) => found.endsWith(".png"));
  expect(pictures.length).toBeGreaterThan(0);
  pictures.slice(1).forEach(([found]) => links.delete(found));
  for (const href of links.values()) {
    const answer = await page.request.get(href);
    expect(answer.status(), href).toBe(200);
  }
});
