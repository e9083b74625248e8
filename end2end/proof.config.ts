import { defineConfig } from "@playwright/test";

import tests from "./playwright.config.ts";

/** The long proofs in a browser; `cargo xtask prove` starts them and reads their figures. */
export default defineConfig({
  testDir: "proofs",
  testMatch: /\.proof\.ts$/,
  workers: 1,
  timeout: 0,
  reporter: [["line"]],
  outputDir: "test-results",
  use: { ...tests.use, viewport: { width: 360, height: 740 } },
});
