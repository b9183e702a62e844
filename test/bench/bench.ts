/** `pnpm bench NAME`: runs a benchmark. Each measures ours beside a peer or a bare limit, in one run. */
import { booking } from "./booking.ts";
import { enrolling } from "./enrolling.ts";
import { fairness } from "./fairness.ts";
import { live } from "./live.ts";
import { matching } from "./matching.ts";
import { type Options, readOptions } from "./options.ts";
import { reads } from "./reads.ts";
import { reports } from "./reports.ts";
import { slots } from "./slots.ts";
import { webhooks } from "./webhooks.ts";

const benches = { booking, enrolling, fairness, live, matching, reads, reports, slots, webhooks };

const given = readOptions(process.argv.slice(2));
if (!given) process.exit(2);
const bench = benches[given.name as keyof typeof benches];
if (bench) await bench(given.options);
else if (given.name === "all") await runAll(given.options);
else {
  console.error(`There is no benchmark ${given.name}: give ${Object.keys(benches).join(", ")}, or all.`);
  process.exitCode = 2;
}

/** Runs one after the other, and says how many ran to their end. */
async function runAll(options: Options): Promise<void> {
  const failed: string[] = [];
  for (const [name, run] of Object.entries(benches)) {
    await run(options).catch((error: unknown) => {
      console.error(error);
      failed.push(name);
    });
  }
  const ran = Object.keys(benches).length - failed.length;
  for (const name of failed) console.log(`FAILED  ${name}`);
  console.log(`Benchmarks: ${ran} ran, ${failed.length} failed`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}
