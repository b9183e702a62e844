import type { Override } from "./booking/override.js";
import type { CancellationCause } from "./booking/cancellation-cause.js";

/** What was booked over, if anything was. */
interface Overriding {
  overridden?: Override[];
}

/** The events of this slice and the ids (UUIDs) that each one carries. */
export interface SchedulingEvents {
  "availability.set": { coach: string; availability: string };
  "time_off.added": { coach: string; timeOff: string };
  "time_off.removed": { coach: string; timeOff: string };
  "travel.added": { coach: string; travel: string };
  "travel.removed": { coach: string; travel: string };
  /** Sessions of the engagement that had taken place were added. One event for all of an import. */
  "engagement.history_imported": { engagement: string };
  "session.held": { session: string; engagement: string; coaches: string[] } & Overriding;
  "session.confirmed": { session: string; engagement: string; coaches: string[] };
  "session.expired": { session: string; engagement: string; coaches: string[] };
  "busy_calendar.imported": { coach: string; busyCalendar: string };
  "busy_calendar.subscribed": { coach: string; busyCalendar: string };
  "busy_calendar.refreshed": { coach: string; busyCalendar: string };
  "busy_calendar.failed": { coach: string; busyCalendar: string };
  "busy_calendar.removed": { coach: string; busyCalendar: string };
  "session.booked": { session: string; engagement: string; coaches: string[] } & Overriding;
  "session.rescheduled": { session: string; engagement: string; coaches: string[] } & Overriding;
  /** With the cause if the firm had to cancel it. */
  "session.cancelled": { session: string; engagement: string; coaches: string[]; cause?: CancellationCause };
  "session.people_changed": { session: string; engagement: string; coaches: string[] };
  /** A participant of a group was excused, or comes after all. */
  "session.excused": { session: string; engagement: string; person: string; coaches: string[] };
  "session.kind_changed": { session: string; engagement: string; coaches: string[] };
  "session.place_set": { session: string; engagement: string; coaches: string[] };
  "session.seats_set": { session: string; engagement: string; coaches: string[] };
  "session.minimum_met": { session: string; engagement: string; coaches: string[] };
  "seat.taken": { session: string; engagement: string; seat: string; person: string; coaches: string[] } & Overriding;
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
  "cancellation_policy.removed": { cancellationPolicy: string };
  "session.started": { session: string; engagement: string; coaches: string[] };
  "session.completed": { session: string; engagement: string; coaches: string[] };
  "session.no_show": { session: string; engagement: string; coaches: string[] };
  "attendance.recorded": { session: string; engagement: string; coaches: string[] };
  "agenda.set": { session: string; engagement: string };
  "reminders.set": { firm: string };
  "calendar_feed.created": { person: string; calendarFeed: string };
  "calendar_feed.revoked": { person: string; calendarFeed: string };
}
