import type { Transaction } from "@coachwork/platform";
import type { EventType, LoggedEvent } from "@coachwork/schema";
import { mailInvitation } from "./mail/send-invitation.js";
import { announceJoinRequest } from "./mail/tell-of-join-request.js";
import { announceCoach, announceParticipant } from "./mail/tell-of-joining.js";
import { tellOfChange } from "./mail/tell-session.js";
import { planReminders } from "./mail/tell-sessions.js";
import { refreshThoseDue, refreshThoseOf, refreshWhenDue } from "./calendars/refresh-when-due.js";
import { expireWhenDue } from "./holds/expire-holds.js";
import { startWhenDue } from "./booking/start-session.js";
import { tellOfOffers } from "./seats/tell-of-offers.js";
import { tendWhenDue } from "./seats/tend-seats.js";
import { materialiseWhenDue } from "./series/materialise-series.js";
import type { Effect, EffectSettings } from "./jobs/effect.js";
import { enqueue } from "./jobs/jobs.js";

/** Has a job look after an engagement in which something happened; once for all that happens before it is done. */
function lookAfter(job: "endSessions" | "releaseCoaches" | "followMembership" | "vacateSeats" | "tellSessions") {
  return (transaction: Transaction, { ids }: { readonly ids: { readonly engagement: string } }): void => {
    const { engagement } = ids;
    enqueue(transaction, job, { engagement }, { key: engagement });
  };
}

/** The table from what happened to what is to be done about it, in order. */
const effects: { readonly [Type in EventType]?: readonly Effect<Type>[] } = {
  "person.invited": [mailInvitation],
  "availability.set": [refreshThoseDue],
  "busy_calendar.imported": [refreshWhenDue],
  "busy_calendar.subscribed": [refreshWhenDue],
  "busy_calendar.removed": [refreshWhenDue],
  "series.booked": [materialiseWhenDue],
  "series.changed": [materialiseWhenDue],
  "session.held": [expireWhenDue],
  "session.confirmed": [expireWhenDue, startWhenDue, tendWhenDue, tellOfChange],
  "session.expired": [expireWhenDue],
  "session.booked": [startWhenDue, tendWhenDue, tellOfChange],
  "session.rescheduled": [startWhenDue, tendWhenDue, tellOfChange, tellOfOffers],
  "session.cancelled": [startWhenDue, tellOfChange],
  "session.people_changed": [tellOfChange],
  "session.seats_set": [tendWhenDue],
  "seat.taken": [tellOfChange],
  "seat.offered": [tendWhenDue, tellOfOffers],
  "seat.left": [tellOfChange],
  "engagement.completed": [lookAfter("endSessions")],
  "engagement.cancelled": [lookAfter("endSessions")],
  "engagement.coach_joined": [announceCoach],
  "engagement.coach_left": [lookAfter("releaseCoaches"), lookAfter("tellSessions")],
  "engagement.participant_joined": [lookAfter("followMembership"), announceParticipant],
  "engagement.participant_left": [lookAfter("followMembership"), lookAfter("vacateSeats"), lookAfter("tellSessions")],
  "person.deactivated": [
    (transaction, { ids: { person } }) => enqueue(transaction, "closeFeeds", { person }, { key: person }),
  ],
  "person.reactivated": [refreshThoseOf],
  "join_request.made": [announceJoinRequest],
  "reminders.set": [planReminders],
};

/** Makes jobs of an event. */
export function fromEvents(settings: EffectSettings) {
  return async (transaction: Transaction, event: LoggedEvent, now: number): Promise<void> => {
    const all = (effects[event.type] ?? []) as readonly Effect[];
    for (const effect of all) await effect(transaction, event, now, settings);
  };
}
