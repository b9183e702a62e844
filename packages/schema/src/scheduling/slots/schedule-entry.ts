import { Field, ObjectType } from "type-graphql";
import { wordsOf, type WordOf } from "../../common/enums.js";
import { DateTime } from "../../common/scalars.js";
import { Person } from "../../tenancy/person.js";
import { TimeOff } from "../availability/availability-absence.js";
import { Session } from "../booking/session.js";

export const ScheduleEntryKind = wordsOf("ScheduleEntryKind", "What takes a coach's time.", {
  SESSION: "A session, whether it is ahead, in progress or over.",
  HOLD: "A slot that is held for a few minutes.",
  TIME_OFF: "The coach is away. Only for the coach, for managers and for API keys.",
  BUSY: "The coach is busy, and you see no more: an external calendar, another firm, or what you may not see.",
});
export type ScheduleEntryKind = WordOf<typeof ScheduleEntryKind>;

@ObjectType({ description: "Something that takes a coach's time." })
export class ScheduleEntry {
  @Field(() => ScheduleEntryKind, { description: "What takes it.", simple: true })
  kind!: ScheduleEntryKind;

  @Field(() => DateTime, { description: "When it starts. BUSY starts with the range at the earliest.", simple: true })
  startsAt!: Date;

  @Field(() => DateTime, { description: "When it ends. BUSY ends with the range at the latest.", simple: true })
  endsAt!: Date;

  @Field(() => Person, { nullable: true, description: "The coach.", simple: true })
  coach!: Person | null;

  @Field(() => Session, { nullable: true, description: "The session, for SESSION and HOLD.", simple: true })
  session!: Session | null;

  @Field(() => TimeOff, { nullable: true, description: "The time off, for TIME_OFF.", simple: true })
  timeOff!: TimeOff | null;
}
