import { expect, signIn, test } from "../stage/world.ts";

const FIELD = "/intern/wellen/azubis/feld";

test("a wave that is watched draws itself anew and says so once", async ({ page }) => {
  await page.clock.install();
  await signIn(page);
  await page.goto(FIELD);
  const box = page.locator("[data-watch]");
  const said = page.locator("[data-watch-said]");
  const button = page.getByRole("button", { name: "Nicht mehr aktualisieren" });
  await expect(button).toBeVisible();
  await expect(said).toHaveText("");

  // The next look finds one more open point; where the keyboard is, it stays.
  let looks = 0;
  await page.route(FIELD, async (route) => {
    looks += 1;
    const reply = await route.fetch();
    const body = (await reply.text())
      .replace(/data-summary="[^"]*"/, `data-summary="${looks} neu"`)
      .replace("Stand: ", `Blick ${looks}, Stand: `);
    await route.fulfill({ response: reply, body });
  });
  const mails = box.getByRole("link", { name: "Einladen und Mails" });
  await mails.focus();
  await page.clock.runFor(15_000);
  await expect(box).toContainText("Blick 1");
  await expect(said).toHaveText("1 neu");
  await expect(mails).toBeFocused();

  await button.click();
  await page.clock.runFor(60_000);
  expect(looks).toBe(1);
  await page.getByRole("button", { name: "Wieder aktualisieren" }).click();
  await expect(said).toHaveText("2 neu");

  // An open page must not keep anybody signed in.
  await page.clock.runFor(26 * 60_000);
  await expect(page.getByRole("button", { name: "Wieder aktualisieren" })).toBeVisible();
  // A look may still be under way.
  await page.unrouteAll({ behavior: "ignoreErrors" });
});

test("what is watched says when it is over, and is drawn whole when the wave has ended", async ({ page }) => {
  await page.clock.install();
  await signIn(page);
  await page.goto(FIELD);
  const said = page.locator("[data-watch-said]");
  await expect(page.getByRole("button", { name: "Nicht mehr aktualisieren" })).toBeVisible();

  // What has not changed stays the same element.
  const mails = await page.locator("[data-watch] section", { hasText: "Nächste Mail" }).elementHandle();
  const headers: (string | undefined)[] = [];
  await page.route(FIELD, async (route) => {
    headers.push(route.request().headers()["x-watch"]);
    const reply = await route.fetch();
    const body = (await reply.text()).replace("Stand: ", "Blick, Stand: ");
    await route.fulfill({ response: reply, body });
  });
  await page.clock.runFor(15_000);
  await expect(page.locator("[data-watch]")).toContainText("Blick");
  expect(headers).toEqual(["1"]);
  expect(await mails?.evaluate((section) => section.isConnected)).toBe(true);

  await page.unroute(FIELD);
  await page.route(FIELD, (route) => route.fulfill({ contentType: "text/html", body: "<h1>Anmelden</h1>" }));
  await page.clock.runFor(15_000);
  await expect(said).toBeVisible();
  await expect(said).toContainText("Sie sind abgemeldet");

  // The wave has ended: the page that comes has no button and no script.
  await page.unroute(FIELD);
  await page.route(FIELD, async (route) => {
    const reply = await route.fetch();
    const body = (await reply.text()).replace("data-watch-switch", "data-still").replace(/<script[^>]*watch[^>]*><\/script>/, "");
    await route.fulfill({ response: reply, body });
  });
  const reloaded = page.waitForEvent("load");
  await page.getByRole("button", { name: "Wieder aktualisieren" }).click();
  await reloaded;
  await page.unrouteAll({ behavior: "ignoreErrors" });
});
