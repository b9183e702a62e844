import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright-core";

/** Where systems put a Chromium, by habit. */
const habitual = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** A browser that says nothing on its own account: whatever it asks for, the page has asked for. */
const quiet = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Where a Chromium is, and where there is none, why. */
export type Found = { readonly path: string } | { readonly path?: undefined; readonly why: string };

/**
 * Finds a Chromium: the one that CHROMIUM_PATH names, else one where systems put it. Where there is none and CI or
 * COACHWORK_INSTALL_BROWSER asks for it, a Debian's own package is installed.
 */
export async function findBrowser(): Promise<Found> {
  const { CHROMIUM_PATH: named, CI, COACHWORK_INSTALL_BROWSER: asked } = process.env;
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, and there is nothing: name a Chromium.`);
    return { path: named };
  }
  const why = habitual.some(existsSync) || !(isYes(CI) || isYes(asked)) ? "" : await install();
  const path = habitual.find(existsSync);
  return path ? { path } : { why };
}

function isYes(value: string | undefined): boolean {
  return value === "1" || value === "true";
}

/** Installs Debian's Chromium where this process may; says what stood in the way, if anything did. */
async function install(): Promise<string> {
  const system = await readFile("/etc/os-release", "utf8").catch(() => "");
  const mayInstall = /^ID=debian$/m.test(system) && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (!mayInstall) return "Only root on a Debian can install one.";
  const apt = (...args: string[]) =>
    promisify(execFile)("/usr/bin/apt-get", args, {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      timeout: 240_000,
      maxBuffer: 50_000_000,
    });
  try {
    await apt("update");
    await apt("install", "-y", "--no-install-recommends", "chromium");
    return "";
  } catch (error) {
    const { stderr = "" } = error as { stderr?: string };
    const reason = stderr.trim().split("\n").at(-1) || "it took too long";
    return `Debian's package could not be installed: ${reason}.`;
  }
}

export function launch(path: string): Promise<Browser> {
  return chromium.launch({ executablePath: path, args: quiet, timeout: 60_000 });
}
