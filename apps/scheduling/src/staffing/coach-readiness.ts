import { apiIdOf } from "@coachwork/reader";
import { Person } from "@coachwork/schema";
import { amountText, minutesText } from "../core/amounts.js";
import { type Interval, isOpen } from "../core/interval.js";
import { fullTimes } from "../core/limits.js";
import { countedSessions } from "./counted-sessions.js";
import type { Objection } from "./objection.js";
import { hoursForType, isLimited, limitsOf, type TypeTerms } from "../availability/session-terms.js";
import type { SessionTime } from "./session-time.js";
import { externalBusyTimes, LONGEST_BUFFER } from "./taken-times.js";
import {
  blockedBy,
  type Query,
  workingHoursOf,
  type WorkingHours,
  worksThrough,
} from "../availability/working-hours.js";
import { DAY_MINUTES, MINUTE } from "../core/lengths.js";

/** A coach who can take a session, and the time it would block. A constraint decides that when it is written. */
export interface ReadyCoach {
  readonly coachId: string;
  readonly blocked: Interval;
  /** Whether sessions in other firms block their time. */
  readonly sharesBusyTime: boolean;
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
  const [busy, full] = await Promise.all([
    externalBusyTimes(query, firmId, coachIds, [start - LONGEST_BUFFER, end + LONGEST_BUFFER]),
    fullCoaches(query, candidates, all),
  ]);
  const ready: ReadyCoach[] = [];
  const objections: Objection[] = [];
  for (const coachId of coachIds) {
    const own = all.get(coachId);
    const hours = own && hoursForType(own, type);
    const coach = { coachId, hours, busy: busy.get(coachId) ?? [], isFull: full.has(coachId) };
    const objection = objectionOfCoach(coach, time, now);
    if (objection) objections.push(objection);
    else ready.push({ coachId, blocked: blockedBy(hours!, start, end), sharesBusyTime: hours!.sharesBusyTime });
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

interface Coach {
  readonly coachId: string;
  /** With the session type's terms. */
  readonly hours: WorkingHours | undefined;
  readonly busy: readonly Interval[];
  readonly isFull?: boolean;
}

/** Why a coach cannot take a session. A coach without working hours counts as off. */
export function objectionOfCoach(
  { coachId, hours, busy, isFull = false }: Coach,
  { startsAt, endsAt }: SessionTime,
  now: number,
): Objection | undefined {
  const [start, end] = [startsAt.getTime(), endsAt.getTime()];
  const name = `The coach ${apiIdOf(Person, coachId)}`;
  const at = (code: Objection["code"], message: string): Objection => ({ code, field: "startsAt", message });
  if (!hours || !worksThrough(hours, start, end)) {
    const message = `${name} does not work from ${startsAt.toISOString()} to ${endsAt.toISOString()}; choose one of the free slots.`;
    return at("OUTSIDE_AVAILABILITY", message);
  }
  if (start < now + hours.minimumNoticeMinutes * MINUTE) {
    return at(
      "TOO_SHORT_NOTICE",
      `${name} requires ${minutesText(hours.minimumNoticeMinutes)} of notice; choose a later start.`,
    );
  }
  if (hours.horizonMinutes !== undefined && start > now + hours.horizonMinutes * MINUTE) {
    const days = hours.horizonMinutes / DAY_MINUTES;
    return at(
      "BEYOND_HORIZON",
      `${name} can be booked at most ${amountText(days, "day")} ahead; choose an earlier start.`,
    );
  }
  if (isFull) {
    return at("LIMIT_REACHED", `${name} has the maximum number of sessions for that day or week; choose another.`);
  }
  const [from, to] = blockedBy(hours, start, end);
  if (busy.some(([busyFrom, busyTo]) => busyFrom < to && from < busyTo)) return slotTaken(coachId);
  return undefined;
}

/** The same message for another session and for a busy time: neither is anybody else's business. */
export function slotTaken(coachId: string): Objection {
  const message = `The coach ${apiIdOf(Person, coachId)} is not free then; choose one of the free slots.`;
  return { code: "SLOT_TAKEN", field: "startsAt", message };
}

/** A half-open range of instants as PostgreSQL writes it. */
export function rangeText([start, end]: Interval): string {
  return `[${new Date(start).toISOString()},${new Date(end).toISOString()})`;
}
