import { Field, ID, Int, ObjectType } from "type-graphql";
import { Change } from "../common/change.js";
import { Node } from "../common/node.js";
import { DateTime } from "../common/scalars.js";
import { EventWord } from "./event-word.js";

@ObjectType({ description: "Something that happened in a firm." })
export class Event extends Change {
  @Field(() => Int, { description: "The event's number in the firm's event log.", simple: true })
  override seq!: number;

  @Field(() => String, {
    description:
      "The event's position in the firm's event log. To resume without gaps or repeats, pass the last one you received as `position`.",
    simple: true,
  })
  position!: string;

  @Field(() => EventWord, { description: "What happened.", simple: true })
  type!: EventWord;

  @Field(() => DateTime, { description: "When it happened.", simple: true })
  occurredAt!: Date;

  @Field(() => ID, {
    nullable: true,
    description: "The id of what it is about, also if nothing of it is left. Null in a SNAPSHOT.",
    simple: true,
  })
  objectId!: string | null;

  @Field(() => [ID], {
    description:
      "The ids of what else it concerns and you may see: the engagement of a session, its coaches, the person of a profile.",
    simple: true,
  })
  relatedIds!: string[];

  @Field(() => Node, {
    nullable: true,
    description:
      "What it is about, as it is now and as you may see it. Null if nothing of it is left, for the firm itself, and in a SNAPSHOT.",
    simple: true,
  })
  object!: Node | null;
}
