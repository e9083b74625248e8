import { violations } from "../stage/axe.ts";
import { PUBLIC, SESSION_ENDED, STAFF } from "../stage/pages.ts";
import { expect, test } from "../stage/world.ts";

// tests/axe.desktop.spec.ts looks at the same pages with script, in light and dark, small and large.
test.use({ javaScriptEnabled: false });

for (const place of [...PUBLIC, ...STAFF, SESSION_ENDED]) {
  test(`${place.name} without script`, async ({ page, context, session, watch }) => {
    if (place.status) watch.expectRefusal(place.status);
    if (!PUBLIC.includes(place)) await context.addCookies(session);
    await place.open(page);
    expect(await violations(page)).toEqual([]);
  });
}
