import { Field, ID, ObjectType } from "type-graphql";
import { Change, OccurredAt, Position, Seq } from "../common/change.js";
import { Node } from "../common/node.js";
import { EventWord } from "./event-word.js";

@ObjectType({ description: "Something that happened in a firm." })
export class Event extends Change {
  @Seq("event")
  override seq!: number;

  @Position("event")
  position!: string;

  @Field(() => EventWord, { description: "What happened.", simple: true })
  type!: EventWord;

  @OccurredAt()
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

@ObjectType({ description: "What happened in a firm since a position, or the first part of it." })
export class EventsSince {
  @Field(() => [Event], { description: "The events, in order.", simple: true })
  events!: Event[];

  @Field(() => String, {
    description:
      "Where they end in the firm's event log. Ask from here the next time, or give it to a subscription. It may be after the last of them: what you may not see was passed by.",
    simple: true,
  })
  position!: string;

  @Field(() => Boolean, { description: "Whether there may be more. Then ask again at once.", simple: true })
  hasMore!: boolean;
}
