import { setInterval } from "node:timers/promises";
import { commandOf, parentOf } from "./pids.ts";

/**
 * Aborts `stop` without a reason when the launcher is asked to stop: by Ctrl-C, SIGTERM, a closed terminal, or the end of the
 * package manager that started it. `npx` ends on SIGTERM without passing it on, and would leave Coachwork running.
 */
export function watchForStop(stop: AbortController): void {
  // Ctrl-C may arrive twice, from the terminal and from pnpm. The second one is ignored.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop.abort());
  void watchWrappers(stop);
}

/** A process and its original parent. If that ends, even as a zombie, the process gets another parent. */
type Link = [child: number, parent: number];

async function watchWrappers(stop: AbortController): Promise<void> {
  const links = await linksToWrappers();
  if (links.length === 0) return;
  for await (const _ of setInterval(1_000, undefined, { ref: false })) {
    if (stop.signal.aborted) return;
    for (const [child, parent] of links) {
      if ((await parentOf(child)) !== parent) return stop.abort();
    }
  }
}

/** The chain of processes from the launcher up to the outermost package manager, including the shells in between. */
async function linksToWrappers(): Promise<Link[]> {
  const links: Link[] = [];
  let wrapped = 0;
  for (let child = process.pid; links.length < 8;) {
    const parent = await parentOf(child);
    const command = parent > 1 ? await commandOf(parent) : "";
    const wraps = isPackageManager(command);
    if (!wraps && !/^\S*sh -c /.test(command)) break;
    links.push([child, parent]);
    if (wraps) wrapped = links.length;
    child = parent;
  }
  return links.slice(0, wrapped);
}

function isPackageManager(command: string): boolean {
  const [program = "", script = ""] = command.split(" ");
  return /(^|\/)(npm|npx|pnpm)$/.test(program) || (/(^|\/)node$/.test(program) && /\b(npm|npx|pnpm)\b/.test(script));
}
