import { apiIdOf } from "@coachwork/reader";
import { Person } from "@coachwork/schema";
import type { Interval } from "../core/interval.js";
import type { Objection } from "./objection.js";
import { MINUTE, type SessionTime } from "./session-time.js";
import { busyOutside, LONGEST_BUFFER } from "./taken-times.js";
import { blockedBy, type Query, workingHoursOf, type WorkingHours, worksThrough } from "./working-hours.js";

/** A coach who can take a session, and the time it would block: a constraint judges that, when it is written. */
export interface ReadyCoach {
  readonly coachId: string;
  readonly blocked: Interval;
}

interface Candidates {
  readonly firmId: string;
  readonly coachIds: readonly string[];
  readonly time: SessionTime;
  /** Epoch milliseconds. */
  readonly now: number;
  /** If known already. */
  readonly hours?: ReadonlyMap<string, WorkingHours>;
}

/** All coaches of a session, in id order, if each can take it, or why the first of them cannot. Other sessions are not looked at. */
export async function readyCoaches(query: Query, candidates: Candidates): Promise<ReadyCoach[] | Objection> {
  const { firmId, time, now } = candidates;
  const coachIds = [...candidates.coachIds].sort();
  const hours = candidates.hours ?? (await workingHoursOf(query, firmId, coachIds));
  const [start, end] = [time.startsAt.getTime(), time.endsAt.getTime()];
  const busy = await busyOutside(query, firmId, coachIds, [start - LONGEST_BUFFER, end + LONGEST_BUFFER]);
  for (const coachId of coachIds) {
    const objection = objectionOfCoach(
      { coachId, hours: hours.get(coachId), busy: busy.get(coachId) ?? [] },
      time,
      now,
    );
    if (objection) return objection;
  }
  return coachIds.map((coachId) => ({ coachId, blocked: blockedBy(hours.get(coachId)!, start, end) }));
}

/** Why a coach cannot take a session: who has not said when they work is taken to be off. */
export function objectionOfCoach(
  coach: { readonly coachId: string; readonly hours: WorkingHours | undefined; readonly busy: readonly Interval[] },
  { startsAt, endsAt }: SessionTime,
  now: number,
): Objection | undefined {
  const [start, end] = [startsAt.getTime(), endsAt.getTime()];
  const name = `The coach ${apiIdOf(Person, coach.coachId)}`;
  const { hours } = coach;
  if (!hours || !worksThrough(hours, start, end)) {
    const message = `${name} does not work from ${startsAt.toISOString()} to ${endsAt.toISOString()}; choose one of the free slots.`;
    return { code: "OUTSIDE_AVAILABILITY", field: "startsAt", message };
  }
  if (start < now + hours.minimumNoticeMinutes * MINUTE) {
    const message = `${name} asks for ${hours.minimumNoticeMinutes} minutes of notice; choose a later start.`;
    return { code: "TOO_SHORT_NOTICE", field: "startsAt", message };
  }
  const [from, to] = blockedBy(hours, start, end);
  if (coach.busy.some(([busyFrom, busyTo]) => busyFrom < to && from < busyTo)) return slotTaken(coach.coachId);
  return undefined;
}

/** The same for another session and for a busy time: neither is anybody else's to know. */
export function slotTaken(coachId: string): Objection {
  const message = `The coach ${apiIdOf(Person, coachId)} is not free then; choose one of the free slots.`;
  return { code: "SLOT_TAKEN", field: "startsAt", message };
}

/** As PostgreSQL writes a range of instants, half-open. */
export function rangeText([start, end]: Interval): string {
  return `[${new Date(start).toISOString()},${new Date(end).toISOString()})`;
}
