import { AllocationEntry } from "./scheduling/allocation.js";
import { Availability, AvailabilityWindow } from "./scheduling/availability.js";
import { AvailabilityOverride, AvailabilityOverrideWindow } from "./scheduling/availability-override.js";
import { TimeOff, Travel } from "./scheduling/availability-absence.js";
import { Attendance } from "./scheduling/attendance.js";
import { BusyCalendar, BusyTime } from "./scheduling/busy-calendar.js";
import { CalendarFeed } from "./scheduling/calendar-feed.js";
import { CancellationPolicy } from "./scheduling/cancellation-policy.js";
import { Email } from "./scheduling/email.js";
import { Engagement } from "./engagements/engagement.js";
import { EngagementCoach, EngagementParticipant } from "./engagements/membership.js";
import { EventRow, FirmCounter, IdempotencyKey } from "./live/event.js";
import { LogCursor } from "./live/log-cursor.js";
import { JoinRequest } from "./engagements/join-request.js";
import { Note } from "./engagements/note.js";
import { ApiKey } from "./partners/api-key.js";
import { Seat } from "./scheduling/seat.js";
import { ReminderSetting } from "./scheduling/reminders.js";
import { SeriesCoach, SeriesException, SessionSeries } from "./scheduling/series.js";
import { Session } from "./scheduling/session.js";
import { SessionType } from "./scheduling/session-type.js";
import { SessionCoach } from "./scheduling/session-coach.js";
import { SessionMove } from "./scheduling/session-move.js";
import { Firm } from "./tenancy/firm.js";
import { Organization } from "./tenancy/organization.js";
import { Invitation } from "./tenancy/invitation.js";
import { Person, PersonRole } from "./tenancy/person.js";
import { Team } from "./tenancy/team.js";
import "./tenancy/scopes.js";
import "./engagements/people.js";
import "./engagements/scopes.js";

/** Every tenant table, in the order of the slices. */
export const entities = [
  Firm,
  Organization,
  Team,
  Invitation,
  Person,
  PersonRole,
  Engagement,
  EngagementCoach,
  EngagementParticipant,
  JoinRequest,
  Note,
  Availability,
  AvailabilityWindow,
  AvailabilityOverride,
  AvailabilityOverrideWindow,
  TimeOff,
  Travel,
  BusyCalendar,
  BusyTime,
  SessionType,
  Session,
  SessionCoach,
  SessionMove,
  SessionSeries,
  SeriesCoach,
  SeriesException,
  Attendance,
  Seat,
  AllocationEntry,
  CancellationPolicy,
  CalendarFeed,
  Email,
  ReminderSetting,
  EventRow,
  FirmCounter,
  IdempotencyKey,
  LogCursor,
  ApiKey,
] as const;
