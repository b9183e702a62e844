import { Field, ID, InputType } from "type-graphql";
import { Changed, MutationInput, Payload, PayloadOf, refusalCodes } from "../common/mutations.js";
import { Person } from "../tenancy/person.js";
import { BusyCalendar } from "./busy-calendar.js";

@InputType({ description: "A calendar at an address, to be read again and again; one of the same name is replaced." })
export class SubscribeBusyCalendarInput extends MutationInput {
  @Field(() => ID, { description: "Whose calendar it is." })
  coachId!: string;

  @Field(() => String, { description: "What to call it, 1 to 100 characters." })
  name!: string;

  @Field(() => String, {
    description: "Where it is, `https://` or `webcal://`, at most 2,000 characters, without a user name or password.",
  })
  address!: string;
}

export const SubscribeBusyCalendarCodes = refusalCodes("SubscribeBusyCalendar", {
  NOT_A_COACH: "The person does not hold the role COACH.",
  TOO_MANY_CALENDARS: "A coach has at most 20 calendars.",
  UNREACHABLE: "No server answers there with a calendar: it is down, too slow, or has no such file.",
  NOT_A_CALENDAR: "What is there is not iCalendar, or something in it cannot be relied on.",
  FORBIDDEN_ADDRESS: "It leads to where calendars are not read from: not by HTTPS, or not in the public internet.",
  TOO_LARGE: "It has more than 1,000,000 bytes, or its events take too long to work out.",
});

@PayloadOf(SubscribeBusyCalendarCodes)
export class SubscribeBusyCalendarPayload extends Payload {
  @Changed(() => BusyCalendar, "The calendar, with its times read in.")
  busyCalendar?: BusyCalendar | null;
}

@InputType({ description: "A calendar to read from its address now." })
export class RefreshBusyCalendarInput extends MutationInput {
  @Field(() => ID, { description: "The calendar." })
  id!: string;
}

export const RefreshBusyCalendarCodes = refusalCodes("RefreshBusyCalendar", {
  NO_ADDRESS: "The calendar was uploaded; upload it again to change its times.",
});

@PayloadOf(RefreshBusyCalendarCodes)
export class RefreshBusyCalendarPayload extends Payload {
  @Changed(() => BusyCalendar, "The calendar as it is now; its `failure` says why it could not be read, if so.")
  busyCalendar?: BusyCalendar | null;
}

@InputType({ description: "A calendar to do without, uploaded or by address." })
export class RemoveBusyCalendarInput extends MutationInput {
  @Field(() => ID, { description: "The calendar; its busy times go with it." })
  id!: string;
}

export const RemoveBusyCalendarCodes = refusalCodes("RemoveBusyCalendar");

@PayloadOf(RemoveBusyCalendarCodes)
export class RemoveBusyCalendarPayload extends Payload {
  @Changed(() => Person, "The coach, without it.")
  coach?: Person | null;
}
