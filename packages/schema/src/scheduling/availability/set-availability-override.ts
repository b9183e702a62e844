import { changed, date, idOf, list, mutation, required, SCHEDULERS } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { Availability } from "./availability.js";
import { DayWindowInput } from "./day-window-input.js";
import { notACoach, overlappingWindows, tooFarAhead } from "./refusals.js";

export const SetAvailabilityOverride = mutation("setAvailabilityOverride", {
  owner: "scheduling",
  description: "Sets the hours of one date, in place of the week's.",
  roles: SCHEDULERS,
  input: {
    coachId: required(idOf(Person), "The coach."),
    date: required(date, "The date, today or later, where the coach is."),
    windows: required(
      list(DayWindowInput, { most: 50 }),
      "When the coach works on it, {range} windows; none: a day off.",
    ),
  },
  refusals: {
    ...notACoach,
    ...tooFarAhead,
    ...overlappingWindows,
    NO_AVAILABILITY: "The coach has not set weekly hours yet, which know the zone.",
    ALREADY_OVER: "The date is in the past.",
    TOO_MANY_OVERRIDES: "A coach has other hours on at most 366 dates ahead.",
  },
  result: { availability: changed(Availability, "The availability, as it is now.") },
});
