import { changed, idOf, mutation, required, SCHEDULERS } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { BusyCalendar } from "./busy-calendar.js";

export const RemoveBusyCalendar = mutation("removeBusyCalendar", {
  owner: "scheduling",
  description: "Does without a calendar: its times are free again.",
  roles: SCHEDULERS,
  input: {
    id: required(idOf(BusyCalendar), "The calendar; its busy times go with it."),
  },

  result: { coach: changed(Person, "The coach, without it.") },
});
