import { Availability, AvailabilityWindow } from "./scheduling/availability.js";
import { Attendance } from "./scheduling/attendance.js";
import { BusyCalendar, BusyTime } from "./scheduling/busy-calendar.js";
import { Engagement } from "./engagements/engagement.js";
import { EngagementCoach, EngagementParticipant } from "./engagements/membership.js";
import { EventRow, FirmCounter, IdempotencyKey } from "./live/event.js";
import { Note } from "./engagements/note.js";
import { ApiKey } from "./partners/api-key.js";
import { Session } from "./scheduling/session.js";
import { SessionCoach } from "./scheduling/session-coach.js";
import { SessionMove } from "./scheduling/session-move.js";
import { Firm } from "./tenancy/firm.js";
import { Organization } from "./tenancy/organization.js";
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
  Person,
  PersonRole,
  Engagement,
  EngagementCoach,
  EngagementParticipant,
  Note,
  Availability,
  AvailabilityWindow,
  BusyCalendar,
  BusyTime,
  Session,
  SessionCoach,
  SessionMove,
  Attendance,
  EventRow,
  FirmCounter,
  IdempotencyKey,
  ApiKey,
] as const;
