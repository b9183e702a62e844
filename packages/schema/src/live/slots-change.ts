import { Field, Int, ObjectType } from "type-graphql";
import { Change } from "../common/change.js";
import { DateTime } from "../common/scalars.js";

@ObjectType({ description: "A change in when coaches can be booked. What changed is not told: ask `freeSlots` anew." })
export class SlotsChange extends Change {
  @Field(() => Int, { description: "The change's number in the firm's event log.", simple: true })
  override seq!: number;

  @Field(() => String, {
    description:
      "The change's position in the firm's event log. To resume without gaps or repeats, pass the last one you received as `position`.",
    simple: true,
  })
  position!: string;

  @Field(() => DateTime, { description: "When it happened.", simple: true })
  occurredAt!: Date;
}
