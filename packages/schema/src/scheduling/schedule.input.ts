import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { wordsOf } from "../common/enums.js";
import { Changed, MutationInput, Payload, PayloadOf, refusalCodes } from "../common/mutations.js";
import { DateTime, TimeZone } from "../common/scalars.js";
import { Availability } from "./availability.js";
import { BusyCalendar } from "./busy-calendar.js";
import { Session, SessionKind } from "./session.js";

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
    description: "The coaches of it whom the session needs; if not given, all whom the engagement has on that day.",
  })
  coachIds?: string[] | null;

  @Field(() => SessionKind, { nullable: true, description: "What it is for; REGULAR if not given." })
  kind?: SessionKind | null;

  @Field(() => DateTime, { description: "When it starts." })
  startsAt!: Date;

  @Field(() => DateTime, { description: "When it ends: 5 minutes to 12 hours later." })
  endsAt!: Date;

  @Field(() => TimeZone, { nullable: true, description: "The zone it is agreed in; the first coach's if not given." })
  timeZone?: string | null;
}

const timeCodes = {
  END_BEFORE_START: "The session would end before it starts.",
  SLOT_IN_PAST: "The session would start in the past.",
  TOO_SHORT_NOTICE: "The coach asks for more notice.",
  OUTSIDE_AVAILABILITY: "The coach does not work then.",
  OUTSIDE_ENGAGEMENT: "The engagement does not cover that day.",
  SLOT_TAKEN: "The coach is not free then: another session or a busy time is in the way.",
  ENGAGEMENT_NOT_ACTIVE: "Sessions can be booked in an active engagement only.",
} as const;

export const BookSessionCodes = refusalCodes("BookSession", {
  ...timeCodes,
  NO_COACH: "The engagement has no coach on that day, or not this one.",
});

@PayloadOf(BookSessionCodes)
export class BookSessionPayload extends Payload {
  @Changed(() => Session, "The booked session.")
  session?: Session | null;
}

@InputType({ description: "A session to move to another time." })
export class RescheduleSessionInput extends MutationInput {
  @Field(() => ID, { description: "The session; it keeps its id, its coaches and its history." })
  id!: string;

  @Field(() => DateTime, { description: "When it shall start." })
  startsAt!: Date;

  @Field(() => DateTime, { description: "When it shall end: 5 minutes to 12 hours later." })
  endsAt!: Date;
}

export const RescheduleSessionCodes = refusalCodes("RescheduleSession", {
  ...timeCodes,
  WRONG_STATUS: "Only a session that has not begun can be moved.",
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
}

export const CancelSessionCodes = refusalCodes("CancelSession", {
  WRONG_STATUS: "Only a session that has not begun can be called off.",
});

@PayloadOf(CancelSessionCodes)
export class CancelSessionPayload extends Payload {
  @Changed(() => Session, "The session, now cancelled.")
  session?: Session | null;
}

export const EmptyReason = wordsOf("EmptyReason", "Why there is no free slot.", {
  NO_AVAILABILITY: "The coach does not work in that range, or has not said when.",
  FULLY_BUSY: "All of the coach's time is taken.",
  TOO_SHORT_NOTICE: "The coach asks for more notice, or the range is over.",
  NO_WINDOW_LONG_ENOUGH: "No window of the coach is as long as the session.",
});

@ObjectType({ description: "A time that can be booked." })
export class Slot {
  @Field(() => DateTime, { description: "When it starts.", simple: true })
  startsAt!: Date;

  @Field(() => DateTime, { description: "When it ends.", simple: true })
  endsAt!: Date;
}

@ObjectType({ description: "The free slots of a coach, in order." })
export class FreeSlots {
  @Field(() => [Slot], { description: "The slots, in order; at most 500.", simple: true })
  slots!: Slot[];

  @Field(() => [EmptyReason], { description: "Why there is none; empty where there are slots.", simple: true })
  emptyReasons!: string[];

  @Field(() => Boolean, { description: "Whether the range has more slots than were given.", simple: true })
  hasMore!: boolean;
}
