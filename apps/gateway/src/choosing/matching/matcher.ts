import { Shares } from "@coachwork/platform";
import { Piscina } from "piscina";
import { type Assignments, type CohortFacts, matchCohort } from "./match-cohort.js";

/** Matches the people of a cohort for a firm. */
export interface Matcher {
  /**
   * The two best assignments. Undefined if they are not found in time. No transaction may be open: the database ends one in which
   * nothing happens for some seconds.
   *
   * @throws Crowded if too many of the firm's runs wait or the wait is too long
   */
  match(firmId: string, cohort: CohortFacts): Promise<Assignments | undefined>;
}

/** Matches at once: where nothing else waits for this thread. */
export const matchHere: Matcher = { match: (_, cohort) => Promise.resolve(matchCohort(cohort)) };

/** Two, so that one firm never has them all. */
const THREADS = 2;

/** Per firm: how many runs may wait, and for how many milliseconds. */
const LINE = { mostWaiting: 5, patienceMs: 10_000 };

/** How long a run may take, in seconds. 500 people and a thousand coaches take a few. */
export const MOST_SECONDS = 20;

/**
 * Matches beside the event loop, since 500 people take some hundred milliseconds. Threads start when there is work, and end when there
 * is none or theirs takes too long. `worker` is the address of the file that they run.
 */
export function startMatcher(worker: URL, mostMs = MOST_SECONDS * 1_000): Matcher & { close(): Promise<void> } {
  const pool = new Piscina<CohortFacts, Assignments>({
    filename: worker.href,
    minThreads: 0,
    maxThreads: THREADS,
    idleTimeout: 30_000,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  const shares = new Shares({ places: THREADS, share: 1, ...LINE });
  const matchInTime = async (cohort: CohortFacts): Promise<Assignments | undefined> => {
    const signal = AbortSignal.timeout(mostMs);
    try {
      return await pool.run(cohort, { signal });
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  };
  return {
    match: (firmId, cohort) => shares.take(firmId, () => matchInTime(cohort)),
    close: () => pool.close({ force: true }),
  };
}
