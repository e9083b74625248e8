/**
 * People answer the apprentices' survey in a browser. At random moments their tab is killed, their network cut, or the
 * server killed and started again; some go on with their six words on a second device. Whatever the server has
 * acknowledged must come back, and what was sent must be there once.
 */
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect, test, type Browser, type BrowserContext, type Page, type Response } from "@playwright/test";

import { Server } from "../stage/server.ts";

const MOMENTS = Number(process.env.BEDARFSKOMPASS_TRIALS);
const PEOPLE_AT_ONCE = 2;
/** What was typed this long ago must be there again: it is kept every two seconds. */
const KEPT_AFTER = 2_400;
const PATIENCE = 60_000;
const WAVE = "/s/azubis";

type Answers = [string, string][];
type Mishap = "tab" | "network" | "server";

const figures = {
  moments: 0,
  "tabs killed": 0,
  "networks cut": 0,
  "servers killed": 0,
  "second devices": 0,
  "acknowledged pages compared": 0,
  "acknowledged pages that lost something": 0,
  "pages being filled in that were to come back": 0,
  "pages being filled in that did not come back": 0,
  "submits acknowledged": 0,
  "acknowledged submits missing": 0,
  "submits stored twice": 0,
};

const between = (least: number, most: number): number => least + Math.random() * (most - least);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What is answered, without what the form carries beside it. */
const answers = (pairs: Answers): Answers =>
  pairs.filter(([name, value]) => !name.startsWith("_") && value !== "").sort(([a, x], [b, y]) => `${a} ${x}`.localeCompare(`${b} ${y}`));

class Person {
  readonly token = `Marke${Math.random().toString(16).slice(2, 14).padStart(12, "0")}`;
  readonly acknowledged = new Map<string, Answers>();
  isSubmitted = false;
  /** There was nothing to go on with: lost, unless it was sent and nobody was told. */
  hasNoDraft = false;
  page!: Page;

  constructor(
    readonly browser: Browser,
    readonly server: Server,
    public context: BrowserContext,
  ) {}

  async open(): Promise<void> {
    this.page = await this.context.newPage();
    this.page.on("response", (response) => this.#note(response));
  }

  /** Acknowledged is what the browser was told. */
  #note(response: Response): void {
    const request = response.request();
    const step = decodeURIComponent(new URL(request.url()).pathname).slice(WAVE.length + 1);
    if (request.method() !== "POST" || !step || step === "spaeter") return;
    const to = response.headers()["x-onward"] ?? (response.status() === 303 ? response.headers().location : undefined);
    if (!to) return;
    if (to.startsWith(`${WAVE}/danke`)) this.isSubmitted = true;
    this.acknowledged.set(step, answers([...new URLSearchParams(request.postData() ?? "")]));
  }

