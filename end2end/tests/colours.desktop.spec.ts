import { readdirSync, readFileSync } from "node:fs";

import { expect, test } from "../stage/world.ts";

const STYLE = new URL("../../style/", import.meta.url);

/** The rules that stand under `[data-theme]`, as the two buttons set it. */
const THEMED = /\[data-theme[^{]*\{([^}]*)\}/g;

// `light-dark()` gives colours only, so axe need look at nothing else in the dark: the rest is what it was in the light.
test("light and dark are told apart by colours alone", () => {
  const files = readdirSync(STYLE).filter((name) => name.endsWith(".css") && name !== "print.css");
  expect(files).toContain("tokens.css");
  for (const name of files) {
    const text = readFileSync(new URL(name, STYLE), "utf8");
    expect(text, name).not.toContain("prefers-color-scheme");
    for (const [, rule] of text.matchAll(THEMED)) expect(rule, name).toMatch(/^\s*color-scheme: (light|dark);\s*$/);
  }
});
