import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

import { request } from "@playwright/test";

/** A server of one's own, to be killed and started again on the same data. */
export class Server {
  #process: ChildProcess | undefined;
  #starting: Promise<void> | undefined;

  private constructor(
    readonly binary: string,
    readonly folder: string,
    readonly port: number,
  ) {}

  static async start(binary: string, folder: string): Promise<Server> {
    const server = new Server(binary, folder, await freePort());
    await server.#start();
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get data(): string {
    return join(this.folder, "data");
  }

  get #links(): string {
    return join(this.folder, "links.json");
  }

  /** Ends a wave as staff do, for those too who have begun: before that nobody gets its answers. */
  async endWave(wave: string): Promise<void> {
    const links = JSON.parse(readFileSync(this.#links, "utf8")) as { staff: string; staff_password: string };
    const office = await request.newContext({ baseURL: this.origin, extraHTTPHeaders: { Origin: this.origin } });
    const email = new URL(links.staff).searchParams.get("email")!;
    await office.post("/anmelden", { form: { email, passwort: links.staff_password } });
    for (const step of ["schliessen", "frist-beenden"]) await office.post(`/intern/wellen/${wave}/${step}`);
    await office.dispose();
  }

  /** kill -9, and up again. Whoever asks meanwhile waits for the same start. */
  async restart(): Promise<void> {
    this.#starting ??= this.#again().finally(() => (this.#starting = undefined));
    await this.#starting;
  }

  async stop(): Promise<void> {
    await this.#end("SIGTERM");
  }

  async #again(): Promise<void> {
    await this.#end("SIGKILL");
    await this.#start();
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const ended = once(this.#process!, "exit");
    this.#process!.kill(signal);
    await ended;
  }

  async #start(): Promise<void> {
    const log = openSync(join(this.folder, "server.log"), "a");
    const args = ["demo", "--data", this.data, "--addr", `127.0.0.1:${this.port}`, "--json"];
    // All of these people sit behind one address, which would be a burst.
    const env = { ...process.env, BEDARFSKOMPASS_FIELDWORK__BURST: "0" };
    this.#process = spawn(this.binary, args, { stdio: ["ignore", openSync(this.#links, "w"), log], env });
    for (let attempt = 0; attempt < 600; attempt += 1) {
      const answer = await fetch(`${this.origin}/health`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error("the server does not start");
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, "close");
  return port;
}
