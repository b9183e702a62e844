import {
  ADMINS,
  changed,
  clearable,
  count,
  currency,
  group,
  idOf,
  list,
  locale,
  longText,
  mutation,
  optional,
  required,
  stale,
  text,
  versionRead,
  wordOf,
} from "../common/declare.js";
import { EngagementFormat, EngagementKind } from "../engagements/words.js";
import { Person } from "../tenancy/person.js";
import { notACoach } from "../tenancy/refusals.js";
import { CoachAffiliation, CoachProfile } from "./coach-profile.js";
import { Speciality } from "./speciality.js";

const HourlyRateInput = group("HourlyRateInput", "A rate for an hour of 60 minutes.", {
  amount: required(
    count(0, 1_000_000_000),
    "The amount in the smallest unit of the currency, {range}: 15000 are 150 euros, or 15000 yen.",
  ),
  currency: required(currency, "The currency (ISO 4217)."),
});

export const SetCoachProfile = mutation("setCoachProfile", {
  owner: "gateway",
  description:
    "Writes the profile of a coach or mentor, or changes it. Fields that you leave out stay the same. Coaches write their own bio, languages and specialities. Owners and admins write all of it.",
  roles: [...ADMINS, "COACH"],
  input: {
    personId: required(idOf(Person), "The coach or mentor."),
    bio: clearable(longText(5_000), "Who they are, in their own words."),
    languages: optional(
      list(locale, { most: 20 }),
      "All the languages they work in (BCP 47), the best one first, {range}.",
    ),
    specialityIds: optional(
      list(idOf(Speciality), { most: 50 }),
      "All their specialities, {range}. Archived ones that they already have may stay.",
    ),
    industries: optional(list(text(100), { most: 30 }), "All the industries they know, {range}."),
    kinds: optional(list(wordOf(EngagementKind)), "All the kinds of engagement they take."),
    formats: optional(list(wordOf(EngagementFormat)), "All the formats they take."),
    affiliation: clearable(wordOf(CoachAffiliation), "Whether they are employed by the firm."),
    capacity: clearable(
      count(0, 1_000),
      "The most active engagements at a time, {range}. Null means no limit. It may be lowered below what is active: nothing ends, and nothing is added.",
    ),
    hourlyRate: clearable(HourlyRateInput, "The rate for an hour."),
    version: versionRead,
  },
  refusals: { ...notACoach, ...stale },
  result: { coachProfile: changed(CoachProfile, "The profile as it is now.") },
});
