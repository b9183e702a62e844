import { clearable, text } from "../../common/declare.js";

export const holidayRegion = clearable(
  text(20),
  "Where the public holidays are on which it has no sessions: a country, or a part of one, such as `DE`, `DE-BY` or `US-LA` (ISO 3166). Like a cancelled session, one that is left out counts in the rule.",
);

export const unknownRegion = {
  UNKNOWN_REGION: "The public holidays of this country, or this part of it, are not known.",
} as const;
