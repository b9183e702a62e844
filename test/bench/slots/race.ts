import { median } from "../measure.ts";

/** What is timed, with an answer so that none of it can be left out. */
export type Runner = () => unknown;

/**
 * Milliseconds of one call of each, the median of its rounds, each the median of its calls. They run in turns, so that
 * what else the machine does meets them alike, and each round in another order; a first round of each only warms up.
 */
export function race(
  runners: readonly Runner[],
  effort: { readonly rounds: number; readonly seconds: number },
): number[] {
  const found: number[][] = runners.map(() => []);
  for (const runner of runners) round(runner, effort.seconds);
  for (let turn = 0; turn < effort.rounds * runners.length; turn++) {
    const place = (turn + Math.floor(turn / runners.length)) % runners.length;
    found[place]!.push(round(runners[place]!, effort.seconds));
  }
  return found.map(median);
}

function round(run: Runner, seconds: number): number {
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  for (let before = performance.now(); before < end || times.length < 3;) {
    const answer = run();
    const after = performance.now();
    // What nobody uses, a compiler may leave out.
    if (answer === before) throw new Error("A time is no answer.");
    times.push(after - before);
    before = after;
  }
  return median(times);
}
