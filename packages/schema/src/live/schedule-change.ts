import { declareReveals } from "@coachwork/reader";
import { Field, ObjectType } from "type-graphql";
import { Change, OccurredAt, Position, Seq } from "../common/change.js";
import { wordsOf } from "../common/enums.js";
import { Session } from "../scheduling/booking/session.js";

/** The fields of a session that tell when it is. An event about it, and its time, would reveal that. */
export const tellsWhen = ["startsAt", "status", "createdAt"] as const;

/** What happens to a session in somebody's schedule. */
export const happensToSessions = {
  BOOKED: "It was booked.",
  HELD: "Its slot was held while somebody decides.",
  CONFIRMED: "It was held, and is now booked.",
  EXPIRED: "Its hold ended, and the slot is free again.",
  RESCHEDULED: "It was moved to another time.",
  CANCELLED: "It was cancelled.",
  STARTED: "It started.",
  KIND_CHANGED: "It is for something else now.",
  PLACE_CHANGED: "It takes place elsewhere.",
  PEOPLE_CHANGED: "Its people changed: somebody joined or left the engagement, or was excused from a group's session.",
  SEATS_CHANGED: "Its seats changed: somebody took, gave up or was offered one, or the capacity or minimum changed.",
  COMPLETED: "Attendance shows that it took place.",
  NO_SHOW: "Attendance shows that nobody came.",
};

export const ScheduleChangeType = wordsOf("ScheduleChangeType", "What happened to a session.", {
  SNAPSHOT: "Nothing happened: it is where the subscription begins. Read the schedule then.",
  ...happensToSessions,
});

@ObjectType({ description: "A change in somebody's schedule." })
export class ScheduleChange extends Change {
  @Seq()
  override seq!: number;

  @Position(
    "change",
    "It consists of the number and a mark. If the database is restored, the mark tells two changes with the same number apart.",
  )
  position!: string;

  @Field(() => ScheduleChangeType, { description: "What happened.", simple: true })
  type!: string;

  @OccurredAt()
  occurredAt!: Date;

  @Field(() => Session, { nullable: true, description: "The session as it is now. Null in a SNAPSHOT.", simple: true })
  session!: Session | null;
}

declareReveals("scheduleChanged", { entity: Session, fields: tellsWhen });
// When coaches could be booked tells when they are.
declareReveals("slotsChanged", { entity: Session, fields: tellsWhen });
