import { changed, flag, idOf, list, mutation, required, SCHEDULERS, usual } from "../../common/declare.js";
import { Session } from "../booking/session.js";
import { ParticipantAttendanceInput } from "./participant-attendance-input.js";

export const RecordAttendance = mutation("recordAttendance", {
  owner: "scheduling",
  description: "Records who came to a session that has begun, which ends it, and corrects what was recorded.",
  roles: SCHEDULERS,
  input: {
    sessionId: required(idOf(Session), "The session."),
    attendance: required(
      list(ParticipantAttendanceInput),
      "Participants of the session, each once; of those left out holds what was recorded before.",
    ),
    complete: usual(
      flag,
      true,
      "Whether the session ends with it: then it must be known of each participant whether they came. If anybody did, it is COMPLETED and uses its part of the allocation; if not, NO_SHOW, which costs what the cancellation policy says, and nothing where all are excused.",
    ),
  },
  refusals: {
    NOT_BEGUN: "Attendance is recorded from the start of the session on.",
    WRONG_STATUS: "Nobody can have come to a session that was called off, or was never confirmed.",
    STILL_PENDING: "A session ends only when it is known of each participant whether they came.",
    TOO_LATE: "Attendance can be corrected until 30 days after the session.",
    ALLOCATION_EXHAUSTED:
      "By the correction the session took place, but what it takes of the allocation is used elsewhere.",
  },
  result: { session: changed(Session, "The session with its attendance.") },
});
