import { defineConfig } from "@playwright/test";

import tests from "./playwright.config.ts";

/** `npm run shots`: a picture of every page, for people to look at. */
export default defineConfig({
  ...tests,
  testMatch: /shots\.ts$/,
  projects: [{ name: "shots" }],
});