  /** To the question where one left off; `false` if there is nothing to go on with. */
  async enter(): Promise<boolean> {
    await this.#persist(() => this.page.goto(`${this.server.origin}${WAVE}`));
    const button = this.page.getByRole("button", { name: /^(Umfrage starten|Weitermachen)$/ });
    const isBegun = (await button.textContent()) === "Weitermachen";
    this.hasNoDraft = !isBegun && this.acknowledged.size > 0;
    if (this.hasNoDraft) return false;
    await this.#persist(async () => {
      await button.click({ timeout: 5_000 });
      await this.page.waitForURL(/\/s\/azubis\/./, { timeout: 5_000 });
    });
    return true;
  }

  /** A server that is just starting is asked again, as a person would. */
  async #persist(act: () => Promise<unknown>): Promise<void> {
    const until = Date.now() + PATIENCE;
    for (;;) {
      try {
        return void (await act());
      } catch (error) {
        if (Date.now() > until) throw error;
        await pause(200);
        if (/chrome-error/.test(this.page.url())) await this.page.goto(`${this.server.origin}${WAVE}`).catch(() => undefined);
      }
    }
  }

  /** On to another page. `false` where the browser says that there is nobody: a form that was sent before the page was awake. */
  async leaves(before: string): Promise<boolean> {
    try {
      await this.page.waitForURL((url) => url.href !== before, { timeout: PATIENCE });
      return !/chrome-error/.test(this.page.url());
    } catch (error) {
      if (/net::ERR_/.test(String(error))) return false;
      throw error;
    }
  }

  get isDone(): boolean {
    return this.page.url().includes(`${WAVE}/danke`);
  }

  async fill(): Promise<void> {
    // The address is there before the page is.
    await this.page
      .locator("#antworten")
      .waitFor({ state: "attached", timeout: PATIENCE })
      .catch(async (error) => {
        const said = await this.page.locator("body").innerText({ timeout: 5_000 }).catch(() => "nothing");
        throw new Error(`${this.page.url()} asks nothing: ${said.slice(0, 500)}`, { cause: error });
      });
    await this.page.evaluate((token) => {
      const form = document.getElementById("antworten") as HTMLFormElement;
      const random = <T>(list: T[]): T => list[Math.floor(Math.random() * list.length)];
      // „Nichts davon“ beside other ticks is refused for ever, and until the page is awake nothing unticks it.
      const excludes = (input: HTMLInputElement): boolean =>
        (input.closest<HTMLElement>("[data-exclusive]")?.dataset.exclusive ?? "").split(" ").includes(input.value);
      const inputs = [...form.querySelectorAll<HTMLInputElement>("input[type=radio], input[type=checkbox]")].filter((input) => !excludes(input));
      for (const name of new Set(inputs.map((input) => input.name))) {
        const group = inputs.filter((input) => input.name === name);
        const most = group[0].type === "radio" ? 1 : 3;
        while (group.filter((input) => input.checked).length < Math.min(most, group.length)) {
          const before = group.filter((input) => input.checked).length;
          random(group.filter((input) => !input.checked)).click();
          if (group.filter((input) => input.checked).length <= before) break;
        }
      }
      for (const list of form.querySelectorAll("select")) {
        if (list.value) continue;
        list.value = random([...list.options].filter((option) => option.value)).value;
        list.dispatchEvent(new Event("change", { bubbles: true }));
      }
      for (const text of form.querySelectorAll<HTMLTextAreaElement>("textarea, input.input")) {
        if (text.value) continue;
        text.value = token;
        text.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }, this.token);
  }

  async press(): Promise<void> {
    await this.page.evaluate(() => document.querySelector<HTMLElement>('button[name="_go"][value="next"]')?.click());
  }

  /** What stands in the form now. */
  async shown(): Promise<Answers> {
    const pairs = await this.page.evaluate(() => {
      const form = document.getElementById("antworten");
      return form ? ([...new FormData(form as HTMLFormElement)] as [string, string][]) : [];
    });
    return answers(pairs);
  }

  /** Fetches every acknowledged page again and compares it with what was sent. */
  async compare(): Promise<void> {
    if (this.isSubmitted) return;
    for (const [step, sent] of this.acknowledged) {
      let saved: Answers | undefined;
      await this.#persist(async () => {
        const address = `${this.server.origin}${WAVE}/${step}`;
        const reply = await this.context.request.get(address, { maxRedirects: 0 });
        const html = await reply.text();
        const pairs = await this.page.evaluate((html) => {
          const form = new DOMParser().parseFromString(html, "text/html").getElementById("antworten");
          return form ? ([...new FormData(form as HTMLFormElement)] as [string, string][]) : [];
        }, html);
        saved = answers(pairs);
      });
      // Sent a moment ago, told of only now: the draft has gone, as promised.
      if (this.isSubmitted) return;
      figures["acknowledged pages compared"] += 1;
      if (JSON.stringify(saved) !== JSON.stringify(sent)) {
        figures["acknowledged pages that lost something"] += 1;
        console.log(`lost: ${step} of ${this.token}: ${JSON.stringify(sent)} became ${JSON.stringify(saved)}`);
      }
    }
  }

  /** The tab's process is gone at once, and with it all that it had not told the browser. */
  async killTab(): Promise<void> {
    let isGone = false;
    const gone = this.page.waitForEvent("crash", { timeout: PATIENCE }).then(() => void (isGone = true));
    // A page that is just being replaced does not hear it: it is told until it has gone.
    while (!isGone) {
      void this.#crash();
      await Promise.race([gone, pause(1_000)]);
    }
    await this.page.close();
    await this.open();
  }

  async #crash(): Promise<void> {
    const tab = await this.context.newCDPSession(this.page).catch(() => undefined);
    await tab?.send("Page.crash").catch(() => undefined);
  }

  /** The six words, and a browser that knows nothing. */
  async changeDevice(): Promise<void> {
    const asked = await this.context.request.post(`${this.server.origin}${WAVE}/spaeter`, { headers: { "Sec-Fetch-Site": "same-origin" } });
    const words = [...(await asked.text()).matchAll(/<li[^>]*>([a-zäöüßé]+)<\/li>/g)].map(([, word]) => word);
    expect(words).toHaveLength(6);
    const before = this.context;
    this.context = await this.browser.newContext();
    await this.open();
    await this.page.goto(`${this.server.origin}/weiter`);
    await this.page.getByLabel("Deine sechs Wörter").fill(words.join(" "));
    await this.page.getByRole("button", { name: "Weitermachen" }).click();
    await this.page.waitForURL(/\/s\/azubis\//);
    await before.close();
    figures["second devices"] += 1;
    await this.compare();
  }
}

