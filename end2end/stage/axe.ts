import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { Page } from "@playwright/test";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/**
 * A page without script can be evaluated in, and keeps promises, but its clock stands still. So axe gets timers of its own: those
 * that only let others go first go on by themselves, those that end what takes too long are left to the test.
 */
const TIMER = "(go, delay = 0) => { if (delay === 0) Promise.resolve().then(go); return 0; }";
const SOURCE = `((setTimeout) => {${AXE}\n})(${TIMER})`;
type Rules = { type: "tag" | "rule"; values: string[] };
const ALL: Rules = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

/** Those of them that look at colours: all that can come out differently in the dark (tests/colours.desktop.spec.ts). */
export const COLOURS: Rules = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** What axe finds on the page as it stands, a line per element. Put in by evaluation: the page's policy stays on. */
export async function violations(page: Page, rules = ALL): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(SOURCE);
  return page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as { axe: { run: (options: object) => Promise<{ violations: Finding[] }> } };
    interface Finding {
      id: string;
      nodes: { html: string; failureSummary: string }[];
    }
    const found = await axe.run({ runOnly, resultTypes: ["violations"] });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary.split("\n").slice(1).join(";").trim()}`),
    );
  }, rules);
}
