import { parseArgs } from "node:util";
import { sizes, type SizeName } from "./generate/sizes.ts";

const usage = `
Usage: pnpm bench reads [--json] [--rounds N] [--seconds S] [--size small|medium|large] [--page P]
                        [--growth] [--clients] [--memory]
       pnpm bench slots [--json] [--rounds N] [--seconds S]
       pnpm bench booking [--json] [--rounds N] [--seconds S]
       pnpm bench enrolling [--json] [--rounds N]
       pnpm bench live [--json] [--rounds N]
       pnpm bench matching [--json] [--rounds N]
       pnpm bench reports [--json] [--rounds N]
       pnpm bench fairness [--json] [--rounds N] [--seconds S]
       pnpm bench webhooks [--json] [--rounds N]
       pnpm bench all [--json] [--rounds N] [--seconds S]

reads measures reads through the gateway against PostGraphile, a hand-written statement behind a bare HTTP server, and a
naive resolver tree: the same rows under the same row level security, in the same run, in turns.
slots measures how free slots are computed against plain loops that know no zones, limits or pages and find the same
slots, in the same run, in turns; and how the time grows with what a calendar holds. It needs no database.
booking measures bookings through GraphQL against pgbench with the bare transaction on the same PostgreSQL, in turns.
enrolling measures how long it takes to enroll 500 people in a cohort against the same rows and events in one bare
transaction on the same PostgreSQL, in turns.
live measures what an event costs with the sockets that follow it against a bare ws server that sends the same, in turns;
and what one about another coach costs.
matching measures a whole match run of 500 people and 80 coaches against the bare library that finds assignments, and the candidates
of one person against a bare statement, in turns.
reports measures reports in a firm with a million sessions against 300 ms, and that of the whole firm against counting the
same rows in a bare statement, in turns.
fairness measures what one firm waits for its reads while another asks for all that it can, beside what it waits in quiet.
webhooks measures how many messages a second one gateway delivers to one endpoint against a bare loop of fetch that posts the
same bodies to it, as many at the same time, in turns.
all runs each of them. With one short round, it only shows that they can be run.

  --json     prints one JSON object a comparison; ratio says how many times better ours is
  --rounds   rounds of each page and server, or of each case and side (default: 4)
  --seconds  length of a round (default: 0.8)

Only for reads:
  --size     how much is in the database (default: small). It is generated once and kept in
             $COACHWORK_BENCH_DIR, by default "coachwork-bench" in the directory for temporary files
  --page     only this page: week, engagement, whole, people, deep, single; or sights, a coach's and a client's schedule
  --growth   instead: the same pages with ten times the data (small and medium)
  --clients  instead: 1,000 clients at once
  --memory   instead: the gateway's memory over 100,000 requests

The gateway's own settings may be given as environment variables; what operations may cost is not limited unless so.
`.trim();

const onlyForReads = ["size", "page", "growth", "clients", "memory"] as const;

export interface Options {
  readonly json: boolean;
  readonly size: SizeName;
  readonly rounds: number;
  readonly seconds: number;
  readonly page: string | undefined;
  readonly mode: "pages" | "growth" | "clients" | "memory";
}

/** The benchmark's name and options, or undefined where the usage was shown instead. */
export function readOptions(args: readonly string[]): { name: string; options: Options } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: args.filter((argument) => argument !== "--"),
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        size: { type: "string" },
        rounds: { type: "string", default: "4" },
        seconds: { type: "string", default: "0.8" },
        page: { type: "string" },
        growth: { type: "boolean" },
        clients: { type: "boolean" },
        memory: { type: "boolean" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) throw new Error();
    if (positionals.length !== 1) throw new Error("Give the name of one benchmark.");
    const foreign = onlyForReads.find((option) => values[option] !== undefined);
    if (foreign && positionals[0] !== "reads") throw new Error(`--${foreign} is only for reads.`);
    const { size = "small" } = values;
    if (!(size in sizes)) throw new Error(`--size is ${size}: give ${Object.keys(sizes).join(", ")}.`);
    const mode = (["growth", "clients", "memory"] as const).find((name) => values[name]) ?? "pages";
    return {
      name: positionals[0]!,
      options: {
        json: values.json,
        size: size as SizeName,
        rounds: Math.ceil(positive("--rounds", values.rounds)),
        seconds: positive("--seconds", values.seconds),
        page: values.page,
        mode,
      },
    };
  } catch (error) {
    console.error([(error as Error).message, usage].filter(Boolean).join("\n\n"));
    return undefined;
  }
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (value > 0 && value <= 600) return value;
  throw new Error(`${name} is ${text}: give a number, at most 600.`);
}
