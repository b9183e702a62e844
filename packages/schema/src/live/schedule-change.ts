import { declareReveals } from "@coachwork/reader";
import { Field, Int, ObjectType } from "type-graphql";
import { Change } from "../common/change.js";
import { wordsOf } from "../common/enums.js";
import { DateTime } from "../common/scalars.js";
import { Session } from "../scheduling/booking/session.js";

export const ScheduleChangeType = wordsOf("ScheduleChangeType", "What happened to a session.", {
  BOOKED: "It was booked.",
  HELD: "Its time is kept while somebody decides.",
  CONFIRMED: "It was held, and is booked now.",
  EXPIRED: "It was held, and its time is free again.",
  RESCHEDULED: "It was moved to another time.",
  CANCELLED: "It was called off.",
  STARTED: "Its time came.",
  PEOPLE_CHANGED: "Who coaches in it or is expected to come was changed, as people joined or left the engagement.",
  SEATS_CHANGED: "Somebody took, gave up or was offered a seat, or how many it has or needs was changed.",
  COMPLETED: "It took place, as the attendance says.",
  NO_SHOW: "Nobody came, as the attendance says.",
});

@ObjectType({ description: "A change of a coach's schedule." })
export class ScheduleChange extends Change {
  @Field(() => Int, {
    description: "The change's number in the firm's event log.",
    simple: true,
  })
  override seq!: number;

  @Field(() => String, {
    description:
      "Where the change is in the firm's event log: its number, and a mark that tells it from another change with that number after the database was restored. Give the last one as `position` to go on without gap or repeat.",
    simple: true,
  })
  position!: string;

  @Field(() => ScheduleChangeType, { description: "What happened.", simple: true })
  type!: string;

  @Field(() => DateTime, { description: "When it happened.", simple: true })
  occurredAt!: Date;

  @Field(() => Session, { nullable: true, description: "The session as it is now.", simple: true })
  session!: Session | null;
}

// That something happens to a session, and when, tells when it is.
declareReveals("scheduleChanged", { entity: Session, fields: ["startsAt", "status", "createdAt"] });
