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

/** Where a Chromium is: the one that CHROMIUM_PATH names, else one where systems put it. */
export function browserHere(): string | undefined {
  const { CHROMIUM_PATH: named } = process.env;
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, where nothing is: name a Chromium.`);
  return named || habitual.find(existsSync);
}

/**
 * Finds a Chromium. Where there is none and CI or COACHWORK_INSTALL_BROWSER asks for one, a Debian's own package is
 * installed. Where there still is none, a line on stderr says so.
 */
export async function findBrowser(): Promise<string | undefined> {
  const { CI, COACHWORK_INSTALL_BROWSER: asked } = process.env;
  const here = browserHere();
  if (here) return here;
  const trouble = isYes(CI) || isYes(asked) ? await install() : undefined;
  const path = browserHere();
  if (!path) {
    const more = trouble ? `; ${trouble}` : ", or COACHWORK_INSTALL_BROWSER=1 to have Debian's installed";
    process.stderr.write(`There is no Chromium to open GraphiQL in: set CHROMIUM_PATH to one${more}.\n`);
  }
  return path;
}

function isYes(value: string | undefined): boolean {
  return value === "1" || value === "true";
}

/** Installs Debian's Chromium where this process may; says what stood in the way, if anything did. */
async function install(): Promise<string | undefined> {
  const system = await readFile("/etc/os-release", "utf8").catch(() => "");
  const mayInstall = /^ID=debian$/m.test(system) && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (!mayInstall) return "only root on a Debian can have one installed";
  const apt = (...args: string[]) =>
    promisify(execFile)("/usr/bin/apt-get", args, {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      timeout: 240_000,
      maxBuffer: 50_000_000,
    });
  try {
    await apt("update");
    await apt("install", "-y", "--no-install-recommends", "chromium");
    return undefined;
  } catch (error) {
    const { stderr = "" } = error as { stderr?: string };
    return `Debian's could not be installed: ${stderr.trim().split("\n").at(-1) || "it took too long"}`;
  }
}

export function launch(path: string): Promise<Browser> {
  return chromium.launch({ executablePath: path, args: quiet, timeout: 60_000 });
}
