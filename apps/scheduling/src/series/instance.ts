import { dateIn, newId, newOpaqueId, type Transaction } from "@coachwork/platform";
import {
  type BookSession,
  type CodeOf,
  type Engagement,
  SeriesException,
  type Session,
  type SessionSeries,
} from "@coachwork/schema";
import { type Recorder, reserveIfLeft } from "../allocation/allocation.js";
import { readyCoaches } from "../staffing/coach-readiness.js";
import { type EngagementPeople, membersOn } from "../people/engagement-people.js";
import { successorOn } from "../people/successor.js";
import { type Move, moveSession } from "../booking/move-session.js";
import { objectionOfEngagement } from "../booking/session-day.js";
import { LONGEST_SESSION, objectionToTime } from "../staffing/session-time.js";
import { workingHoursOf, type WorkingHours } from "../availability/working-hours.js";
import { writeSession } from "../booking/write-session.js";
import type { Conflict } from "./conflict.js";
import type { StartsToBook } from "./series-horizon.js";
import { MINUTE } from "../core/lengths.js";

/** A series whose sessions are to be booked; its engagement is locked. */
export interface SeriesToBook {
  readonly series: Pick<SessionSeries, "id" | "engagementId" | "kind" | "timeZone" | "durationMinutes">;
  readonly engagement: Engagement;
  readonly people: EngagementPeople;
  /** Whom each session needs; empty: all coaches whom the engagement has on its day. */
  readonly coachIds: readonly string[];
  /** When the engagement's coaches work, all through the time of these sessions. */
  readonly hours: ReadonlyMap<string, WorkingHours>;
}

/** When the coaches of an engagement work, as far as these starts go. */
export async function hoursFor(
  transaction: Transaction,
  { coaches }: EngagementPeople,
  { starts }: StartsToBook,
): Promise<ReadonlyMap<string, WorkingHours>> {
  const [from, to] = [starts[0] ?? 0, (starts.at(-1) ?? 0) + LONGEST_SESSION];
  const coachIds = [...new Set(coaches.map(({ personId }) => personId))];
  return workingHoursOf((text, values) => transaction.query(text, values), transaction.scope.firmId, coachIds, [
    from,
    to,
  ]);
}

/** What stands against a session, in bookSession's codes. */
interface Objection {
  readonly code: CodeOf<typeof BookSession>;
  readonly message: string;
}

/**
 * Books the session of a series that the rule has at `originalStart` (epoch milliseconds), judged as any other. What stands
 * against it is the answer; nothing of it is left then.
 */
export async function bookInstance(
  recorder: Recorder,
  asked: SeriesToBook,
  originalStart: number,
): Promise<Conflict | undefined> {
  const { transaction, now } = recorder;
  const { id: seriesId, engagementId, kind, timeZone } = asked.series;
  const arranged = await arrange(recorder, asked, asked.coachIds, originalStart);
  if ("code" in arranged) return conflictOf(originalStart, arranged);
  const { coaches, participantIds, ...time } = arranged;
  const named = { seriesId, originalStart: new Date(originalStart) };
  const id = newOpaqueId();
  const session = { id, engagementId, kind, timeZone, status: "CONFIRMED", createdAt: new Date(now) } as const;
  const objection = await orNothing(transaction, async () => {
    const taken = await writeSession(transaction, { ...session, ...time, ...named }, coaches, participantIds);
    if (taken) return taken;
    const shortage = await reserveIfLeft(recorder, asked.engagement, { id, kind, ...time });
    return shortage === undefined ? undefined : { code: "ALLOCATION_EXHAUSTED", message: shortage };
  });
  if (objection) return conflictOf(originalStart, objection);
  transaction.tell({
    type: "session.booked",
    ids: { session: id, engagement: engagementId, coaches: coaches.map(({ coachId }) => coachId) },
  });
  return undefined;
}

/** As `bookInstance`, for a session that there is already and that is to be at `startsAt` (epoch milliseconds). */
export async function moveInstance(
  recorder: Recorder,
  asked: SeriesToBook,
  { session, coachIds }: { readonly session: Session; readonly coachIds: readonly string[] },
  startsAt: number,
): Promise<Conflict | undefined> {
  const arranged = await arrange(recorder, asked, coachIds, startsAt, session.id);
  if ("code" in arranged) return conflictOf(startsAt, arranged);
  const move = () => moveSession(recorder, asked.engagement, session, arranged);
  const objection = await orNothing(recorder.transaction, move);
  return objection && conflictOf(startsAt, objection);
}

/** Notes that the series has no session at one of its starts; `code` says why it could not be booked. */
export async function except(
  transaction: Transaction,
  seriesId: string,
  originalStart: number,
  code: Conflict["code"] | null,
): Promise<string> {
  const id = newId();
  await transaction.insert(SeriesException, { id, seriesId, originalStart: new Date(originalStart), code });
  return id;
}

/** Whose schedule changes with a series: its coaches, or all whom the engagement has at an instant. */
export function coachesToTell({ series, people, coachIds }: SeriesToBook, instant: number): string[] {
  return coachesNeeded(people, coachIds, dateIn(series.timeZone, instant)).toSorted();
}

/** Whom a session of a series needs: its coaches, or who goes on in their place; or all whom the engagement has on the day. */
function coachesNeeded({ coaches }: EngagementPeople, coachIds: readonly string[], date: string): readonly string[] {
  const present = membersOn(coaches, date);
  if (coachIds.length === 0) return present;
  const inPlaceOf = (id: string) => (present.includes(id) ? id : (successorOn(id, coaches, date) ?? id));
  return [...new Set(coachIds.map(inPlaceOf))];
}

/** Judges everything but other sessions. */
async function arrange(
  { transaction, now }: Recorder,
  { series, engagement, people, hours }: SeriesToBook,
  coachIds: readonly string[],
  start: number,
  moved?: string,
): Promise<Move | Objection> {
  const time = { startsAt: new Date(start), endsAt: new Date(start + series.durationMinutes * MINUTE) };
  const date = dateIn(series.timeZone, start);
  const objection = objectionToTime(time, now) ?? objectionOfEngagement(engagement, date, "rule");
  if (objection) return objection;
  const present = membersOn(people.coaches, date);
  const needed = coachesNeeded(people, coachIds, date);
  if (needed.length === 0 || !needed.every((coachId) => present.includes(coachId))) {
    const message = `The engagement has not all of the series' coaches on ${date}; end the series before, or name others.`;
    return { code: "NO_COACH", message };
  }
  const { firmId } = transaction.scope;
  const coaches = await readyCoaches((text, values) => transaction.query(text, values), {
    firmId,
    coachIds: needed,
    time,
    now,
    hours,
    moved,
  });
  if ("code" in coaches) return coaches;
  return { ...time, date, coaches, participantIds: membersOn(people.participants, date) };
}

/**
 * Does a part of the transaction's work that may come to nothing: where it answers with an objection, it is as if it had not
 * begun. The others of a series go on then.
 */
async function orNothing(
  transaction: Transaction,
  work: () => Promise<Objection | undefined>,
): Promise<Objection | undefined> {
  await transaction.query("savepoint instance");
  const objection = await work();
  if (objection) await transaction.query("rollback to savepoint instance");
  await transaction.query("release savepoint instance");
  return objection;
}

function conflictOf(startsAt: number, { code, message }: Objection): Conflict {
  return { startsAt: new Date(startsAt).toISOString(), code, message };
}
