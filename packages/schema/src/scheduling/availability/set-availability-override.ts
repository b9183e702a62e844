import { changed, date, idOf, list, mutation, required, SCHEDULERS } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { notACoach } from "../../tenancy/refusals.js";
import { Availability } from "./availability.js";
import { DayWindowInput } from "./day-window-input.js";
import { overlappingWindows, tooFarAhead } from "./refusals.js";
import { sessionsHit } from "./sessions-hit.js";

export const SetAvailabilityOverride = mutation("setAvailabilityOverride", {
  owner: "scheduling",
  description: "Sets the hours of one date. They replace the weekly hours and anything set for that date before.",
  roles: SCHEDULERS,
  input: {
    coachId: required(idOf(Person), "The coach."),
    date: required(date, "The date in the coach's time zone, today or later."),
    windows: required(
      list(DayWindowInput, { most: 50 }),
      "The windows in which the coach works, {range}. An empty list means a day off.",
    ),
  },
  refusals: {
    ...notACoach,
    ...tooFarAhead,
    ...overlappingWindows,
    NO_AVAILABILITY: "The coach has no weekly hours yet. Set them first; they define the time zone.",
    ALREADY_OVER: "The date is in the past.",
    TOO_MANY_OVERRIDES: "A coach can have their own hours on at most 366 future dates.",
  },
  result: { availability: changed(Availability, "The availability as it is now."), sessionsHit },
});
