import type { ValuesOf } from "../../common/inputs.js";
import { count, group, required } from "../../common/declare.js";

export const AvailabilityWindowInput = group("AvailabilityWindowInput", "A weekly window in which a coach works.", {
  weekday: required(count(1, 7), "The weekday on which it starts, {range}. 1 is Monday (ISO 8601)."),
  startMinute: required(count(0, 1439), "Where it starts, in minutes after midnight."),
  endMinute: required(
    count(1, 1440),
    "Where it ends, in minutes after midnight, {range}. At or before the start means on the next day.",
  ),
});
export type AvailabilityWindowInput = ValuesOf<typeof AvailabilityWindowInput.fields>;
