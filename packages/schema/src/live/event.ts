import { Column, Entity, PrimaryColumn } from "typeorm";

/**
 * What can happen, and to what: the ids (UUIDs) that an event of each type names. Events carry no content, since not
 * everybody who may follow them may see it; readers fetch what they may see by the ids.
 */
export interface Events {
  "organization.created": { organization: string };
  "team.created": { team: string };
  "person.created": { person: string };
  "person.updated": { person: string };
  /** Those of earlier versions name no invitation. */
  "person.invited": { person: string; invitation: string };
  "person.invitation_withdrawn": { person: string; invitation: string };
  "person.invitation_accepted": { person: string; invitation: string };
  "person.deactivated": { person: string };
  "person.reactivated": { person: string };
  "engagement.created": { engagement: string };
  "engagement.activated": { engagement: string };
  "engagement.paused": { engagement: string };
  "engagement.completed": { engagement: string };
  "engagement.cancelled": { engagement: string };
  "engagement.coach_joined": { engagement: string; engagementCoach: string };
  "engagement.coach_left": { engagement: string; engagementCoach: string };
  "engagement.participant_joined": { engagement: string; engagementParticipant: string };
  "engagement.participant_left": { engagement: string; engagementParticipant: string };
  "engagement.notes_shared_with_coach": { engagement: string; engagementCoach: string };
  "engagement.notes_shared_with_participant": { engagement: string; engagementParticipant: string };
  "join_request.made": { engagement: string; joinRequest: string };
  "join_request.confirmed": { engagement: string; joinRequest: string };
  "join_request.declined": { engagement: string; joinRequest: string };
  "join_request.withdrawn": { engagement: string; joinRequest: string };
  "note.created": { engagement: string; note: string };
  "availability.set": { coach: string; availability: string };
  "time_off.added": { coach: string; timeOff: string };
  "time_off.removed": { coach: string; timeOff: string };
  "travel.added": { coach: string; travel: string };
  "travel.removed": { coach: string; travel: string };
  "session_type.created": { sessionType: string };
  "session_type.updated": { sessionType: string };
  "session_type.archived": { sessionType: string };
  "session.held": { session: string; engagement: string; coaches: string[] };
  "session.confirmed": { session: string; engagement: string; coaches: string[] };
  "session.expired": { session: string; engagement: string; coaches: string[] };
  "busy_calendar.imported": { coach: string; busyCalendar: string };
  "busy_calendar.subscribed": { coach: string; busyCalendar: string };
  "busy_calendar.refreshed": { coach: string; busyCalendar: string };
  "busy_calendar.failed": { coach: string; busyCalendar: string };
  "busy_calendar.removed": { coach: string; busyCalendar: string };
  "session.booked": { session: string; engagement: string; coaches: string[] };
  "session.rescheduled": { session: string; engagement: string; coaches: string[] };
  "session.cancelled": { session: string; engagement: string; coaches: string[] };
  "session.people_changed": { session: string; engagement: string; coaches: string[] };
  "session.seats_set": { session: string; engagement: string; coaches: string[] };
  "session.minimum_met": { session: string; engagement: string; coaches: string[] };
  "seat.taken": { session: string; engagement: string; seat: string; person: string; coaches: string[] };
  "seat.waitlisted": { session: string; engagement: string; seat: string; person: string; coaches: string[] };
  "seat.offered": { session: string; engagement: string; seat: string; person: string; coaches: string[] };
  "seat.declined": { session: string; engagement: string; seat: string; person: string; coaches: string[] };
  "seat.expired": { session: string; engagement: string; seat: string; person: string; coaches: string[] };
  "seat.left": { session: string; engagement: string; seat: string; person: string; coaches: string[] };
  "series.booked": { series: string; engagement: string; coaches: string[] };
  "series.changed": { series: string; follows: string; engagement: string; coaches: string[] };
  "series.cancelled": { series: string; engagement: string; coaches: string[] };
  "series.instance_skipped": { series: string; seriesException: string; engagement: string; coaches: string[] };
  "allocation.adjusted": { engagement: string; allocationEntry: string };
  "cancellation_policy.set": { cancellationPolicy: string };
  "session.started": { session: string; engagement: string; coaches: string[] };
  "session.completed": { session: string; engagement: string; coaches: string[] };
  "session.no_show": { session: string; engagement: string; coaches: string[] };
  "attendance.recorded": { session: string; engagement: string; coaches: string[] };
  "agenda.set": { session: string; engagement: string };
  "reminders.set": { firm: string };
  "calendar_feed.created": { person: string; calendarFeed: string };
  "calendar_feed.revoked": { person: string; calendarFeed: string };
  "api_key.created": { apiKey: string };
  "api_key.revoked": { apiKey: string };
}

export type EventType = keyof Events;

/** An event as it is written. */
export type NewEvent = { [Type in EventType]: { readonly type: Type; readonly ids: Events[Type] } }[EventType];

/** An event as it is read: its number in its firm, dense and in commit order, and who did it when. */
export type LoggedEvent = NewEvent & {
  readonly seq: number;
  /** The person or API key that did it. */
  readonly actorId: string | null;
  readonly occurredAt: Date;
};

/** The event log: one row an event. Subscriptions, webhooks and the audit trail read it, each from its own cursor. */
@Entity("event")
export class EventRow {
  @PrimaryColumn("uuid", { name: "firm_id" })
  firmId!: string;

  @PrimaryColumn("bigint")
  seq!: string;

  @Column("text")
  type!: string;

  @Column("jsonb")
  ids!: object;

  @Column("uuid", { nullable: true })
  actorId!: string | null;

  @Column("timestamptz")
  occurredAt!: Date;
}

/** The firm's last event number; locked last in a transaction, so that numbers are in commit order. */
@Entity("firm_counter")
export class FirmCounter {
  @PrimaryColumn("uuid", { name: "firm_id" })
  firmId!: string;

  @Column("bigint")
  lastSeq!: string;
}

/** What a mutation answered under an idempotency key. */
@Entity("idempotency_key")
export class IdempotencyKey {
  @PrimaryColumn("uuid", { name: "firm_id" })
  firmId!: string;

  @PrimaryColumn("uuid")
  actorId!: string;

  @PrimaryColumn("text")
  key!: string;

  @Column("text")
  mutation!: string;

  @Column("text")
  inputHash!: string;

  @Column("jsonb", { nullable: true })
  outcome!: object | null;

  @Column("timestamptz")
  createdAt!: Date;
}
