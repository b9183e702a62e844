import { revealsOf } from "@coachwork/reader";
import type { LoggedEvent, ScheduleChangeType, WordOf } from "@coachwork/schema";
import { type Context, signedIn } from "../graphql/context.js";
import { viewKeyOf } from "./shared-reads.js";

/** What happens to a session in somebody's schedule. */
export type SessionEvent = Extract<LoggedEvent, { type: `session.${string}` | `seat.${string}` }>;

export const wordsOfSessions: Readonly<Record<SessionEvent["type"], WordOf<typeof ScheduleChangeType>>> = {
  "session.booked": "BOOKED",
  "session.held": "HELD",
  "session.confirmed": "CONFIRMED",
  "session.expired": "EXPIRED",
  "session.rescheduled": "RESCHEDULED",
  "session.cancelled": "CANCELLED",
  "session.started": "STARTED",
  "session.people_changed": "PEOPLE_CHANGED",
  "session.excused": "PEOPLE_CHANGED",
  "session.kind_changed": "KIND_CHANGED",
  "session.place_set": "PLACE_CHANGED",
  "session.seats_set": "SEATS_CHANGED",
  "session.minimum_met": "SEATS_CHANGED",
  "seat.taken": "SEATS_CHANGED",
  "seat.waitlisted": "SEATS_CHANGED",
  "seat.offered": "SEATS_CHANGED",
  "seat.declined": "SEATS_CHANGED",
  "seat.expired": "SEATS_CHANGED",
  "seat.left": "SEATS_CHANGED",
  "session.completed": "COMPLETED",
  "session.no_show": "NO_SHOW",
};

export function isSessionEvent(event: LoggedEvent): event is SessionEvent {
  return event.type in wordsOfSessions;
}

const revealed = revealsOf("scheduleChanged");

/**
 * Whether a viewer sees the session of an event, and when it is, at that time. People leave engagements and lose roles while they
 * watch.
 */
export function seesSession(
  context: Context,
  { seq, ids: { session } }: { readonly seq: number; readonly ids: { readonly session: string } },
): Promise<boolean> {
  const { reader, sharedReads } = context.services;
  const { entity, fields } = revealed;
  const viewer = signedIn(context);
  const look = () => reader.sees(viewer, entity, session, { version: seq, fields });
  return sharedReads.once(`sees ${seq} ${session} ${viewKeyOf(viewer)} ${viewer.actorId}`, look);
}
