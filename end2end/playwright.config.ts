import { defineConfig, type Project } from "@playwright/test";

const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
/** Things move on the phone and stand still on the desktop: both are wished for, and what stands still is drawn once. */
const DESKTOP = { viewport: { width: 1280, height: 800 }, contextOptions: { reducedMotion: "reduce" } } as const;

/** Light and dark change places between the script worlds, so that both are lived through on both sizes. */
type World = NonNullable<Project["use"]>;
const WORLDS: Record<string, World> = {
  phone: { ...PHONE, colorScheme: "light" },
  "phone-plain": { ...PHONE, colorScheme: "dark", javaScriptEnabled: false },
  desktop: { ...DESKTOP, colorScheme: "dark" },
  "desktop-plain": { ...DESKTOP, colorScheme: "light", javaScriptEnabled: false },
};

/** The file's name says where it runs: everywhere, only with script, once on the phone, or once on the desktop. */
const FILES: Record<string, RegExp> = {
  phone: /\.(phone|script)\.spec\.ts$|\/[^.]+\.spec\.ts$/,
  "phone-plain": /\/[^.]+\.spec\.ts$/,
  desktop: /\.(desktop|script)\.spec\.ts$|\/[^.]+\.spec\.ts$/,
  "desktop-plain": /\/[^.]+\.spec\.ts$/,
};

export default defineConfig({
  testDir: "tests",
  globalSetup: "./stage/demo.ts",
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 60_000,
  reporter: [["list", { printSteps: false }]],
  outputDir: "test-results",
  use: {
    locale: "de-DE",
    timezoneId: "Europe/Berlin",
    actionTimeout: 10_000,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    },
  },
  projects: Object.entries(WORLDS).map(([name, use]) => ({ name, use, testMatch: FILES[name] })),
});
