import type { Page } from "@playwright/test";

import { PUBLIC, SESSION_ENDED, STAFF } from "../stage/pages.ts";
import { walk } from "../stage/respondent.ts";
import { APPRENTICE, FIRM } from "../stage/surveys.ts";
import { expect, test } from "../stage/world.ts";

const SIZES = [[360, 740], [1280, 800]] as const;

async function shoot(page: Page, name: string): Promise<void> {
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `shots/${name}-${width}-${colorScheme}.png`, fullPage: true, animations: "disabled" });
    }
  }
}

for (const place of [...PUBLIC, ...STAFF, SESSION_ENDED]) {
  test(place.name, async ({ page, context, session, watch }) => {
    if (place.status) watch.expectRefusal(place.status);
    if (!PUBLIC.includes(place)) await context.addCookies(session);
    await place.open(page);
    await shoot(page, place.name);
  });
}

for (const [name, steps] of [["azubis", APPRENTICE], ["unternehmen", FIRM]] as const) {
  test(`survey ${name}`, async ({ page, demo, respondent, watch }) => {
    test.slow();
    watch.expectRefusal(422);
    let number = 0;
    const look = async (step: string): Promise<void> => {
      number += 1;
      await shoot(page, `umfrage-${name}-${String(number).padStart(2, "0")}-${step.replace("@", "-")}`);
    };
    await respondent.start(name === "azubis" ? demo.apprentice : demo.firm);
    await respondent.awake();
    await respondent.goOn();
    await page.getByRole("alert").waitFor();
    await look("fehler");
    await walk(respondent, steps, look);
    if (name === "unternehmen") {
      await look("pruefen");
      await page.getByRole("button", { name: "Antworten absenden" }).click();
    } else {
      await look("offen");
      await respondent.type("offen", "Nichts.");
      await respondent.goOn();
    }
    await expect(page.locator("h1")).toContainText("angekommen");
    await look("danke");
  });
}
