import { parseArgs } from "node:util";
import { messageOf, Refusal } from "./refusal.ts";

/** How many processes `pnpm start` runs of each service. */
export interface StartOptions {
  gateways: number;
  schedulers: number;
}

export const startUsage = `
Usage: pnpm start [--gateways N] [--schedulers N]

Builds Coachwork and runs it on this machine with a demo, until Ctrl-C.

  --gateways     how many gateways; 1 by default. Their ports are counted upward from PORT
  --schedulers   how many scheduling services; 1 by default. Their ports are counted upward from SCHEDULING_PORT
`;

/** So many of each, as more would only fight for the machine. */
const MOST = 16;

/** Reads the command line. Undefined if it asks for help. */
export function readStartOptions(given: readonly string[]): StartOptions | undefined {
  const args = given.filter((argument, place) => !(place === 0 && argument === "--"));
  if (args.includes("--help") || args.includes("-h")) return undefined;
  try {
    const { values } = parseArgs({ args, options: { gateways: { type: "string" }, schedulers: { type: "string" } } });
    return {
      gateways: countIn("--gateways", values.gateways),
      schedulers: countIn("--schedulers", values.schedulers),
    };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`${messageOf(error).split(". ")[0]}: see --help.`);
  }
}

function countIn(option: string, text = "1"): number {
  const count = Number(text);
  if (/^\d{1,3}$/.test(text) && count >= 1 && count <= MOST) return count;
  throw new Refusal(`${option} is ${JSON.stringify(text)}: give a whole number from 1 to ${MOST}.`);
}
