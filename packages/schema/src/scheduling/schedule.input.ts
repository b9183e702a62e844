import { Field, ID, InputType, Int } from "type-graphql";
import { Changed, MutationInput, Payload, PayloadOf, refusalCodes } from "../common/mutations.js";
import { DateTime, TimeZone } from "../common/scalars.js";
import { Availability } from "./availability.js";
import { BusyCalendar } from "./busy-calendar.js";
import { SeatsInput } from "./seat.input.js";
import { SessionKind } from "./session-kind.js";
import { CancellingParty, Session } from "./session.js";
import { Staffing } from "./staffing.js";

@InputType({ description: "A window of the week." })
export class AvailabilityWindowInput {
  @Field(() => Int, { description: "The day on which it starts, 1 (Monday) to 7 (ISO 8601)." })
  weekday!: number;

  @Field(() => Int, { description: "Where it starts, in minutes after midnight, 0 to 1439." })
  startMinute!: number;

  @Field(() => Int, {
    description: "Where it ends, 1 to 1440 minutes after midnight; at or before the start: on the next day.",
  })
  endMinute!: number;
}

@InputType({ description: "When a coach works; it replaces what was set before." })
export class SetAvailabilityInput extends MutationInput {
  @Field(() => ID, { description: "The coach." })
  coachId!: string;

  @Field(() => TimeZone, { description: "The zone that the windows are told in." })
  timeZone!: string;

  @Field(() => [AvailabilityWindowInput], { description: "The windows, at most 50." })
  windows!: AvailabilityWindowInput[];

  @Field(() => Int, { defaultValue: 0, description: "Minutes kept free before each session, 0 to 240." })
  bufferBeforeMinutes!: number;

  @Field(() => Int, { defaultValue: 0, description: "Minutes kept free after each session, 0 to 240." })
  bufferAfterMinutes!: number;

  @Field(() => Int, {
    defaultValue: 0,
    description: "How many minutes ahead a session must be booked, 0 to 43,200 (30 days).",
  })
  minimumNoticeMinutes!: number;

  @Field(() => Int, {
    nullable: true,
    description: "How many days ahead a session can be booked, 1 to 730; any if not given.",
  })
  horizonDays?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "The most sessions that start on one day of the coach, 1 to 50; any if not given.",
  })
  mostPerDay?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "The most sessions that start in one week of the coach, from Monday, 1 to 200; any if not given.",
  })
  mostPerWeek?: number | null;
}

export const SetAvailabilityCodes = refusalCodes("SetAvailability", {
  NOT_A_COACH: "The person does not hold the role COACH.",
  UNKNOWN_TIME_ZONE: "No IANA time zone has this name.",
  OVERLAPPING_WINDOWS: "Two windows start at the same time.",
});

@PayloadOf(SetAvailabilityCodes)
export class SetAvailabilityPayload extends Payload {
  @Changed(() => Availability, "The availability, as it is now.")
  availability?: Availability | null;
}

@InputType({ description: "A calendar from outside; one of the same name is replaced." })
export class ImportBusyCalendarInput extends MutationInput {
  @Field(() => ID, { description: "Whose calendar it is." })
  coachId!: string;

  @Field(() => String, { description: "What to call it, 1 to 100 characters." })
  name!: string;

  @Field(() => String, { description: "The calendar as iCalendar text (RFC 5545), at most 1,000,000 characters." })
  ics!: string;
}

export const ImportBusyCalendarCodes = refusalCodes("ImportBusyCalendar", {
  NOT_A_COACH: "The person does not hold the role COACH.",
  BROKEN_CALENDAR: "The text is not iCalendar, or something in it cannot be read.",
  TOO_MANY_CALENDARS: "A coach has at most 20 calendars.",
});

@PayloadOf(ImportBusyCalendarCodes)
export class ImportBusyCalendarPayload extends Payload {
  @Changed(() => BusyCalendar, "The calendar.")
  busyCalendar?: BusyCalendar | null;

  @Field(() => Int, { nullable: true, description: "How many separate busy times it has from now on.", simple: true })
  busyTimes?: number | null;
}

@InputType({ description: "A session to book." })
export class BookSessionInput extends MutationInput {
  @Field(() => ID, { description: "The engagement; it must be active." })
  engagementId!: string;

  @Field(() => [ID], {
    nullable: true,
    description: "The coaches of it to choose from; if not given, all whom the engagement has on that day.",
  })
  coachIds?: string[] | null;

  @Field(() => Staffing, {
    nullable: true,
    description: "How many of them it takes, and which of those who are free; ALL if not given.",
  })
  staffing?: Staffing | null;

