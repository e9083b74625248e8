import type { Page } from "@playwright/test";

import { violations } from "../stage/axe.ts";
import { walk } from "../stage/respondent.ts";
import { APPRENTICE, FIRM, OPEN_QUESTION } from "../stage/surveys.ts";
import { expect, test } from "../stage/world.ts";

const kept = (page: Page): Promise<string[]> => page.evaluate(() => Object.keys(localStorage));

/** Not as one closes a tab: the process is gone at once. */
async function kill(page: Page): Promise<void> {
  const tab = await page.context().newCDPSession(page);
  const gone = page.waitForEvent("crash");
  void tab.send("Page.crash").catch(() => undefined);
  await gone;
  await page.close();
}

test("text being typed survives a killed tab, says so, and can be thrown away", async ({ page, context, demo, respondent }) => {
  await respondent.startAt(demo.apprentice, "alter");
  await respondent.passTo(OPEN_QUESTION);
  expect(await kept(page), "nothing is kept that the server has").toEqual([]);
  const address = page.url();
  await page.locator("textarea").fill("Mehr Zeit\nzum Lernen");
  await expect.poll(() => kept(page), { timeout: 4_000 }).toHaveLength(1);
  await kill(page);

  const again = await context.newPage();
  await again.goto(address);
  await expect(again.locator("textarea")).toHaveValue("Mehr Zeit\nzum Lernen");
  const said = again.getByRole("status").filter({ hasText: "Wiederhergestellt" });
  await expect(said).toBeVisible();
  expect(await violations(again)).toEqual([]);
  await again.getByRole("button", { name: "Verwerfen" }).click();
  await expect(again.locator("textarea")).toHaveValue("");
  await expect(said).toHaveCount(0);
  expect(await kept(again)).toEqual([]);

  await again.locator("textarea").fill("Doch etwas");
  await again.locator('button[name="_go"][value="next"]').click();
  await expect(again.locator("h1")).toContainText("angekommen");
  await expect.poll(() => kept(again)).toEqual([]);
});

test("a page that was saved is kept no longer, whichever way one comes back to it", async ({ page, demo, respondent }) => {
  await respondent.startAt(demo.apprentice, "alter");
  await respondent.passTo(OPEN_QUESTION);
  await page.locator("textarea").fill("Mehr Zeit");
  await page.locator("button.back").click();
  await expect(page).not.toHaveURL(new RegExp(`/${OPEN_QUESTION}$`));
  expect(await kept(page)).toEqual([]);
  await page.goBack();
  await respondent.isAt(OPEN_QUESTION);
  await page.goForward();
  await expect(page).not.toHaveURL(new RegExp(`/${OPEN_QUESTION}$`));
  expect(await kept(page)).toEqual([]);
});

test("what was kept of a draft that is gone goes with the page that says so", async ({ page, context, demo, respondent }) => {
  await respondent.startAt(demo.apprentice, OPEN_QUESTION);
  await page.locator("textarea").fill("Mehr Zeit");
  await expect.poll(() => kept(page), { timeout: 4_000 }).toHaveLength(1);
  await context.clearCookies();
  await page.goto(`${demo.apprentice}/alter`);
  await expect(page.getByRole("heading", { name: "Hier sind keine angefangenen Antworten" })).toBeVisible();
  await expect.poll(() => kept(page)).toEqual([]);
  expect(await violations(page)).toEqual([]);
});

test("ticks and cards are restored as well", async ({ page, context, demo, respondent }) => {
  await respondent.startAt(demo.apprentice, "merkmale.importance.1");
  const address = page.url();
  await respondent.press(page.locator("details.rating").first().locator("label.choice").nth(4));
  await expect.poll(() => kept(page), { timeout: 4_000 }).toHaveLength(1);
  await kill(page);
  const again = await context.newPage();
  await again.goto(address);
  await expect(again.locator("details.rating input:checked")).toHaveCount(1);
  await expect(again.locator("details.rating").first().locator(".given")).toHaveText("sehr wichtig");
});

test("a lost connection does not lose the page: it is sent once the connection is back", async ({ page, context, demo, respondent, watch }) => {
  watch.expectBroken(/ERR_INTERNET_DISCONNECTED/);
  await respondent.start(demo.apprentice);
  await respondent.isAt("alter");
  await respondent.awake();
  await context.setOffline(true);
  await respondent.choose("alter", "16-17");
  const banner = page.getByRole("status").filter({ hasText: "Keine Verbindung" });
  await expect(banner).toBeVisible();
  await expect(page.locator("#alter-2, input[value='16-17']").first()).toBeChecked();
  expect(await violations(page)).toEqual([]);
  await respondent.isAt("alter");
  await context.setOffline(false);
  await respondent.isAt("lehrjahr");
  expect(await kept(page)).toEqual([]);
});

