import type { ValuesOf } from "../../common/inputs.js";
import { clearable, count, group, idOf, required } from "../../common/declare.js";
import { SessionType } from "../session-types/session-type.js";
import { ONLY_FOR_TYPE } from "./availability.js";

export const DayWindowInput = group("DayWindowInput", "A window of one day.", {
  startMinute: required(count(0, 1439), "Where it starts, in minutes after midnight."),
  endMinute: required(
    count(1, 1440),
    "Where it ends, in minutes after midnight, {range}. At or before the start means on the next day.",
  ),
  sessionTypeId: clearable(idOf(SessionType), ONLY_FOR_TYPE),
});
export type DayWindowInput = ValuesOf<typeof DayWindowInput.fields>;
