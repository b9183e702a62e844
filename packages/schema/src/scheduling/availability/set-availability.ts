import {
  changed,
  clearable,
  count,
  idOf,
  list,
  mutation,
  required,
  SCHEDULERS,
  timeZone,
  usual,
} from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { Availability } from "./availability.js";
import { AvailabilityWindowInput } from "./availability-window-input.js";
import { notACoach, overlappingWindows, unknownTimeZone } from "./refusals.js";

export const SetAvailability = mutation("setAvailability", {
  owner: "scheduling",
  description: "Sets when a coach works, in place of what was set before.",
  roles: SCHEDULERS,
  input: {
    coachId: required(idOf(Person), "The coach."),
    timeZone: required(timeZone, "The zone that the windows are told in."),
    windows: required(list(AvailabilityWindowInput, { most: 50 }), "The windows, {range}."),
    bufferBeforeMinutes: usual(count(0, 240), 0, "Minutes kept free before each session, {range}."),
    bufferAfterMinutes: usual(count(0, 240), 0, "Minutes kept free after each session, {range}."),
    minimumNoticeMinutes: usual(
      count(0, 43_200),
      0,
      "How many minutes ahead a session must be booked, {range} (30 days).",
    ),
    horizonDays: clearable(count(1, 730), "How many days ahead a session can be booked, {range}; any if not given."),
    mostPerDay: clearable(
      count(1, 50),
      "The most sessions that start on one day of the coach, {range}; any if not given.",
    ),
    mostPerWeek: clearable(
      count(1, 200),
      "The most sessions that start in one week of the coach, from Monday, {range}; any if not given.",
    ),
  },
  refusals: { ...notACoach, ...overlappingWindows, ...unknownTimeZone },
  result: { availability: changed(Availability, "The availability, as it is now.") },
});
