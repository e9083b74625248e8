import { expect, type Locator, type Page } from "@playwright/test";

import { demo } from "./demo.ts";

/** A person who answers: presses, rates, chooses, goes on, and counts what it costs. */
export class Respondent {
  /** Taps or clicks so far. Choosing from a list takes two. */
  taps = 0;

  constructor(
    readonly page: Page,
    readonly touches: boolean,
    readonly hasScript: boolean,
  ) {}

  async press(target: Locator): Promise<void> {
    this.taps += 1;
    await (this.touches ? target.tap() : target.click());
  }

  /** From the link to the first question. */
  async start(link: string): Promise<void> {
    await this.page.goto(link);
    await this.press(this.page.getByRole("button", { name: /Umfrage starten|Start the survey/ }));
    await expect(this.page.locator('button[name="_go"][value="next"]')).toBeVisible();
  }

  /**
   * On this page of a survey that was begun without a browser: for tests of one page, which have nothing to learn from the
   * way there. Every page that no answer opens has an address from the start.
   */
  async startAt(link: string, step: string): Promise<void> {
    const address = new URL(link, demo().origin);
    const form = { locale: address.searchParams.get("lang") ?? "" };
    const begun = await this.page.request.post(address.href, { form, headers: { Origin: address.origin }, maxRedirects: 0 });
    expect(begun.status(), "the survey has begun").toBe(303);
    await this.page.goto(`${address.pathname}/${step}`);
    await this.isAt(step);
    await this.awake();
  }

  /** Past every page from the one in the window on, with nothing said, to this step. */
  async passTo(step: string): Promise<void> {
    let at = new URL(this.page.url());
    for (let page = 0; page < 120 && !at.pathname.endsWith(`/${step}`); page += 1) {
      const passed = await this.page.request.post(at.href, {
        form: { _go: "skip" },
        headers: { Origin: at.origin },
        maxRedirects: 0,
      });
      at = new URL(passed.headers()["location"]!, at.origin);
    }
    await this.page.goto(at.href);
    await this.isAt(step);
    await this.awake();
  }

  async choose(name: string, ...values: string[]): Promise<void> {
    for (const value of values) {
      await this.press(this.page.locator(`label.choice:has(input[name="${name}"][value="${value}"])`));
    }
  }

  async pick(name: string, label: string): Promise<void> {
    this.taps += 2;
    await this.page.locator(`select[name="${name}"]`).selectOption({ label });
  }

  async type(name: string, text: string): Promise<void> {
    await this.page.locator(`[name="${name}"]`).fill(text);
  }

  /** Gives every card of the battery this point; with script only one card stands open at a time. */
  async rate(point: number): Promise<void> {
    const cards = this.page.locator("details.rating");
    for (let left = await cards.count(); left > 0; left -= 1) {
      const card = this.page.locator("details.rating[open]:not(:has(input:checked))").first();
      await this.press(card.locator(`label.choice:has(input[value="${point}"])`));
    }
    await expect(this.page.locator("details.rating:has(input:checked)")).toHaveCount(await cards.count());
  }

  async goOn(): Promise<void> {
    await this.press(this.page.locator('button[name="_go"][value="next"]'));
  }

  /** Until the island listens; at once where there is none, or no script. */
  async awake(): Promise<void> {
    if (this.hasScript && (await this.page.locator("leptos-island").count()) > 0) {
      await expect(this.page.locator("html.e2e-awake")).toBeAttached();
    }
  }

  /** The last part of the address: which step this is. */
  async isAt(step: string): Promise<void> {
    await expect(this.page).toHaveURL((url) => decodeURIComponent(url.pathname).endsWith(`/${step}`));
  }
}

/** One page of a survey and what is answered there. `advances`: with script, the tap alone leads on. */
export interface Step {
  at: string;
  answer: (respondent: Respondent) => Promise<void>;
  advances?: boolean;
}

/** Answers these steps one after the other; `look` sees each page before it is answered. */
export async function walk(respondent: Respondent, steps: Step[], look?: (step: string) => Promise<void>): Promise<void> {
  for (const step of steps) {
    await respondent.isAt(step.at);
    await respondent.awake();
    await look?.(step.at);
    await step.answer(respondent);
    if (!(step.advances && respondent.hasScript)) await respondent.goOn();
  }
}
