/**
 * Apprentices answer their survey on a phone of 360 by 740 with a slow processor and a slow line, every page with an empty
 * cache. They tap as soon as there is something to tap. A page is usable when it has been painted and the first tap on an
 * answer has had its effect, counted from the tap that asked for the page.
 *
 * The line is DevTools': 150 ms before each answer, then 1.6 Mbit/s. It leaves out what opening a connection takes.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test, type Browser, type Page } from "@playwright/test";

import { Respondent, type Step } from "../stage/respondent.ts";
import { Server } from "../stage/server.ts";
import { APPRENTICE, OPEN_QUESTION } from "../stage/surveys.ts";
import { noteAwakening } from "../stage/world.ts";

const PEOPLE = Number(process.env.BEDARFSKOMPASS_TRIALS);
const IS_FULL = process.env.BEDARFSKOMPASS_FULL !== undefined;
const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
const LINE = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const SLOWER = 4;
/** So long somebody waits for a page to go on by itself. */
const SOON = 3_000;

const figures: Record<string, number> = { people: 0, taps: 0, keyboards: 0, keys: 0, awake: 0 };
const atLeast = (name: string, value: number): void => void (figures[name] = Math.max(figures[name] ?? 0, Math.round(value)));

/** What the page tells of itself; times are of the wall clock. */
type Note =
  /** Somebody tapped; it has had its effect, on a page that had been painted; the island listens. */
  | { what: "tap" | "done" | "awake"; at: number }
  | { what: "keyboard" | "key" };

/** Runs in the page before its scripts. */
function probe(): void {
  const tell = (note: Note): void => (window as unknown as { e2eNote: (note: Note) => void }).e2eNote(note);
  const wall = ({ timeStamp }: Event): number => performance.timeOrigin + timeStamp;
  const painted = new Promise<number>((resolve) => {
    const seen = (list: PerformanceObserverEntryList): void => {
      const first = list.getEntriesByName("first-contentful-paint")[0];
      if (first) resolve(performance.timeOrigin + first.startTime);
    };
    new PerformanceObserver(seen).observe({ type: "paint", buffered: true });
  });
  const tap = (event: Event): void => {
    const now = Date.now();
    tell({ what: "tap", at: wall(event) });
    void painted.then((first) => tell({ what: "done", at: Math.max(now, first) }));
  };
  addEventListener("click", (event) => (event.target as Element).closest("button") && tap(event), true);
  addEventListener("change", (event) => requestAnimationFrame(() => setTimeout(() => tap(event))), true);
  addEventListener("keydown", () => tell({ what: "key" }), true);
  const typed = "textarea, [contenteditable], input:not([type=radio], [type=checkbox], [type=submit], [type=button], [type=hidden])";
  addEventListener("focusin", ({ target }) => (target as Element).matches(typed) && tell({ what: "keyboard" }), true);
  const sleeps = new MutationObserver(() => {
    if (!document.documentElement.classList.contains("e2e-awake")) return;
    sleeps.disconnect();
    tell({ what: "awake", at: Date.now() });
  });
  sleeps.observe(document, { subtree: true, attributes: true, attributeFilter: ["class"] });
}

class Walk {
  #number = 0;
  #name = "start";
  /** When this page was asked for. */
  #asked = Date.now();
  #lastTap = 0;
  #isMeasured = false;

  constructor(
    readonly page: Page,
    readonly respondent: Respondent,
  ) {}

  static async begin(browser: Browser): Promise<Walk> {
    const context = await browser.newContext(PHONE);
    const page = await context.newPage();
    const walk = new Walk(page, new Respondent(page, true, true));
    await context.exposeBinding("e2eNote", (_, note: Note) => walk.#hear(note));
    await context.addInitScript(noteAwakening);
    await context.addInitScript(probe);
    if (IS_FULL) await slow(page);
    return walk;
  }

  #hear(note: Note): void {
    if (note.what === "awake") atLeast("awake", note.at - this.#asked);
    if (note.what === "keyboard") figures.keyboards += 1;
    if (note.what === "key") figures.keys += 1;
    if (note.what === "tap") this.#lastTap = note.at;
    if (note.what !== "done" || this.#isMeasured) return;
    this.#isMeasured = true;
    atLeast(`page ${String(this.#number).padStart(2, "0")} ${this.#name}`, note.at - this.#asked);
  }

  async start(link: string): Promise<void> {
    this.#asked = Date.now();
    await this.page.goto(link, { waitUntil: "commit" });
    await this.respondent.press(this.page.getByRole("button", { name: "Umfrage starten" }));
  }

  async answer(step: Step): Promise<void> {
    await this.#arrive(step.at);
    await step.answer(this.respondent);
    // Whoever sees that the page does not go on taps "Weiter".
    if (step.advances && (await this.#leaves(step.at))) return;
    await this.respondent.goOn();
  }

  /** The open question: nobody has to write anything. */
  async send(): Promise<void> {
    await this.#arrive(OPEN_QUESTION);
    await expect(this.page.locator("textarea")).toBeEditable();
    await this.respondent.goOn();
    await this.#arrive("danke");
    await expect(this.page.getByRole("heading", { level: 1 })).toContainText("angekommen");
  }

  async #arrive(step: string): Promise<void> {
    await this.page.waitForURL((url) => decodeURIComponent(url.pathname).endsWith(`/${step}`), { waitUntil: "commit" });
    expect(this.#isMeasured, `${this.#name} has told of a tap`).toBe(true);
    [this.#number, this.#name, this.#asked, this.#isMeasured] = [this.#number + 1, step, this.#lastTap, false];
  }

  async #leaves(step: string): Promise<boolean> {
    const isElsewhere = (url: URL): boolean => !decodeURIComponent(url.pathname).endsWith(`/${step}`);
    return this.page.waitForURL(isElsewhere, { waitUntil: "commit", timeout: SOON }).then(
      () => true,
      () => false,
    );
  }
}

async function slow(page: Page): Promise<void> {
  const tools = await page.context().newCDPSession(page);
  await tools.send("Network.enable");
  await tools.send("Network.setCacheDisabled", { cacheDisabled: true });
  await tools.send("Network.emulateNetworkConditions", LINE);
  await tools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
}

test(`${PEOPLE} people on a slow phone`, async ({ browser }) => {
  const folder = await mkdtemp(join(tmpdir(), "bedarfskompass-"));
  const server = await Server.start(process.env.BEDARFSKOMPASS_BIN!, folder);
  for (let person = 0; person < PEOPLE; person += 1) {
    const walk = await Walk.begin(browser);
    await walk.start(`${server.origin}/s/azubis`);
    for (const step of APPRENTICE) await walk.answer(step);
    await walk.send();
    figures.people += 1;
    atLeast("taps", walk.respondent.taps);
    await walk.page.context().close();
  }
  await server.stop();
  await rm(folder, { recursive: true });
  await writeFile(process.env.BEDARFSKOMPASS_FIGURES!, JSON.stringify(figures));
});
