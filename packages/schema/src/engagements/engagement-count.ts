import { Field, Int, ObjectType } from "type-graphql";
import { EngagementStatus } from "./words.js";

/** How many engagements a viewer sees in a status. */
@ObjectType({ description: "How many engagements have a status." })
export class EngagementCount {
  @Field(() => EngagementStatus, { description: "The status.", simple: true })
  status!: EngagementStatus;

  @Field(() => Int, { description: "How many of the engagements that you may see have it.", simple: true })
  count!: number;
}
