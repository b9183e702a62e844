import { Field, ID, InputType, Int } from "type-graphql";
import { Changed, MutationInput, Payload, PayloadOf, refusalCodes } from "../common/mutations.js";
import { CalendarDate, DateTime, TimeZone } from "../common/scalars.js";
import { Person } from "../tenancy/person.js";
import { TimeOff, Travel } from "./availability-absence.js";
import { MOST_OVERRIDES } from "./availability-override.js";
import { Availability } from "./availability.js";

const notACoach = { NOT_A_COACH: "The person does not hold the role COACH." } as const;
const tooFarAhead = { TOO_FAR_AHEAD: "It lies more than ten years ahead." } as const;
const absenceCodes = {
  ...notACoach,
  ...tooFarAhead,
  END_BEFORE_START: "It would end before it starts.",
  ALREADY_OVER: "It is over already.",
} as const;

@InputType({ description: "A window of one day." })
export class DayWindowInput {
  @Field(() => Int, { description: "Where it starts, in minutes after midnight, 0 to 1439." })
  startMinute!: number;

  @Field(() => Int, {
    description: "Where it ends, 1 to 1440 minutes after midnight; at or before the start: on the next day.",
  })
  endMinute!: number;
}

@InputType({ description: "The hours of one date, in place of the week's; they replace what was set for it before." })
export class SetAvailabilityOverrideInput extends MutationInput {
  @Field(() => ID, { description: "The coach." })
  coachId!: string;

  @Field(() => CalendarDate, { description: "The date, today or later, where the coach is." })
  date!: string;

  @Field(() => [DayWindowInput], { description: "When the coach works on it, at most 50 windows; none: a day off." })
  windows!: DayWindowInput[];
}

export const SetAvailabilityOverrideCodes = refusalCodes("SetAvailabilityOverride", {
  ...notACoach,
  ...tooFarAhead,
  NO_AVAILABILITY: "The coach has not set weekly hours yet, which know the zone.",
  ALREADY_OVER: "The date is in the past.",
  OVERLAPPING_WINDOWS: "Two windows start at the same time.",
  TOO_MANY_OVERRIDES: `A coach has other hours on at most ${MOST_OVERRIDES} dates ahead.`,
});

@PayloadOf(SetAvailabilityOverrideCodes)
export class SetAvailabilityOverridePayload extends Payload {
  @Changed(() => Availability, "The availability, as it is now.")
  availability?: Availability | null;
}

@InputType({ description: "A date on which the week's hours shall hold again." })
export class RemoveAvailabilityOverrideInput extends MutationInput {
  @Field(() => ID, { description: "The coach." })
  coachId!: string;

  @Field(() => CalendarDate, { description: "The date." })
  date!: string;
}

export const RemoveAvailabilityOverrideCodes = refusalCodes("RemoveAvailabilityOverride", notACoach);

@PayloadOf(RemoveAvailabilityOverrideCodes)
export class RemoveAvailabilityOverridePayload extends Payload {
  @Changed(() => Availability, "The availability, as it is now.")
  availability?: Availability | null;
}

@InputType({ description: "When a coach does not work. Sessions that are booked stay as they are." })
export class AddTimeOffInput extends MutationInput {
  @Field(() => ID, { description: "The coach." })
  coachId!: string;

  @Field(() => DateTime, { description: "When it begins." })
  startsAt!: Date;

  @Field(() => DateTime, { description: "When it ends: later than it begins, and than now." })
  endsAt!: Date;

  @Field(() => String, {
    nullable: true,
    description: "Why, 1 to 500 characters; the coach and who runs the practice read it.",
  })
  reason?: string | null;
}

export const AddTimeOffCodes = refusalCodes("AddTimeOff", {
  ...absenceCodes,
  TOO_MUCH_TIME_OFF: "A coach has at most 500 times off ahead.",
});

@PayloadOf(AddTimeOffCodes)
export class AddTimeOffPayload extends Payload {
  @Changed(() => TimeOff, "The time off.")
  timeOff?: TimeOff | null;
}

@InputType({ description: "Time off that is none any more." })
export class RemoveTimeOffInput extends MutationInput {
  @Field(() => ID, { description: "The time off." })
  id!: string;
}

export const RemoveTimeOffCodes = refusalCodes("RemoveTimeOff");

@PayloadOf(RemoveTimeOffCodes)
export class RemoveTimeOffPayload extends Payload {
  @Changed(() => Person, "The coach, without it.")
  coach?: Person | null;
}

@InputType({ description: "Dates on which a coach keeps the hours in another zone." })
export class AddTravelInput extends MutationInput {
  @Field(() => ID, { description: "The coach." })
  coachId!: string;

  @Field(() => CalendarDate, { description: "The first date, in the other zone." })
  firstDate!: string;

  @Field(() => CalendarDate, { description: "The last date, in the other zone: today or later, at most a year on." })
  lastDate!: string;

  @Field(() => TimeZone, { description: "The other zone." })
  timeZone!: string;
}

export const AddTravelCodes = refusalCodes("AddTravel", {
  ...absenceCodes,
  UNKNOWN_TIME_ZONE: "No IANA time zone has this name.",
  OVERLAPPING_TRAVEL: "The coach is on another journey on some of these dates.",
});

@PayloadOf(AddTravelCodes)
export class AddTravelPayload extends Payload {
  @Changed(() => Travel, "The journey.")
  travel?: Travel | null;
}

@InputType({ description: "A journey that does not take place." })
export class RemoveTravelInput extends MutationInput {
  @Field(() => ID, { description: "The journey." })
  id!: string;
}

export const RemoveTravelCodes = refusalCodes("RemoveTravel");

@PayloadOf(RemoveTravelCodes)
export class RemoveTravelPayload extends Payload {
  @Changed(() => Person, "The coach, without it.")
  coach?: Person | null;
}
