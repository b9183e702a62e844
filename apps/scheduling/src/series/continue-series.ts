import { type ContextOf, dateIn } from "@coachwork/platform";
import {
  type CancellingParty,
  type ChangeSeries,
  SeriesException,
  Session,
  type SessionSeries,
  type SingleChanges,
} from "@coachwork/schema";
import { cancelAndSettle } from "../booking/cancellation.js";
import { settlementOf } from "../booking/cancel-session.js";
import { isAhead } from "../booking/sessions-ahead.js";
import { checkPolicy } from "../booking/reschedule-session.js";
import { refuseIfOthersTakePart } from "../booking/changeable-session.js";
import { giveTimeBack } from "../staffing/coach-time.js";
import type { Instance } from "./changeable-series.js";
import type { Conflict } from "./conflict.js";
import { bookInstance, except, moveInstance, type SeriesToBook } from "./instance.js";
import { MINUTE } from "../core/lengths.js";

type Context = ContextOf<typeof ChangeSeries>;

/** A series that changes. */
export interface Continuation {
  readonly before: Pick<SessionSeries, "id" | "durationMinutes">;
  /** Its future sessions that have no place in the new series. */
  readonly lost: readonly Conflict[];
  readonly singleChanges: SingleChanges;
  /** Its sessions from the change on. */
  readonly instances: readonly Instance[];
  /** Which of its starts becomes which. */
  readonly pairs: ReadonlyMap<number, number>;
  readonly after: SeriesToBook;
  /** The starts that must have a session, in order. */
  readonly starts: readonly number[];
  /** The viewer's side. */
  readonly party: CancellingParty;
}

/** The conflicts, how many starts have their session, and the sessions that were cancelled, in order. */
export interface Continued {
  readonly conflicts: readonly Conflict[];
  readonly booked: number;
  readonly cancelled: readonly string[];
}

/**
 * Moves the sessions of a series to its successor. A session moves to the start that is paired with its own, and keeps
 * its identity. One that was moved by itself before stays where it is, under its new original start, unless that is to be
 * undone. Sessions without a pair are cancelled. Sessions that were cancelled or have begun stay in the former series, and the
 * new one does not repeat them, unless a cancellation is to be undone.
 */
export async function continueSeries(context: Context, continuation: Continuation): Promise<Continued> {
  const { transaction } = context;
  const { after, starts } = continuation;
  const { places, without } = placesOf(context, continuation);
  for (const instance of without) await cancelOne(context, continuation, instance);
  const cancelled = [...without];
  await giveBackTime(context, continuation, places);
  const leftOut = await leftOutOf(context, continuation);
  const conflicts = [...continuation.lost];
  let booked = 0;
  for (const start of starts) {
    const instance = places.get(start);
    if (!instance && leftOut.has(start)) {
      await except(transaction, after.series.id, start, null);
      continue;
    }
    const conflict = instance
      ? await keep(context, continuation, instance, start)
      : await bookNew(context, after, start);
    if (conflict) {
      if (instance) cancelled.push(instance);
      conflicts.push(conflict);
      await except(transaction, after.series.id, start, conflict.code);
    } else booked += 1;
  }
  return {
    conflicts: conflicts.sort((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt)),
    booked,
    cancelled: cancelled
      .map(({ session }) => session)
      .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
      .map(({ id }) => id),
  };
}

/** Books a session that the former series did not have. */
async function bookNew(context: Context, after: SeriesToBook, start: number): Promise<Conflict | undefined> {
  const booked = await bookInstance(context, after, start);
  if ("code" in booked) return booked;
  context.transaction.tell(booked);
  return undefined;
}

/** Which future session goes to which start, and those without one. */
function placesOf(
  context: Context,
  { instances, pairs, party, after }: Continuation,
): { readonly places: ReadonlyMap<number, Instance>; readonly without: readonly Instance[] } {
  const places = new Map<number, Instance>();
  const without: Instance[] = [];
  for (const instance of instances.filter((each) => isAhead(each.session, context.now))) {
    refuseIfOthersTakePart(context, { ...instance, engagement: after.engagement, party });
    const start = pairs.get(instance.session.originalStart!.getTime());
    if (start === undefined) without.push(instance);
    else places.set(start, instance);
  }
  return { places, without };
}

/** Cancels a session for which the new series has no place, by the policy. */
async function cancelOne(context: Context, { party, after }: Continuation, instance: Instance): Promise<void> {
  const settlement = await settlementOf(context, { ...instance, party }, party);
  const how = { cancelledBy: party, reason: null, settlement };
  await cancelAndSettle(context, { ...instance, engagement: after.engagement }, how);
}

/** Sessions that move do not block each other: next week's has moved away when this week's takes its place. */
async function giveBackTime(
  { transaction }: Context,
  continuation: Continuation,
  places: ReadonlyMap<number, Instance>,
): Promise<void> {
  const moving = [...places].filter(([start, instance]) => mustMove(continuation, instance, start));
  const ids = moving.map(([, { session }]) => session.id);
  await giveTimeBack(transaction, ids);
}

/** The starts that replace those of sessions that have begun, or were cancelled and stay so. */
async function leftOutOf(
  { transaction, now }: Context,
  { before, instances, pairs, singleChanges }: Continuation,
): Promise<ReadonlySet<number>> {
  const stays = ({ status }: Session) => singleChanges === "KEEP" || status !== "CANCELLED";
  const exceptions = singleChanges === "KEEP" ? await transaction.find(SeriesException, { seriesId: before.id }) : [];
  const former = [
    ...instances
      .filter(({ session }) => !isAhead(session, now) && stays(session))
      .map(({ session }) => session.originalStart!),
    ...exceptions
      .filter(({ code, isHoliday }) => code === null && !isHoliday)
      .map(({ originalStart }) => originalStart),
  ];
  return new Set(former.flatMap((start) => pairs.get(start.getTime()) ?? []));
}

/** Continues a session in the new series. If it cannot be booked at its new time, it is cancelled by the policy. */
async function keep(
  context: Context,
  continuation: Continuation,
  instance: Instance,
  start: number,
): Promise<Conflict | undefined> {
  const { party, after } = continuation;
  if (mustMove(continuation, instance, start)) {
    await checkPolicy(context, { ...instance, party });
    const conflict = await moveInstance(context, after, instance, start);
    if (conflict) {
      await cancelOne(context, continuation, instance);
      return conflict;
    }
  }
  const named = { seriesId: after.series.id, originalStart: new Date(start) };
  const { timeZone } = after.series;
  // Where it was moved by itself, it stays as it was agreed.
  const agreed = staysApart(continuation, instance) ? {} : { timeZone, date: dateIn(timeZone, start) };
  await context.transaction.update(Session, { id: instance.session.id }, { ...named, ...agreed });
  return undefined;
}

/** Whether a session's time changes. It does not if the new series has the same time. */
function mustMove(continuation: Continuation, instance: Instance, start: number): boolean {
  const { startsAt, endsAt } = instance.session;
  const end = start + continuation.after.series.durationMinutes * MINUTE;
  return !staysApart(continuation, instance) && (startsAt.getTime() !== start || endsAt.getTime() !== end);
}

/** Whether a session was moved by itself and stays where it is. */
export function staysApart(
  { before, singleChanges }: Pick<Continuation, "before" | "singleChanges">,
  { session }: Instance,
): boolean {
  const [startsAt, endsAt] = [session.startsAt.getTime(), session.endsAt.getTime()];
  const wasMoved =
    startsAt !== session.originalStart!.getTime() || endsAt !== startsAt + before.durationMinutes * MINUTE;
  return singleChanges === "KEEP" && wasMoved;
}
