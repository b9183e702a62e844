import { Field, ObjectType } from "type-graphql";
import { PageInfo } from "../../common/connections.js";
import { wordsOf } from "../../common/enums.js";
import { DateTime } from "../../common/scalars.js";
import { Person } from "../../tenancy/person.js";

export const EmptyReason = wordsOf("EmptyReason", "Why there is no free slot.", {
  NO_AVAILABILITY: "The coach does not work in that range, or has not said when.",
  FULLY_BUSY: "All of the coach's time is taken.",
  TOO_SHORT_NOTICE: "The coach asks for more notice, or the range is over.",
  NO_WINDOW_LONG_ENOUGH: "No window of the coach is as long as the session.",
  TIME_OFF: "The coach is away.",
  LIMIT_REACHED: "The coach has as many sessions as are allowed on a day or in a week.",
  BEYOND_HORIZON: "It is too early to book a time so far ahead.",
  NOT_ENOUGH_COACHES: "Some of the coaches are free, but never as many at once as the session takes.",
});

@ObjectType({ description: "A time that can be booked." })
export class Slot {
  @Field(() => DateTime, { description: "When it starts.", simple: true })
  startsAt!: Date;

  @Field(() => DateTime, { description: "When it ends.", simple: true })
  endsAt!: Date;

  @Field(() => [Person], {
    description: "Who is free then, in the order in which to take them: by whose turn it is where turns are taken.",
    simple: true,
  })
  coaches!: Person[];
}

@ObjectType({ description: "Free slots, in order." })
export class FreeSlots {
  @Field(() => [Slot], { description: "The slots of the page, in order.", simple: true })
  slots!: Slot[];

  @Field(() => [EmptyReason], {
    description: "Why the whole range has none; empty where it has slots.",
    simple: true,
  })
  emptyReasons!: string[];

  @Field(() => PageInfo, { description: "Where the page stands.", simple: true })
  pageInfo!: PageInfo;
}
