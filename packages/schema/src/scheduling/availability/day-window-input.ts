import type { ValuesOf } from "../../common/inputs.js";
import { count, group, required } from "../../common/declare.js";

export const DayWindowInput = group("DayWindowInput", "A window of one day.", {
  startMinute: required(count(0, 1439), "Where it starts, in minutes after midnight."),
  endMinute: required(
    count(1, 1440),
    "Where it ends, in minutes after midnight, {range}. At or before the start means on the next day.",
  ),
});
export type DayWindowInput = ValuesOf<typeof DayWindowInput.fields>;
