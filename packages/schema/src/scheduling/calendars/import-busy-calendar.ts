import { Int } from "type-graphql";
import { changed, idOf, mutation, rawText, required, SCHEDULERS, text, told } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { notACoach } from "../../tenancy/refusals.js";
import { BusyCalendar } from "./busy-calendar.js";
import { tooManyCalendars } from "./refusals.js";

export const ImportBusyCalendar = mutation("importBusyCalendar", {
  owner: "scheduling",
  description: "Uploads an external calendar. Its times are busy. It replaces a calendar of the same name.",
  roles: SCHEDULERS,
  input: {
    coachId: required(idOf(Person), "The coach whose calendar it is."),
    name: required(text(100), "The name."),
    ics: required(rawText, "The calendar as iCalendar text (RFC 5545), at most 1,000,000 characters."),
  },
  refusals: {
    ...tooManyCalendars,
    ...notACoach,
    BROKEN_CALENDAR: "The text is not iCalendar, is broken off, or takes too long to work out.",
  },
  result: {
    busyCalendar: changed(BusyCalendar, "The calendar."),
    busyTimes: told<number>(() => Int, "How many separate busy times it has now."),
  },
});