test("what waited when the page was closed is sent when the survey is opened again", async ({ page, context, demo, respondent, watch }) => {
  watch.expectBroken(/ERR_INTERNET_DISCONNECTED/);
  await respondent.start(demo.apprentice);
  await walk(respondent, APPRENTICE);
  await respondent.isAt(OPEN_QUESTION);
  await respondent.awake();
  await page.locator("textarea").fill("Kein Netz im Bus");
  await context.setOffline(true);
  await respondent.goOn();
  await expect(page.getByText("Keine Verbindung")).toBeVisible();
  await kill(page);
  await context.setOffline(false);

  const again = await context.newPage();
  await again.goto(demo.apprentice);
  await again.getByRole("button", { name: "Weitermachen" }).click();
  await expect(again.locator("h1")).toContainText("angekommen");
  await expect.poll(() => kept(again)).toEqual([]);
  expect(await context.cookies()).toEqual([]);
});

test("what waited does not overwrite what was saved from elsewhere since", async ({ page, context, demo, respondent, watch }) => {
  watch.expectBroken(/ERR_INTERNET_DISCONNECTED/);
  watch.expectRefusal(409);
  await respondent.start(demo.apprentice);
  await respondent.isAt("alter");
  await respondent.awake();
  const elsewhere = await context.request.storageState();
  await context.setOffline(true);
  await respondent.choose("alter", "16-17");
  await expect(page.getByText("Keine Verbindung")).toBeVisible();
  const cookie = elsewhere.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const saved = await fetch(`${demo.apprentice}/alter`, {
    method: "POST",
    headers: { cookie, "sec-fetch-site": "same-origin" },
    body: new URLSearchParams({ alter: "18-20", _go: "next" }),
    redirect: "manual",
  });
  expect(saved.status).toBe(303);
  await context.setOffline(false);
  await expect(page.getByRole("alert")).toContainText("Das Neuere gilt");
  await expect(page.getByText("16 oder 17")).toBeVisible();
  expect(await violations(page)).toEqual([]);
  expect(await kept(page)).toEqual([]);
  await page.goto(`${demo.apprentice}/alter`);
  await expect(page.locator("input[value='18-20']")).toBeChecked();
});

test("what a server says instead of going on is shown, not swallowed", async ({ page, context, demo, respondent, watch }) => {
  watch.expectRefusal(503);
  await respondent.start(demo.apprentice);
  await respondent.isAt("alter");
  await respondent.awake();
  await context.route(/\/alter$/, (route) =>
    route.request().method() === "POST"
      ? route.fulfill({ status: 503, contentType: "text/html", body: "<title>Moment</title><h1>Gleich wieder da</h1>" })
      : route.continue(),
  );
  await respondent.choose("alter", "16-17");
  await expect(page.locator("h1")).toHaveText("Gleich wieder da");
  await context.unroute(/\/alter$/);
  await page.goto(`${demo.apprentice}/alter`);
  await expect(page.locator("input[value='16-17']"), "and nothing was lost").toBeChecked();
});

test("what one person has left on a device is not shown to the next", async ({ page, demo, respondent }) => {
  await respondent.startAt(demo.apprentice, OPEN_QUESTION);
  await page.locator("textarea").fill("Mein Geheimnis");
  await expect.poll(() => kept(page), { timeout: 4_000 }).toHaveLength(1);
  await page.goto(demo.apprentice);
  await page.getByRole("button", { name: "Neu beginnen" }).click();
  await respondent.isAt("alter");
  await expect.poll(() => kept(page)).toEqual([]);
  await page.goto(`${demo.apprentice}/${OPEN_QUESTION}`);
  await expect(page.locator("textarea")).toHaveValue("");
});

test("a double tap sends once", async ({ page, demo, respondent }) => {
  await respondent.startAt(demo.firm, "ausbildung");
  await walk(respondent, FIRM.slice(3, 4));
  await respondent.isAt("plaetze");
  await respondent.awake();
  const posts: string[] = [];
  page.on("request", (request) => request.method() === "POST" && posts.push(request.url()));
  await page.locator("#plaetze_angeboten").fill("6");
  await page.locator("#plaetze_besetzt").fill("4");
  await page.locator('button[name="_go"][value="next"]').dblclick();
  await respondent.isAt("themen");
  expect(posts).toHaveLength(1);
});

test("a device for many asks whether somebody is still there, and then begins anew", async ({ page, demo, respondent }) => {
  await page.clock.install();
  await respondent.start(`${demo.apprentice}?kiosk=1`);
  await respondent.isAt("alter");
  await page.clock.fastForward(44_000);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.clock.fastForward(2_000);
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.clock.fastForward(5_000);
  // The dialog is gone before the page is told so, and only then does it wait anew.
  const told = page.locator("dialog").evaluate((dialog) => new Promise<null>((done) => dialog.addEventListener("close", () => done(null))));
  await page.getByRole("button", { name: "Ich bin noch da" }).click();
  await told;
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.clock.fastForward(46_000);
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.clock.fastForward(11_000);
  await expect(page).toHaveURL(/\?kiosk=1$/);
  // Of whoever was here nothing is left; that this is a kiosk is no secret.
  expect((await page.context().cookies()).map((cookie) => cookie.name)).toEqual(["kiosk"]);
});
