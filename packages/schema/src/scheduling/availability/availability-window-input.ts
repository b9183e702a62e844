import type { ValuesOf } from "../../common/inputs.js";
import { clearable, count, date, group, idOf, required } from "../../common/declare.js";
import { SessionType } from "../session-types/session-type.js";
import { ONLY_FOR_TYPE } from "./availability.js";

export const AvailabilityWindowInput = group("AvailabilityWindowInput", "A weekly window in which a coach works.", {
  weekday: required(count(1, 7), "The weekday on which it starts, {range}. 1 is Monday (ISO 8601)."),
  startMinute: required(count(0, 1439), "Where it starts, in minutes after midnight."),
  endMinute: required(
    count(1, 1440),
    "Where it ends, in minutes after midnight, {range}. At or before the start means on the next day.",
  ),
  firstDate: clearable(date, "The first date on which it applies. By default it applies at once."),
  lastDate: clearable(date, "The last date on which it applies. By default it goes on."),
  sessionTypeId: clearable(idOf(SessionType), ONLY_FOR_TYPE),
});
export type AvailabilityWindowInput = ValuesOf<typeof AvailabilityWindowInput.fields>;
