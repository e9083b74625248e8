import type { BrowserContext } from "@playwright/test";

/** Collects what no page may do: errors, blocked content, failed requests, and requests to other hosts. */
export class Watch {
  readonly problems: string[] = [];
  #refusals: number[] = [];
  #broken: RegExp | undefined;

  constructor(
    context: BrowserContext,
    readonly origin: string,
  ) {
    context.on("weberror", (error) => this.#note(`page error: ${error.error().message}`));
    context.on("console", (message) => {
      const isLoud = message.type() === "error" || message.type() === "warning";
      // The status of every response is watched below.
      if (isLoud && !message.text().startsWith("Failed to load resource")) this.#note(`console: ${message.text()}`);
    });
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith("http") && url.origin !== origin) this.#note(`foreign host: ${url}`);
    });
    context.on("requestfailed", (request) => {
      const why = request.failure()?.errorText ?? "";
      // Leaving a page while something is still loading, and downloads.
      if (why !== "net::ERR_ABORTED") this.#note(`failed request: ${request.url()} ${why}`);
    });
    context.on("response", (response) => {
      const status = response.status();
      if (status >= 400 && !this.#refusals.includes(status)) this.#note(`${status}: ${response.url()}`);
    });
  }

  /** Pages may answer with these from now on: the test does something that is refused. */
  expectRefusal(...status: number[]): void {
    this.#refusals.push(...status);
  }

  /** The test breaks this on purpose. */
  expectBroken(what: RegExp): void {
    this.#broken = what;
  }

  #note(problem: string): void {
    if (!this.#broken?.test(problem)) this.problems.push(problem);
  }
}
