import { violations } from "../stage/axe.ts";
import { PUBLIC, SESSION_ENDED, STAFF } from "../stage/pages.ts";
import { expect, test } from "../stage/world.ts";

// tests/axe.desktop.spec.ts looks at the same pages with script, in light and dark, small and large. A page without an island
// is the same without script: only the others are looked at twice.
test.use({ javaScriptEnabled: false });

for (const place of [...PUBLIC, ...STAFF, SESSION_ENDED]) {
  test(`${place.name} without script`, async ({ page, context, session, watch }) => {
    if (place.status) watch.expectRefusal(place.status);
    if (!PUBLIC.includes(place)) await context.addCookies(session);
    await place.open(page);
    test.skip((await page.locator("leptos-island").count()) === 0, "the same with script and without");
    expect(await violations(page)).toEqual([]);
  });
}
