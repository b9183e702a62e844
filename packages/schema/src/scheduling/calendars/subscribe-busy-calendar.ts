import { changed, idOf, mutation, rawText, required, SCHEDULERS, text } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { notACoach } from "../../tenancy/refusals.js";
import { BusyCalendar, calendarFailures } from "./busy-calendar.js";
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
    ...calendarFailures,
  },
  result: { busyCalendar: changed(BusyCalendar, "The calendar with its times.") },
});
