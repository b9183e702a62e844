import type { Override } from "@coachwork/schema";
import { type Interval, isOpen } from "../core/interval.js";
import { fullTimes } from "../core/limits.js";
import { countedSessions } from "./counted-sessions.js";
import type { Booker } from "../people/booker.js";
import { type CoachPerson, coachPeople } from "./coach-people.js";
import { type Objection, weigh } from "./objection.js";
import { objectionsToCoach } from "./objections-to-coach.js";
import { hasHoursOfType, hoursForType, isLimited, limitsOf, type TypeTerms } from "../availability/session-terms.js";
import type { SessionTime } from "./session-time.js";
import { externalBusyTimes, LONGEST_BUFFER } from "./taken-times.js";
import { type Query, workingHoursOf, type WorkingHours } from "../availability/working-hours.js";
import { blockedBy } from "./blocked-time.js";

/** A coach who can take a session, and the time it would block. A constraint decides that when it is written. */
export interface ReadyCoach extends CoachPerson {
  readonly blocked: Interval;
  /** What the session is booked over. */
  readonly overridden: readonly Override[];
}

export interface Candidates {
  readonly firmId: string;
  readonly coachIds: readonly string[];
  readonly time: SessionTime;
  /** Epoch milliseconds. */
  readonly now: number;
  /** If already known. */
  readonly hours?: ReadonlyMap<string, WorkingHours>;
  /** The session's type, if it has one. */
  readonly type?: TypeTerms | undefined;
  /** The session being moved. It does not count against limits itself. */
  readonly moved?: string | undefined;
  /** Who books. Without one, nothing is overridden. */
  readonly booker?: Booker | undefined;
}

/** What each coach says about a session, in id order. */
export interface Readiness {
  /** Those who can take it. */
  readonly ready: readonly ReadyCoach[];
  /** Why the others cannot. */
  readonly objections: readonly Objection[];
}

/**
 * All coaches of a session, in id order, if each can take it; otherwise why the first of them cannot. Other sessions
 * are not checked.
 */
export async function readyCoaches(query: Query, candidates: Candidates): Promise<readonly ReadyCoach[] | Objection> {
  const { ready, objections } = await readinessOf(query, candidates);
  return objections[0] ?? ready;
}

/**
 * Who can take a session, apart from other sessions. A coach with limits is locked until the transaction ends, so that
 * two bookings of a day's last place take turns.
 */
export async function readinessOf(query: Query, candidates: Candidates): Promise<Readiness> {
  const { firmId, time, now, type } = candidates;
  const coachIds = [...candidates.coachIds].sort();
  const [start, end] = [time.startsAt.getTime(), time.endsAt.getTime()];
  const all = candidates.hours ?? (await workingHoursOf(query, firmId, coachIds, [start, end]));
  const [people, busy, full] = await Promise.all([
    coachPeople(query, firmId, coachIds),
    externalBusyTimes(query, firmId, coachIds, [start - LONGEST_BUFFER, end + LONGEST_BUFFER]),
    fullCoaches(query, candidates, all),
  ]);
  const ready: ReadyCoach[] = [];
  const objections: Objection[] = [];
  for (const coachId of coachIds) {
    const own = all.get(coachId);
    const hours = own && hoursForType(own, type);
    const person = people.get(coachId)!;
    const coach = {
      ...{ name: person.name, hours, hasHoursOfType: own !== undefined && hasHoursOfType(own, type) },
      ...{ busy: busy.get(coachId) ?? [], isFull: full.has(coachId) },
    };
    const weighed = weigh(objectionsToCoach(coach, time, now), overrideFor(coachId, candidates.booker));
    if ("code" in weighed) objections.push(weighed);
    else ready.push({ ...person, blocked: blockedBy(hours ?? type, start, end), overridden: weighed.overridden });
  }
  return { ready, objections };
}

/** Those who have reached a limit on that day or in that week. */
async function fullCoaches(
  query: Query,
  { firmId, coachIds, time, now, type, moved }: Candidates,
  all: ReadonlyMap<string, WorkingHours>,
): Promise<ReadonlySet<string>> {
  const limited = [...coachIds].sort().filter((coachId) => all.has(coachId) && isLimited(all.get(coachId), type));
  if (limited.length === 0) return new Set();
  await query(
    `select from availability a where a.firm_id = $1::uuid and a.coach_id = any($2::uuid[])
     order by a.coach_id for no key update`,
    [firmId, limited],
  );
  const start = time.startsAt.getTime();
  const range: Interval = [start, start + 1];
  const counted = await countedSessions(query, { firmId, coachIds: limited, now }, range, moved);
  return new Set(
    limited.filter((coachId) => {
      const hours = all.get(coachId)!;
      return isOpen(fullTimes(hours, limitsOf(hours, type, counted.get(coachId) ?? []), ...range), ...range);
    }),
  );
}

/** What a booker may override of a coach's own terms. Coaches decide about their own time, and the firm about everybody's. */
function overrideFor(coachId: string, booker: Booker | undefined): ReadonlySet<Override> | undefined {
  if (booker?.party === "FIRM" || (booker?.party === "COACH" && booker.personId === coachId)) return booker.override;
  return undefined;
}
