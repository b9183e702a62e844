import type { Transaction } from "@coachwork/platform";
import type { EventType, LoggedEvent } from "@coachwork/schema";
import { tellOfChange } from "../mail/tell-session.js";
import { planReminders, tellOfLeaving } from "../mail/tell-sessions.js";
import { refreshThoseDue, refreshWhenDue } from "../calendars/refresh-when-due.js";
import { followSoon } from "../attendance/follow-membership.js";
import { expireWhenDue } from "../holds/expire-holds.js";
import { endSoon } from "../booking/end-sessions.js";
import { releaseSoon } from "../booking/release-coaches.js";
import { startWhenDue } from "../booking/start-session.js";
import { tellOfOffers } from "../seats/tell-of-offers.js";
import { tendWhenDue } from "../seats/tend-seats.js";
import { vacateSoon } from "../seats/vacate-seats.js";
import { materialiseWhenDue } from "../series/materialise-series.js";
import type { Effect } from "./effect.js";

/** The table from what happened to what is to be done about it, in order. */
const effects: { readonly [Type in EventType]?: readonly Effect<Type>[] } = {
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
  "engagement.completed": [endSoon],
  "engagement.cancelled": [endSoon],
  "engagement.coach_left": [releaseSoon, tellOfLeaving],
  "engagement.participant_joined": [followSoon],
  "engagement.participant_left": [followSoon, vacateSoon, tellOfLeaving],
  "reminders.set": [planReminders],
};

/** Makes jobs of an event. */
export async function fromEvents(transaction: Transaction, event: LoggedEvent, now: number): Promise<void> {
  for (const effect of (effects[event.type] ?? []) as readonly Effect[]) await effect(transaction, event, now);
}
