import { changed, idOf, mutation, rawText, required, SCHEDULERS, text } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { notACoach } from "../availability/refusals.js";
import { BusyCalendar } from "./busy-calendar.js";
import { tooManyCalendars } from "./refusals.js";

export const SubscribeBusyCalendar = mutation("subscribeBusyCalendar", {
  owner: "scheduling",
  description:
    "Reads an external calendar from an address, now and regularly. Its times are busy. It replaces a calendar of the same name.",
  roles: SCHEDULERS,
  input: {
    coachId: required(idOf(Person), "The coach whose calendar it is."),
    name: required(text(100), "The name."),
    address: required(
      rawText,
      "The address: `https://` or `webcal://`, at most 2,000 characters, without user name or password.",
    ),
  },
  refusals: {
    ...tooManyCalendars,
    ...notACoach,
    UNREACHABLE: "No server returns a calendar there. It is down, too slow or has no such file.",
    NOT_A_CALENDAR: "The address does not return valid iCalendar, or part of it is unreliable.",
    FORBIDDEN_ADDRESS:
      "The address leads to a place that calendars are not read from: it is not HTTPS, or not on the public internet.",
    TOO_LARGE: "The calendar has more than 1,000,000 bytes, or its events take too long to compute.",
  },
  result: { busyCalendar: changed(BusyCalendar, "The calendar with its times.") },
});