async function mishap(person: Person, kind: Mishap): Promise<void> {
  figures.moments += 1;
  const { server, context } = person;
  if (kind === "server") {
    figures["servers killed"] += 1;
    await server.restart();
  } else if (kind === "network") {
    figures["networks cut"] += 1;
    await context.setOffline(true);
    await pause(between(100, 2_500));
    await context.setOffline(false);
  } else {
    figures["tabs killed"] += 1;
    await person.killTab();
  }
}

/** One page, perhaps with a mishap while it is filled in or on its way. `false`: there is nothing to go on with. */
async function onePage(person: Person, kind: Mishap | undefined): Promise<boolean> {
  const before = person.page.url();
  await person.fill();
  const filled = Date.now();
  if (kind && Math.random() < 0.5) {
    await pause(between(0, 3_500));
    const [typed, age] = [await person.shown(), Date.now() - filled];
    await mishap(person, kind);
    if (kind === "tab") {
      if (!(await person.enter())) return false;
      if (age > KEPT_AFTER && new URL(person.page.url()).pathname === new URL(before).pathname) {
        figures["pages being filled in that were to come back"] += 1;
        if (JSON.stringify(await person.shown()) !== JSON.stringify(typed)) {
          figures["pages being filled in that did not come back"] += 1;
          console.log(`not back: ${before} of ${person.token}: ${JSON.stringify(typed)}, but ${JSON.stringify(await person.shown())}`);
        }
      }
    }
    await person.compare();
    return true;
  }
  if (!kind) {
    await person.press();
  } else if (kind === "tab") {
    await person.press().catch(() => undefined);
    await pause(between(0, 40));
    await mishap(person, kind);
    if (!(await person.enter())) return false;
  } else {
    const broken = mishap(person, kind);
    await pause(between(0, 30));
    await person.press().catch(() => undefined);
    await broken;
  }
  if (kind !== "tab" && !(await person.leaves(before)) && !(await person.enter())) return false;
  if (kind) await person.compare();
  return true;
}

async function answer(browser: Browser, server: Server, people: Person[]): Promise<void> {
  const person = new Person(browser, server, await browser.newContext());
  people.push(person);
  await person.open();
  let isThere = await person.enter();
  const changesAt = Math.random() < 0.3 ? Math.floor(between(2, 9)) : -1;
  for (let page = 0; isThere && !person.isDone; page += 1) {
    if (page === changesAt) await person.changeDevice();
    const kinds: Mishap[] = ["tab", "network", "server"];
    const kind = Math.random() < 0.4 && figures.moments < MOMENTS ? kinds[Math.floor(Math.random() * kinds.length)] : undefined;
    isThere = await onePage(person, kind);
    if (page > 80) throw new Error(`${person.page.url()} leads nowhere`);
  }
  await person.context.close();
}

/** Fewer answers than these nobody gets to see. */
const K = 10;

test(`${MOMENTS} random moments`, async ({ browser }) => {
  const folder = await mkdtemp(join(tmpdir(), "bedarfskompass-"));
  const server = await Server.start(process.env.BEDARFSKOMPASS_BIN!, folder);
  const people: Person[] = [];
  const sent = (): number => people.filter((person) => person.isSubmitted).length;
  const work = async (): Promise<void> => {
    while (figures.moments < MOMENTS || sent() < K) await answer(browser, server, people);
  };
  await Promise.all(Array.from({ length: PEOPLE_AT_ONCE }, work));
  await server.endWave("azubis");
  await server.stop();

  const args = ["export", "responses", "--wave", "azubis", "--data", server.data];
  const stored = execFileSync(server.binary, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  for (const { token, isSubmitted, hasNoDraft, acknowledged } of people) {
    const times = stored.split(token).length - 1;
    if (hasNoDraft && !isSubmitted && times === 0) figures["acknowledged pages that lost something"] += acknowledged.size;
    figures["submits acknowledged"] += Number(isSubmitted);
    figures["acknowledged submits missing"] += Number(isSubmitted && times === 0);
    figures["submits stored twice"] += Number(times > 1);
  }
  await rm(folder, { recursive: true });
  await writeFile(process.env.BEDARFSKOMPASS_FIGURES!, JSON.stringify(figures));
});
