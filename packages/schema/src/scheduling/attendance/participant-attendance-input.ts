import type { ValuesOf } from "../../common/inputs.js";
import { group, idOf, required, wordOf } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { AttendanceStatus } from "./attendance.js";

export const ParticipantAttendanceInput = group("ParticipantAttendanceInput", "Whether a participant came.", {
  personId: required(idOf(Person), "A participant who was expected at the session."),
  status: required(wordOf(AttendanceStatus), "Whether they came. PENDING is only allowed while the session lasts."),
});
export type ParticipantAttendanceInput = ValuesOf<typeof ParticipantAttendanceInput.fields>;
