import type { CDPSession } from "@playwright/test";

import { expect, test } from "../stage/world.ts";

interface Load {
  url: string;
  bytes: number;
}

/** Every request from now on with the bytes that came over the wire, headers included. */
async function loads(network: CDPSession): Promise<Load[]> {
  const all: Load[] = [];
  const urls = new Map<string, string>();
  network.on("Network.requestWillBeSent", ({ requestId, request, redirectResponse }) => {
    if (redirectResponse) all.push({ url: urls.get(requestId)!, bytes: redirectResponse.encodedDataLength });
    urls.set(requestId, request.url);
  });
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    all.push({ url: urls.get(requestId)!, bytes: encodedDataLength });
  });
  await network.send("Network.enable");
  return all;
}

const sum = (loads: Load[]): number => loads.reduce((total, { bytes }) => total + bytes, 0);

test("the first question is light: at most 60 KB in 6 requests, script and wasm 90 KB more", async ({ page, context, demo, respondent }) => {
  const all = await loads(await context.newCDPSession(page));
  await respondent.start(demo.apprentice);
  await respondent.isAt("alter");
  await respondent.awake();
  await page.waitForLoadState("networkidle");
  const isScript = ({ url }: Load): boolean => /\.(js|wasm)$/.test(url);
  // What the cache has costs nothing.
  const light = all.filter((load) => load.bytes > 0 && !isScript(load));
  // A headless browser leaves out the icon; a phone does not.
  const icon = await page.locator('link[rel="icon"]').getAttribute("href");
  if (!light.some(({ url }) => url.endsWith(icon!))) {
    const answer = await page.request.get(icon!, { headers: { "Accept-Encoding": "br" } });
    light.push({ url: icon!, bytes: Number(answer.headers()["content-length"]) + 400 });
  }
  const script = all.filter(isScript);
  for (const { url, bytes } of [...light, ...script]) console.log(`${String(bytes).padStart(8)} ${new URL(url, demo.origin).pathname}`);
  console.log(`first question: ${sum(light)} bytes in ${light.length} requests; script and wasm: ${sum(script)} bytes`);
  expect(light.length).toBeLessThanOrEqual(6);
  expect(sum(light)).toBeLessThanOrEqual(60_000);
  expect(script.length).toBeGreaterThan(0);
  expect(sum(script)).toBeLessThanOrEqual(90_000);
});

test("pages without an island load no script at all", async ({ page, context, demo }) => {
  const all = await loads(await context.newCDPSession(page));
  for (const path of [demo.apprentice, demo.results, "/", "/angebote"]) {
    await page.goto(path, { waitUntil: "networkidle" });
  }
  expect(all.map(({ url }) => url).filter((url) => /\.(js|wasm)$/.test(url))).toEqual([]);
});
