import { ObjectType } from "type-graphql";
import { Change, OccurredAt, Position, Seq } from "../common/change.js";

@ObjectType({ description: "A change in when coaches can be booked. What changed is not told: ask `freeSlots` anew." })
export class SlotsChange extends Change {
  @Seq()
  override seq!: number;

  @Position()
  position!: string;

  @OccurredAt()
  occurredAt!: Date;
}
