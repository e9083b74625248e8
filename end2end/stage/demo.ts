import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { openSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { freePort } from "./server.ts";

/** What `bedarfskompass demo --json` prints, and where the demo lives. */
export interface Demo {
  apprentice: string;
  firm: string;
  staff: string;
  staff_password: string;
  results: string;
  real_data: string;
  origin: string;
  /** The folder in which its mails are, a file each. */
  mails: string;
}

/** The demo that `start` has made known to the workers. */
export function demo(): Demo {
  return JSON.parse(process.env.BEDARFSKOMPASS_DEMO ?? "{}");
}

/** Starts a demo of its own on a free port of this machine; gives what ends it. */
export default async function start(): Promise<() => Promise<void>> {
  const binary = process.env.BEDARFSKOMPASS_BIN;
  if (!binary) throw new Error("BEDARFSKOMPASS_BIN must name the built program, e.g. target/debug/bedarfskompass");
  const folder = await mkdtemp(join(tmpdir(), "bedarfskompass-"));
  const log = join(folder, "demo.log");
  const addr = `127.0.0.1:${await freePort()}`;
  // All tests sit behind one address, which would be a burst.
  const env = { ...process.env, BEDARFSKOMPASS_FIELDWORK__BURST: "0" };
  const server = spawn(binary, ["demo", "--data", join(folder, "data"), "--addr", addr, "--json"], {
    stdio: ["ignore", "pipe", openSync(log, "w")],
    env,
  });
  try {
    const links = JSON.parse(await firstLine(server));
    const origin = new URL(links.results).origin;
    await reachable(`${origin}/health`);
    await brokenDown(origin);
    process.env.BEDARFSKOMPASS_DEMO = JSON.stringify({ ...links, origin, mails: join(folder, "data", "mails") });
  } catch (error) {
    server.kill("SIGKILL");
    throw new Error(`${binary} demo: ${error}\n${await readFile(log, "utf8")}`);
  }
  return () => end(server, folder, log);
}

/** The first look at groups breaks a wave down, for which a debug build takes seconds: no affair of whichever test is first. */
async function brokenDown(origin: string): Promise<void> {
  const list = await (await fetch(`${origin}/ergebnisse`)).text();
  const waves = new Set([...list.matchAll(/href="(\/ergebnisse\/[a-z0-9-]+)"/g)].map(([, wave]) => wave));
  for (const wave of waves) await fetch(`${origin}${wave}/gruppen`);
}

async function firstLine(server: ChildProcess): Promise<string> {
  const lines = createInterface({ input: server.stdout! });
  const ended = once(server, "exit").then(([code]) => {
    throw new Error(`ended with ${code} before it was ready`);
  });
  const [line] = (await Promise.race([once(lines, "line"), ended])) as [string];
  return line;
}

/** The links come before the first connection is accepted. */
async function reachable(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer`);
}

/** Ends it as an operator would, and looks whether it ended well and complained of nothing. */
async function end(server: ChildProcess, folder: string, log: string): Promise<void> {
  const ended = once(server, "exit");
  server.kill("SIGTERM");
  const [code] = await ended;
  const said = await readFile(log, "utf8");
  await rm(folder, { recursive: true });
  if (code !== 0 || /panic|ERROR/.test(said)) throw new Error(`the demo ended with ${code} and said:\n${said}`);
}
