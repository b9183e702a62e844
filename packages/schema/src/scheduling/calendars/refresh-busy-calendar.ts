import { changed, idOf, mutation, required, SCHEDULERS } from "../../common/declare.js";
import { BusyCalendar } from "./busy-calendar.js";

export const RefreshBusyCalendar = mutation("refreshBusyCalendar", {
  owner: "scheduling",
  description: "Reads a calendar from its address now.",
  roles: SCHEDULERS,
  input: {
    id: required(idOf(BusyCalendar), "The calendar."),
  },
  refusals: { NO_ADDRESS: "The calendar was uploaded. Upload it again to change its times." },
  result: {
    busyCalendar: changed(BusyCalendar, "The calendar as it is now. If it could not be read, `failure` says why."),
  },
});
