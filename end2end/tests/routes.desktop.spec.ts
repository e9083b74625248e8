import { readdirSync, readFileSync } from "node:fs";

import { PUBLIC, SESSION_ENDED, STAFF } from "../stage/pages.ts";
import { expect, test } from "../stage/world.ts";

const SOURCES = new URL("../../server/src/", import.meta.url);

/** `.route("/a/{b}", get(show).post(save))`; a test of the server holds these against its router. */
const ROUTE = /\.route\(\s*"([^"]+)",((?:[^()]|\([^()]*\))*)\)/g;

/** What is saved or drawn, by its ending or by what stands for its name. */
const FILE = /\.[a-z]+$|\/\{(file|figure|format)\}$/;

/** What is no page of its own, or is looked at in another way, and why. */
const OTHERS: Record<string, string> = {
  "/health": "for machines",
  "/api/{*function}": "for islands",
  "/u/{wave}": "leads on to the survey",
  "/u/{wave}/{place}": "leads on to the survey",
  "/intern/region/fahrzeiten/{ags}": "leads to the list with this place chosen",
  "/s/{wave}/pruefen": "at the end of the firm's survey: tests/axe.desktop.spec.ts",
  "/s/{wave}/danke": "at the end of both surveys: tests/axe.desktop.spec.ts",
};

/** Every address that can be opened, as the service's sources name it. */
function routes(): string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".rs"));
  return files.flatMap((name) => {
    const source = readFileSync(new URL(name, SOURCES), "utf8").split("#[cfg(test)]")[0]!;
    const found = [...source.matchAll(ROUTE)];
    expect(found.length, `${name}: a route that is written otherwise`).toBe(source.split(".route(").length - 1);
    return found.filter(([, , methods]) => /\bget\(/.test(methods!)).map(([, path]) => path!);
  });
}

/** The route that answers at this path: fixed parts go before those that may be anything. */
function answering(all: string[], path: string): string | undefined {
  const asked = path.split("/");
  const isFixed = (part: string): boolean => !part.startsWith("{");
  const fitting = all.filter((route) => {
    const parts = route.split("/");
    return parts.length === asked.length && parts.every((part, at) => !isFixed(part) || part === asked[at]);
  });
  const rank = (route: string): string => route.split("/").map((part) => (isFixed(part) ? "0" : "1")).join("");
  return fitting.sort((a, b) => rank(a).localeCompare(rank(b)))[0];
}

test("every page of the service is among those that the other tests look at", () => {
  const all = routes();
  expect(all.length).toBeGreaterThan(80);
  const seen = new Set([...PUBLIC, ...STAFF, SESSION_ENDED].map(({ path }) => answering(all, path)));
  const unseen = all.filter((route) => !seen.has(route) && !FILE.test(route));
  expect(unseen.sort(), "neither in stage/pages.ts nor said here why not").toEqual(Object.keys(OTHERS).sort());
});
