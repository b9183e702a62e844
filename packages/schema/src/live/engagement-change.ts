import { declareReveals } from "@coachwork/reader";
import { Field, Int, ObjectType } from "type-graphql";
import { Change } from "../common/change.js";
import { Node } from "../common/node.js";
import { DateTime } from "../common/scalars.js";
import { Engagement } from "../engagements/engagement.js";
import { EngagementChangeType } from "./event-word.js";

@ObjectType({ description: "A change in an engagement, or in what belongs to it." })
export class EngagementChange extends Change {
  @Field(() => Int, {
    description: "The change's number in the firm's event log.",
    simple: true,
  })
  override seq!: number;

  @Field(() => String, {
    description:
      "The change's position in the firm's event log. To resume without gaps or repeats, pass the last one you received as `position`.",
    simple: true,
  })
  position!: string;

  @Field(() => EngagementChangeType, { description: "What happened.", simple: true })
  type!: string;

  @Field(() => DateTime, { description: "When it happened.", simple: true })
  occurredAt!: Date;

  @Field(() => Engagement, { nullable: true, description: "The engagement as it is now.", simple: true })
  engagement!: Engagement | null;

  @Field(() => Node, {
    nullable: true,
    description:
      "What changed, as it is now: the engagement itself, or what belongs to it. Null if nothing of it is left, and in a SNAPSHOT.",
    simple: true,
  })
  object!: Node | null;
}

// That something changed, and when, is for those who see when the engagement last changed.
declareReveals("engagementChanged", { entity: Engagement, fields: ["updatedAt"] });
