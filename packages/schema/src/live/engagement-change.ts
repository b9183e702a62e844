import { declareReveals } from "@coachwork/reader";
import { Field, ObjectType } from "type-graphql";
import { Change, OccurredAt, Position, Seq } from "../common/change.js";
import { Node } from "../common/node.js";
import { Engagement } from "../engagements/engagement.js";
import { EngagementChangeType } from "./event-word.js";

@ObjectType({ description: "A change in an engagement, or in what belongs to it." })
export class EngagementChange extends Change {
  @Seq()
  override seq!: number;

  @Position()
  position!: string;

  @Field(() => EngagementChangeType, { description: "What happened.", simple: true })
  type!: string;

  @OccurredAt()
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