  @Field(() => Int, { nullable: true, description: "How many coaches N_OF takes, 1 to 100." })
  least?: number | null;

  @Field(() => ID, {
    nullable: true,
    description: "The session type, whose kind, duration and terms then hold.",
  })
  sessionTypeId?: string | null;

  @Field(() => SessionKind, {
    nullable: true,
    description: "What it is for; the session type's if not given, or REGULAR.",
  })
  kind?: SessionKind | null;

  @Field(() => DateTime, { description: "When it starts." })
  startsAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: "When it ends: 5 minutes to 12 hours later; by the session type if not given.",
  })
  endsAt?: Date | null;

  @Field(() => TimeZone, { nullable: true, description: "The zone it is agreed in; the first coach's if not given." })
  timeZone?: string | null;

  @Field(() => SeatsInput, {
    nullable: true,
    description:
      "Seats, for the engagement of a group: participants take one each, or wait in line. If not given, everybody is expected. Not for clients to say.",
  })
  seats?: SeatsInput | null;
}

const timeCodes = {
  END_BEFORE_START: "The session would end before it starts.",
  SLOT_IN_PAST: "The session would start in the past.",
  TOO_SHORT_NOTICE: "The coach or the session type asks for more notice.",
  BEYOND_HORIZON: "It is too early to book a time so far ahead.",
  LIMIT_REACHED: "The coach has as many sessions as are allowed on that day or in that week.",
  SESSION_TYPE_ARCHIVED: "The session type is not offered any more.",
  OUTSIDE_AVAILABILITY: "The coach does not work then.",
  OUTSIDE_ENGAGEMENT: "The engagement does not cover that day.",
  SLOT_TAKEN: "The coach is not free then: another session or a busy time is in the way.",
  ENGAGEMENT_NOT_ACTIVE: "Sessions can be booked in an active engagement only.",
  ALLOCATION_EXHAUSTED: "What is left of the engagement's allocation is less than the session takes.",
} as const;

/** Reasons that booking a session and holding its slot share. */
export const bookingCodes = {
  ...timeCodes,
  NO_COACH: "The engagement has no coach on that day, not this one, or not so many.",
  NOT_A_GROUP: "Only the sessions of a group have seats: one person is expected, and a team comes as a whole.",
} as const;

export const BookSessionCodes = refusalCodes("BookSession", bookingCodes);

@PayloadOf(BookSessionCodes)
export class BookSessionPayload extends Payload {
  @Changed(() => Session, "The booked session.")
  session?: Session | null;
}

@InputType({ description: "A session to move to another time." })
export class RescheduleSessionInput extends MutationInput {
  @Field(() => ID, { description: "The session; it keeps its id and its history." })
  id!: string;

  @Field(() => [ID], {
    nullable: true,
    description: "All the coaches of its engagement whom it needs from then on; if not given, it keeps its own.",
  })
  coachIds?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: "The session type it shall have, with its kind and duration; if not given, it keeps its own.",
  })
  sessionTypeId?: string | null;

  @Field(() => DateTime, { description: "When it shall start." })
  startsAt!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: "When it shall end: 5 minutes to 12 hours later; if not given, it takes as long as before.",
  })
  endsAt?: Date | null;
}

export const RescheduleSessionCodes = refusalCodes("RescheduleSession", {
  ...timeCodes,
  WRONG_STATUS: "Only a session that is booked and has not begun can be moved.",
  NO_COACH: "The engagement has no coach on that day, or not this one.",
  POLICY: "The cancellation policy does not let clients move the session any more.",
});

@PayloadOf(RescheduleSessionCodes)
export class RescheduleSessionPayload extends Payload {
  @Changed(() => Session, "The session at its new time.")
  session?: Session | null;
}

@InputType({ description: "A session to call off." })
export class CancelSessionInput extends MutationInput {
  @Field(() => ID, { description: "The session." })
  id!: string;

  @Field(() => CancellingParty, {
    nullable: true,
    description:
      "On whose side: one's own if not given. A coach or the firm may say that the client called off, for whom the policy holds.",
  })
  cancelledBy?: CancellingParty | null;

  @Field(() => String, { nullable: true, description: "Why, 1 to 500 characters; its people read it." })
  reason?: string | null;
}

export const CancelSessionCodes = refusalCodes("CancelSession", {
  WRONG_STATUS: "Only a session that has not begun can be called off.",
  POLICY: "The cancellation policy does not let clients call the session off any more.",
});

@PayloadOf(CancelSessionCodes)
export class CancelSessionPayload extends Payload {
  @Changed(() => Session, "The session, now cancelled.")
  session?: Session | null;
}
