import { dateIn, newId, newOpaqueId, type Transaction } from "@coachwork/platform";
import {
  type BookSession,
  type CodeOf,
  type Engagement,
  type NewEvent,
  type Override,
  SeriesException,
  type Session,
  type SessionSeries,
  type SessionType,
} from "@coachwork/schema";
import { type Recorder, reserveIfLeft } from "../allocation/allocation.js";
import { readyCoaches } from "../staffing/coach-readiness.js";
import type { Booker } from "../people/booker.js";
import { type EngagementPeople, membersOn } from "../people/engagement-people.js";
import { type Move, moveSession } from "../booking/move-session.js";
import { toldOf } from "../staffing/objection.js";
import { objectionOfPause } from "../booking/planned-pause.js";
import { objectionOfEngagement } from "../booking/session-day.js";
import { LONGEST_SESSION, objectionToTime } from "../staffing/session-time.js";
import { workingHoursOf, type WorkingHours } from "../availability/working-hours.js";
import { typeOf } from "../booking/session-to-book.js";
import { writeSession } from "../booking/write-session.js";
import { coachesOfInstance } from "./series-coaches.js";
import { type SeriesSeats, seatsOfInstance } from "./series-seats.js";
import type { Conflict } from "./conflict.js";
import type { StartsToBook } from "./series-horizon.js";
import { MINUTE } from "../core/lengths.js";

/** A series whose sessions are booked; its engagement and everybody who takes part in it are locked. */
export interface SeriesToBook {
  readonly series: SeriesSeats &
    Pick<SessionSeries, "id" | "engagementId" | "kind" | "sessionTypeId" | "timeZone" | "durationMinutes" | "place"> &
    Pick<SessionSeries, "bookedById">;
  /** The session type, if it was booked with one. */
  readonly type: SessionType | undefined;
  readonly engagement: Engagement;
  readonly people: EngagementPeople;
  /** The coaches that each session needs. Empty means all coaches of the engagement on its day. */
  readonly coachIds: readonly string[];
  readonly booker: Booker;
  /** The engagement's coaches' working hours, for the whole time of these sessions. */
  readonly hours: ReadonlyMap<string, WorkingHours>;
}

/** The working hours of an engagement's coaches, as far as these starts reach. */
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

/** What prevents a session, with the codes of bookSession. */
interface Objection {
  readonly code: CodeOf<typeof BookSession>;
  readonly message: string;
}

/**
 * Books the session at `originalStart` in a series' rule (epoch milliseconds), checked like any other. Returns the event to
 * tell. If something prevents it, it returns that, and nothing of it remains.
 */
export async function bookInstance(
  recorder: Recorder,
  asked: SeriesToBook,
  originalStart: number,
): Promise<Conflict | NewEvent> {
  const { transaction, now } = recorder;
  const { id: seriesId, engagementId, kind, sessionTypeId, timeZone, place, bookedById } = asked.series;
  const arranged = await arrange(recorder, asked, { coachIds: asked.coachIds, start: originalStart, type: asked.type });
  if ("code" in arranged) return conflictOf(originalStart, arranged);
  const { coaches, participantIds: present, booker, ...time } = arranged;
  const named = { seriesId, originalStart: new Date(originalStart) };
  const id = newOpaqueId();
  const seats = seatsOfInstance(asked.series, originalStart, now);
  // Participants with a seat are expected once they have taken it.
  const participantIds = seats.capacity === null ? present : [];
  const terms = { engagementId, kind, sessionTypeId, timeZone, place, ...seats };
  const session = { id, ...terms, status: "CONFIRMED", bookedById, createdAt: new Date(now) } as const;
  let overridden: readonly Override[] = [];
  const objection = await orRollBack(transaction, async () => {
    const written = await writeSession(recorder, { ...session, ...time, ...named }, coaches, participantIds, booker);
    if ("code" in written) return written;
    overridden = written.overridden;
    const shortage = await reserveIfLeft(recorder, asked.engagement, { id, kind, ...time });
    return shortage === undefined ? undefined : { code: "ALLOCATION_EXHAUSTED", message: shortage };
  });
  if (objection) return conflictOf(originalStart, objection);
  const ids = { session: id, engagement: engagementId, coaches: coaches.map(({ coachId }) => coachId) };
  return { type: "session.booked", ids: { ...ids, ...toldOf(overridden) } };
}

/** Like `bookInstance`, for an existing session that moves to `startsAt` (epoch milliseconds). */
export async function moveInstance(
  recorder: Recorder,
  asked: SeriesToBook,
  { session, coachIds }: { readonly session: Session; readonly coachIds: readonly string[] },
  startsAt: number,
): Promise<Conflict | undefined> {
  const isOfSameType = session.sessionTypeId === asked.series.sessionTypeId;
  const type = isOfSameType ? asked.type : await typeOf(recorder.transaction, session);
  const arranged = await arrange(recorder, asked, { coachIds, start: startsAt, type, moved: session.id });
  if ("code" in arranged) return conflictOf(startsAt, arranged);
  const move = () => moveSession(recorder, asked.engagement, session, arranged);
  const objection = await orRollBack(recorder.transaction, move);
  return objection && conflictOf(startsAt, objection);
}

/** Records that the series has no session at one of its starts; `code` says why it could not be booked. */
export async function except(
  transaction: Transaction,
  seriesId: string,
  originalStart: number,
  code: Conflict["code"] | null,
): Promise<string> {
  const id = newId();
  await transaction.insert(SeriesException, {
    id,
    seriesId,
    originalStart: new Date(originalStart),
    code,
    isHoliday: false,
  });
  return id;
}

interface InstanceToArrange {
  readonly coachIds: readonly string[];
  /** Epoch milliseconds. */
  readonly start: number;
  readonly type: SessionType | undefined;
  /** The session that moves there, if one does. */
  readonly moved?: string;
}

/** Checks everything except other sessions. */
async function arrange(
  { transaction, now }: Recorder,
  { series, engagement, people, hours, booker }: SeriesToBook,
  { coachIds, start, type, moved }: InstanceToArrange,
): Promise<Move | Objection> {
  const time = { startsAt: new Date(start), endsAt: new Date(start + series.durationMinutes * MINUTE) };
  const date = dateIn(series.timeZone, start);
  const objection =
    objectionToTime(time, now) ??
    objectionOfEngagement(engagement, { date, kind: series.kind, isSingle: false }, "rule") ??
    (await objectionOfPause(transaction, engagement, { date }, "rule"));
  if (objection) return objection;
  const present = membersOn(people.coaches, date);
  const needed = coachesOfInstance(people, coachIds, date);
  if (needed.length === 0 || !needed.every((coachId) => present.includes(coachId))) {
    const message = `The engagement does not have all of the series' coaches on ${date}; end the series before, or name others.`;
    return { code: "NO_COACH", message };
  }
  const { firmId } = transaction.scope;
  const coaches = await readyCoaches((text, values) => transaction.query(text, values), {
    firmId,
    coachIds: needed,
    ...{ time, now, hours, type, moved, booker },
  });
  if ("code" in coaches) return coaches;
  return { ...time, date, coaches, participantIds: membersOn(people.participants, date), booker };
}

/**
 * Does part of a transaction's work that may fail. If it returns an objection, it is as if it never ran, and the other
 * sessions of a series continue.
 */
async function orRollBack(
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
