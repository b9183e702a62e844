import { Field, ObjectType } from "type-graphql";
import { PageInfo } from "../../common/connections.js";
import { wordsOf } from "../../common/enums.js";
import { DateTime } from "../../common/scalars.js";
import { Person } from "../../tenancy/person.js";

export const EmptyReason = wordsOf("EmptyReason", "Why there is no free slot.", {
  NO_AVAILABILITY: "The coach does not work in that range, or has not set any hours.",
  FULLY_BUSY: "All of the coach's time is taken, or that of the client who asks.",
  TOO_SHORT_NOTICE: "The coach requires more notice, or the range is in the past.",
  NO_WINDOW_LONG_ENOUGH: "The coach has no window as long as the session.",
  TIME_OFF: "The coach is away.",
  LIMIT_REACHED: "The coach has the maximum number of sessions per day or week.",
  BEYOND_HORIZON: "The range is too far ahead to be booked yet.",
  BETWEEN_SLOTS: "The coach is free, but the range lies between the starts of two slots.",
  CLOSED_DAY:
    "The engagement of the session that moves has no such day: it is before its first, after its last, or in a pause.",
  NOT_ENOUGH_COACHES: "Some of the coaches are free, but never as many at once as the session needs.",
});

@ObjectType({ description: "A time that can be booked." })
export class Slot {
  @Field(() => DateTime, { description: "When it starts.", simple: true })
  startsAt!: Date;

  @Field(() => DateTime, { description: "When it ends.", simple: true })
  endsAt!: Date;

  @Field(() => [Person], {
    description:
      "The coaches who are free then, in the order in which to choose them. Where coaches take turns, it is the order of turns.",
    simple: true,
  })
  coaches!: Person[];
}

@ObjectType({ description: "Free slots, in order." })
export class FreeSlots {
  @Field(() => [Slot], { description: "The slots on this page, in order.", simple: true })
  slots!: Slot[];

  @Field(() => [EmptyReason], {
    description: "Why the whole range has no slots. Empty if it has some.",
    simple: true,
  })
  emptyReasons!: string[];

  @Field(() => PageInfo, { description: "Where this page is in the list.", simple: true })
  pageInfo!: PageInfo;
}
