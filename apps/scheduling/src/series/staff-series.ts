import { dateIn, type Transaction } from "@coachwork/platform";
import { byFairness } from "../core/fairness.js";
import type { Interval } from "../core/interval.js";
import { MINUTE } from "../core/lengths.js";
import { membersOn } from "../people/engagement-people.js";
import { readinessOf, type ReadyCoach } from "../staffing/coach-readiness.js";
import { sharesOf } from "../staffing/counted-sessions.js";
import { LONGEST_SESSION } from "../staffing/session-time.js";
import { LONGEST_BUFFER, takenElsewhere, takenTimes } from "../staffing/taken-times.js";
import type { SeriesToBook } from "./instance.js";
import { coachesOfInstance } from "./series-coaches.js";

/** Coaches who may share the sessions of a series. */
export interface Team {
  readonly coachIds: readonly string[];
  /** The starts at which one of them cannot coach, as far as that is known before the sessions are booked. */
  readonly missing: ReadonlySet<number>;
}

type Asked = Omit<SeriesToBook, "coachIds">;

/**
 * The teams of so many candidates to consider for a series, the best first: those who can take most of the sessions, and of
 * equals those whose turn it is. A series keeps its coaches, because a client expects the same coach each time.
 */
export async function teamsFor(
  transaction: Transaction,
  asked: Asked,
  { candidates, needed, starts, now }: Choice,
): Promise<readonly Team[]> {
  const missing = await missingOf(transaction, asked, { candidates, needed, starts, now });
  const query = (text: string, values: unknown[]) => transaction.query(text, values);
  const shares = await sharesOf(query, { firmId: transaction.scope.firmId, coachIds: candidates, now });
  const ranked = shares
    .toSorted((a, b) => missing.get(a.coachId)!.size - missing.get(b.coachId)!.size || byFairness(a, b))
    .map(({ coachId }) => ({ coachIds: [coachId], missing: missing.get(coachId)! }));
  return ranked
    .slice(0, ranked.length - needed + 1)
    .map((first, index) => teamAround(first, ranked.slice(index + 1), needed))
    .sort((a, b) => a.missing.size - b.missing.size);
}

interface Choice {
  readonly candidates: readonly string[];
  /** How many of them each session needs. */
  readonly needed: number;
  /** Epoch milliseconds, in order. */
  readonly starts: readonly number[];
  readonly now: number;
}

/** One after another joins with whom most sessions remain possible. */
function teamAround(first: Team, others: readonly Team[], needed: number): Team {
  let team = first;
  for (let left = others; team.coachIds.length < needed;) {
    const teams = left.map((other) => ({ other, joined: join(team, other) }));
    const best = teams.reduce((a, b) => (b.joined.missing.size < a.joined.missing.size ? b : a));
    team = best.joined;
    left = left.filter((other) => other !== best.other);
  }
  return team;
}

function join(one: Team, other: Team): Team {
  return { coachIds: [...one.coachIds, ...other.coachIds], missing: new Set([...one.missing, ...other.missing]) };
}

/** The starts that each candidate cannot take. */
async function missingOf(
  transaction: Transaction,
  { series, type, people, hours, booker }: Asked,
  { candidates, starts, now }: Choice,
): Promise<ReadonlyMap<string, Set<number>>> {
  const query = (text: string, values: unknown[]) => transaction.query(text, values);
  const { firmId } = transaction.scope;
  const everybody = [...new Set(people.coaches.map(({ personId }) => personId))];
  const range: Interval = [starts[0]! - LONGEST_BUFFER, starts.at(-1)! + LONGEST_SESSION + LONGEST_BUFFER];
  const taken = await takenTimes(query, firmId, everybody, range, now);
  const elsewhere = await takenElsewhere(query, firmId, [...hours.values()], range);
  const isFree = ({ coachId, blocked: [from, to] }: ReadyCoach) =>
    [...(taken.get(coachId) ?? []), ...(elsewhere.get(coachId) ?? [])].every(
      ([start, end]) => end <= from || to <= start,
    );

  const missing = new Map(candidates.map((coachId) => [coachId, new Set<number>()]));
  for (const start of starts) {
    const date = dateIn(series.timeZone, start);
    const coachIds = membersOn(people.coaches, date);
    const time = { startsAt: new Date(start), endsAt: new Date(start + series.durationMinutes * MINUTE) };
    const { ready } = await readinessOf(query, { firmId, coachIds, time, now, hours, type, booker });
    const able = new Set(ready.filter(isFree).map(({ coachId }) => coachId));
    for (const [coachId, starts] of missing)
      if (!coachesOfInstance(people, [coachId], date).every((each) => able.has(each))) starts.add(start);
  }
  return missing;
}
