import {
  changed,
  clearable,
  idOf,
  list,
  minute,
  mutation,
  required,
  SCHEDULERS,
  timeZone,
  wordOf,
} from "../../common/declare.js";
import { Engagement } from "../../engagements/engagement.js";
import { Person } from "../../tenancy/person.js";
import { Session } from "../booking/session.js";
import { SessionKind } from "../session-types/session-kind.js";
import { SessionType } from "../session-types/session-type.js";
import { ParticipantAttendanceInput } from "./participant-attendance-input.js";

export const LogSession = mutation("logSession", {
  owner: "scheduling",
  description:
    "Logs a session that has taken place without being booked. It counts like any other: attendance, hours and the allocation follow.",
  roles: SCHEDULERS,
  input: {
    engagementId: required(idOf(Engagement), "The engagement. It must be active."),
    coachIds: clearable(
      list(idOf(Person)),
      "The engagement's coaches who held it. Defaults to you, or to all its coaches on that day if you are not one. Coaches log only their own sessions.",
    ),
    sessionTypeId: clearable(idOf(SessionType), "The session type. It sets the kind, the duration and the place."),
    kind: clearable(wordOf(SessionKind), "What it was for. Defaults to the session type's kind, or to REGULAR."),
    startsAt: required(minute, "When it started, {range}: in the last 30 days."),
    endsAt: clearable(
      minute,
      "When it ended, {range}, 5 minutes to 12 hours after the start. Defaults to the session type's duration.",
    ),
    timeZone: clearable(timeZone, "The time zone it was agreed in. Defaults to the first coach's."),
    attendance: clearable(
      list(ParticipantAttendanceInput),
      "Participants who did not simply come. Everybody else who takes part in the engagement on that day was PRESENT.",
    ),
  },
  refusals: {
    END_BEFORE_START: "The session would end before it starts.",
    NOT_OVER: "The session is not over yet. Book it, or log it when it is.",
    TOO_LATE: "Sessions can be logged for 30 days.",
    OUTSIDE_ENGAGEMENT:
      "The engagement does not cover that day. Before its first day it has CHEMISTRY sessions, and no others.",
    ENGAGEMENT_NOT_ACTIVE:
      "Sessions can only be logged in an active engagement, and CHEMISTRY sessions in a draft, too.",
    NO_COACH: "The engagement does not have this coach, or any coach, on that day.",
    SLOT_TAKEN: "A coach had another session at that time.",
    STILL_PENDING: "Every participant's attendance must be known.",
    ALLOCATION_EXHAUSTED: "The session takes more than is left of the engagement's allocation.",
  },
  result: { session: changed(Session, "The session: COMPLETED, or NO_SHOW if nobody came.") },
});
