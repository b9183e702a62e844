import { changed, idOf, mutation, rawText, required, SCHEDULERS, text } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { notACoach } from "../availability/refusals.js";
import { BusyCalendar } from "./busy-calendar.js";
import { tooManyCalendars } from "./refusals.js";

export const SubscribeBusyCalendar = mutation("subscribeBusyCalendar", {
  owner: "scheduling",
  description: "Reads in a calendar from an address, now and from time to time; its times are not free.",
  roles: SCHEDULERS,
  input: {
    coachId: required(idOf(Person), "Whose calendar it is."),
    name: required(text(100), "What to call it, {range}."),
    address: required(
      rawText,
      "Where it is, `https://` or `webcal://`, at most 2,000 characters, without a user name or password.",
    ),
  },
  refusals: {
    ...tooManyCalendars,
    ...notACoach,
    UNREACHABLE: "No server answers there with a calendar: it is down, too slow, or has no such file.",
    NOT_A_CALENDAR: "What is there is not iCalendar, or is broken off.",
    FORBIDDEN_ADDRESS: "It leads to where calendars are not read from: not by HTTPS, or not in the public internet.",
    TOO_LARGE: "It has more than 10,000,000 bytes, or its events take too long to work out.",
  },
  result: { busyCalendar: changed(BusyCalendar, "The calendar, with its times read in.") },
});
