import { defineConfig } from "@playwright/test";

import tests from "./playwright.config.ts";

/** The long proofs in a browser; `cargo xtask prove` starts them and reads their figures. */
export default defineConfig({
  testDir: "proofs",
  testMatch: /\.proof\.ts$/,
  workers: 1,
  // They last as long as they last, but nothing in them is waited for without end.
  timeout: 0,
  reporter: [["line"]],
  outputDir: "test-results",
  use: { ...tests.use, actionTimeout: 60_000, navigationTimeout: 60_000, viewport: { width: 360, height: 740 } },
});
