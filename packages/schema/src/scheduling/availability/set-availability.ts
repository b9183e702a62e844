import {
  changed,
  clearable,
  count,
  idOf,
  list,
  mutation,
  optional,
  required,
  SCHEDULERS,
  stale,
  timeZone,
  versionRead,
  webAddress,
} from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { notACoach } from "../../tenancy/refusals.js";
import { Availability } from "./availability.js";
import { AvailabilityWindowInput } from "./availability-window-input.js";
import { overlappingWindows, unknownTimeZone } from "./refusals.js";
import { sessionsHit } from "./sessions-hit.js";

export const SetAvailability = mutation("setAvailability", {
  owner: "scheduling",
  description:
    "Sets when a coach works. The windows replace those set before. Other fields that you leave out stay the same.",
  roles: SCHEDULERS,
  input: {
    coachId: required(idOf(Person), "The coach."),
    timeZone: required(timeZone, "The time zone of the windows."),
    windows: required(
      list(AvailabilityWindowInput, { most: 100 }),
      "The weekly windows, {range}: those of now and those of later.",
    ),
    bufferBeforeMinutes: optional(count(0, 240), "Minutes kept free before each session. None at first."),
    bufferAfterMinutes: optional(count(0, 240), "Minutes kept free after each session. None at first."),
    minimumNoticeMinutes: optional(
      count(0, 43_200),
      "The minimum notice in minutes between booking and start, {range} (30 days). None at first.",
    ),
    horizonDays: clearable(count(1, 730), "How many days ahead a session can be booked, {range}. No limit at first."),
    mostPerDay: clearable(
      count(1, 50),
      "The maximum number of sessions that start on one day of the coach, {range}. No limit at first.",
    ),
    mostPerWeek: clearable(
      count(1, 200),
      "The maximum number of sessions that start in one week of the coach, from Monday, {range}. No limit at first.",
    ),
    meetingRoom: clearable(
      webAddress,
      "The https address of the coach's own online meeting room. Sessions take place there unless they say another place.",
    ),
    version: versionRead,
  },
  refusals: {
    ...notACoach,
    ...overlappingWindows,
    ...unknownTimeZone,
    ...stale,
    END_BEFORE_START: "The last date of a window is before its first.",
  },
  result: { availability: changed(Availability, "The availability as it is now."), sessionsHit },
});
