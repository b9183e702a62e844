import { changed, idOf, mutation, required, SCHEDULERS } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { BusyCalendar } from "./busy-calendar.js";

export const RemoveBusyCalendar = mutation("removeBusyCalendar", {
  owner: "scheduling",
  description: "Removes an external calendar, whether uploaded or read from an address. Its times are free again.",
  roles: SCHEDULERS,
  keys: "none",
  input: {
    id: required(idOf(BusyCalendar), "The calendar. Its busy times are removed with it."),
  },

  result: { coach: changed(Person, "The coach, without the calendar.") },
});
