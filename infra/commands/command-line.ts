import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { messageOf, Refusal } from "../launcher/refusal.ts";

export interface CommandLine<Options extends ParseArgsOptionsConfig> {
  /** The text of `--help`. */
  usage: string;
  /** The options besides `--help`. */
  options: Options;
  /** The maximum number of arguments besides options. */
  most: number;
  run(values: ReturnType<typeof parse<Options>>["values"], given: string[]): Promise<void>;
}

/** Runs a command. A problem that its user can correct ends it with one line and exit code 1. */
export async function runCommand<Options extends ParseArgsOptionsConfig>(command: CommandLine<Options>): Promise<void> {
  const { usage, options, most, run } = command;
  // pnpm passes on the `--` of `pnpm demo:token -- COACH`.
  const args = process.argv.slice(2).filter((argument, place) => !(place === 0 && argument === "--"));
  if (args.includes("--help") || args.includes("-h")) return console.log(usage.trim());
  try {
    const { values, positionals } = parse(args, options);
    if (positionals.length > most)
      throw new Refusal(`There is no place for ${JSON.stringify(positionals[most])}: see --help.`);
    await run(values, positionals);
  } catch (error) {
    console.error(error instanceof Refusal || !(error instanceof Error) ? messageOf(error) : error.stack);
    process.exitCode = 1;
  }
}

function parse<Options extends ParseArgsOptionsConfig>(args: string[], options: Options) {
  try {
    return parseArgs({ args, options, strict: true, allowPositionals: true });
  } catch (error) {
    // "Unknown option '--frim'. To specify a positional argument ...": the first sentence is enough.
    throw new Refusal(`${messageOf(error).split(". ")[0]}: see --help.`);
  }
}
