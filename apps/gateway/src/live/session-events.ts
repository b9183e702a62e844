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

/** What happens to others in a session: that somebody waits, was excused, or did not come. Clients are not told of it. */
const ofOthers: ReadonlySet<string> = new Set<LoggedEvent["type"]>([
  "session.excused",
  "seat.waitlisted",
  "seat.offered",
  "seat.declined",
  "seat.expired",
  "attendance.recorded",
]);

/** An event about a session. */
interface AboutSession {
  readonly seq: number;
  readonly type: string;
  readonly ids: { readonly session: string; readonly person?: string };
}

/**
 * Whether a viewer sees the session of an event, and when it is, at that time. People leave engagements and lose roles while they
 * watch. Of what happens to others, only those are told who see that the session has changed.
 */
export function seesSession(context: Context, { seq, type, ids: { session, person } }: AboutSession): Promise<boolean> {
  const { reader, sharedReads } = context.services;
  const { entity, fields } = revealed;
  const viewer = signedIn(context);
  const isOfOthers = ofOthers.has(type) && (person === undefined || person !== viewer.personId);
  const seen = isOfOthers ? [...fields, "updatedAt"] : fields;
  const look = () => reader.sees(viewer, entity, session, { version: seq, fields: seen });
  return sharedReads.once(`sees ${seq} ${session} ${viewKeyOf(viewer)} ${viewer.actorId}`, look);
}
