import { violations } from "../stage/axe.ts";
import { PUBLIC, STAFF, WITH_ISLANDS } from "../stage/pages.ts";
import { expect, test } from "../stage/world.ts";

// tests/axe.desktop.spec.ts looks at all pages with script, in light and dark, small and large.
test.use({ javaScriptEnabled: false });

for (const place of [...PUBLIC, ...STAFF].filter(({ name }) => WITH_ISLANDS.includes(name))) {
  test(`${place.name} without script`, async ({ page, context, session }) => {
    if (!PUBLIC.includes(place)) await context.addCookies(session);
    await place.open(page);
    expect(await violations(page)).toEqual([]);
  });
}
