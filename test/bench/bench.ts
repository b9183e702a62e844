/** `pnpm bench NAME`: runs a benchmark. Each measures ours beside a peer or a bare limit, in one run. */
import { booking } from "./booking.ts";
import { fairness } from "./fairness.ts";
import { live } from "./live.ts";
import { readOptions } from "./options.ts";
import { reads } from "./reads.ts";
import { slots } from "./slots.ts";

const benches = { booking, fairness, live, reads, slots };

const given = readOptions(process.argv.slice(2));
if (!given) process.exit(2);
const bench = benches[given.name as keyof typeof benches];
if (!bench) {
  console.error(`There is no benchmark ${given.name}: give ${Object.keys(benches).join(", ")}.`);
  process.exit(2);
}
await bench(given.options);
