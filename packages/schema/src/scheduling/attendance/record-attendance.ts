import { changed, flag, idOf, list, mutation, required, SCHEDULERS, usual } from "../../common/declare.js";
import { Session } from "../booking/session.js";
import { ParticipantAttendanceInput } from "./participant-attendance-input.js";

export const RecordAttendance = mutation("recordAttendance", {
  owner: "scheduling",
  description:
    "Records who came to a session that has begun. It usually ends the session. Call it again to correct the record.",
  roles: SCHEDULERS,
  input: {
    sessionId: required(idOf(Session), "The session."),
    attendance: required(
      list(ParticipantAttendanceInput),
      "Participants of the session, each at most once. Those left out keep what was recorded before.",
    ),
    complete: usual(
      flag,
      true,
      "Whether this ends the session. Then every participant's attendance must be known. If anybody came, the session is COMPLETED and uses its part of the allocation. Otherwise it is NO_SHOW and costs what the cancellation policy says, or nothing if everybody is excused.",
    ),
  },
  refusals: {
    NOT_BEGUN: "The session has not started yet. Record attendance from its start.",
    WRONG_STATUS: "The session was cancelled or never confirmed, so nobody can have come.",
    STILL_PENDING: "A session can only end when every participant's attendance is known.",
    TOO_LATE: "Attendance can be corrected for 30 days after the session.",
    ALLOCATION_EXHAUSTED:
      "The correction means that the session took place, but its part of the allocation has been used elsewhere.",
  },
  result: { session: changed(Session, "The session with its attendance.") },
});
