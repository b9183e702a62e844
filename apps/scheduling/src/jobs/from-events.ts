import type { Transaction } from "@coachwork/platform";
import type { EventType, LoggedEvent } from "@coachwork/schema";
import { tellOfChange } from "../mail/tell-session.js";
import { planReminders, tellOfLeaving } from "../mail/tell-sessions.js";
import { refreshThoseDue, refreshWhenDue } from "../calendars/refresh-when-due.js";
import { expireWhenDue } from "../holds/expire-holds.js";
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
  "session.seats_set": [tendWhenDue],
  "seat.taken": [tellOfChange],
  "seat.offered": [tendWhenDue, tellOfOffers],
  "seat.left": [tellOfChange],
  "engagement.coach_left": [tellOfLeaving],
  "engagement.participant_left": [vacateSoon, tellOfLeaving],
  "reminders.set": [planReminders],
};

/** Makes jobs of an event. */
export async function fromEvents(transaction: Transaction, event: LoggedEvent, now: number): Promise<void> {
  for (const effect of (effects[event.type] ?? []) as readonly Effect[]) await effect(transaction, event, now);
}
