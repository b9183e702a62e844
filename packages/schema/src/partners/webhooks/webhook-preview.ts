import { Field, Int, ObjectType } from "type-graphql";
import { EventWord } from "../../live/event-word.js";

@ObjectType({ description: "A message as an endpoint would get it." })
export class WebhookPreview {
  @Field(() => EventWord, { description: "What happened.", simple: true })
  eventType!: EventWord;

  @Field(() => Int, { description: "The event's number in the firm's event log.", simple: true })
  seq!: number;

  @Field(() => String, { description: "The body: JSON.", simple: true })
  body!: string;
}
