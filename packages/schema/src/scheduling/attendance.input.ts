import { Field, ID, InputType } from "type-graphql";
import { Changed, MutationInput, Payload, PayloadOf, refusalCodes } from "../common/mutations.js";
import { AttendanceStatus } from "./attendance.js";
import { Session } from "./session.js";

@InputType({ description: "Whether a participant came." })
export class ParticipantAttendanceInput {
  @Field(() => ID, { description: "Somebody who was to come to the session." })
  personId!: string;

  @Field(() => AttendanceStatus, { description: "Whether they came; PENDING only as long as the session goes on." })
  status!: AttendanceStatus;
}

@InputType({ description: "Who came to a session that has begun." })
export class RecordAttendanceInput extends MutationInput {
  @Field(() => ID, { description: "The session." })
  sessionId!: string;

  @Field(() => [ParticipantAttendanceInput], {
    description: "Participants of the session, each once; of those left out holds what was recorded before.",
  })
  attendance!: ParticipantAttendanceInput[];

  @Field(() => Boolean, {
    defaultValue: true,
    description:
      "Whether the session ends with it: then it must be known of each participant whether they came. If anybody did, it is COMPLETED and uses its part of the allocation; if not, NO_SHOW, which costs what the cancellation policy says, and nothing where all are excused.",
  })
  complete!: boolean;
}

export const RecordAttendanceCodes = refusalCodes("RecordAttendance", {
  NOT_BEGUN: "Attendance is recorded from the start of the session on.",
  WRONG_STATUS: "Nobody can have come to a session that was called off, or was never confirmed.",
  STILL_PENDING: "A session ends only when it is known of each participant whether they came.",
  TOO_LATE: "Attendance can be corrected until 30 days after the session.",
  ALLOCATION_EXHAUSTED:
    "By the correction the session took place, but what it takes of the allocation is used elsewhere.",
});

@PayloadOf(RecordAttendanceCodes)
export class RecordAttendancePayload extends Payload {
  @Changed(() => Session, "The session with its attendance.")
  session?: Session | null;
}

@InputType({ description: "What a session is to be about." })
export class SetSessionAgendaInput extends MutationInput {
  @Field(() => ID, { description: "The session; it must not have ended." })
  id!: string;

  @Field(() => String, {
    nullable: true,
    description: "The agenda in place of what was set before, at most 5,000 characters; null or empty: none.",
  })
  agenda?: string | null;
}

export const SetSessionAgendaCodes = refusalCodes("SetSessionAgenda", {
  WRONG_STATUS: "Only a session that has not ended has an agenda to set.",
});

@PayloadOf(SetSessionAgendaCodes)
export class SetSessionAgendaPayload extends Payload {
  @Changed(() => Session, "The session with its agenda.")
  session?: Session | null;
}
