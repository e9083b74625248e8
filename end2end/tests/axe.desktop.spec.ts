import { inspect } from "../stage/inspect.ts";
import { PUBLIC, SESSION_ENDED, STAFF } from "../stage/pages.ts";
import { walk } from "../stage/respondent.ts";
import { APPRENTICE, FIRM } from "../stage/surveys.ts";
import { expect, test } from "../stage/world.ts";

for (const place of PUBLIC) {
  test(place.name, async ({ page, watch }) => {
    if (place.status) watch.expectRefusal(place.status);
    await place.open(page);
    await inspect(page, place.name);
  });
}

for (const place of [...STAFF, SESSION_ENDED]) {
  test(place.name, async ({ staff: page, watch }) => {
    if (place.status) watch.expectRefusal(place.status);
    await place.open(page);
    await inspect(page, place.name);
  });
}

for (const [name, steps] of [["apprentice", APPRENTICE], ["firm", FIRM]] as const) {
  test(`every page of the ${name}'s survey`, async ({ page, demo, respondent }) => {
    test.slow();
    const look = async (step: string): Promise<void> => {
      await inspect(page, step);
      await page.setViewportSize({ width: 1280, height: 800 });
    };
    await respondent.start(demo[name]);
    await respondent.awake();
    await respondent.goOn();
    await page.getByRole("alert").waitFor();
    await look("with a problem");
    await walk(respondent, steps, look);
    if (name === "firm") {
      await respondent.isAt("pruefen");
      await look("check");
      await page.getByRole("button", { name: "Antworten absenden" }).click();
    } else {
      await respondent.isAt("offen");
      await look("open question");
      await respondent.type("offen", "Nichts.");
      await respondent.goOn();
    }
    await expect(page.locator("h1")).toContainText("angekommen");
    await look("receipt");
  });
}
