import { Reads } from "@coachwork/reader";
import { Field, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { Discreet } from "../../common/discreet.js";
import { ordersOf } from "../../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../../common/fields.js";
import { Node } from "../../common/node.js";
import { Impersonal, MayName } from "../../common/personal.js";
import { declareTopic } from "../../live/event-objects.js";
import { EventWord } from "../../live/event-word.js";
import { Person } from "../../tenancy/person.js";
import { ApiKey } from "../api-key.js";
import { WebhookDisabledReason, WebhookEndpointStatus } from "./webhook-words.js";

export const WebhookEndpointOrder = ordersOf("WebhookEndpointOrder", "How webhook endpoints can be sorted.", {
  CREATED: ["Oldest first.", "Newest first."],
});

/** Where a partner's system is told what happens. Its secrets are sealed: nobody but the gateway can read them. */
@Reads({
  prefix: "webhook_endpoint",
  visible: { OWNER: true, ADMIN: true },
  orders: { CREATED: ["createdAt"] },
})
@Entity("webhook_endpoint")
@ObjectType({
  implements: Node,
  description: "An address of a partner's system that is told what happens in the firm. Seen by owners and admins.",
})
export class WebhookEndpoint extends Node {
  @MayName()
  @Attribute("text", "The address that messages are posted to.")
  url!: string;

  @MayName()
  @Attribute("text", "What it is for. Null if nothing is said.", { nullable: true })
  description!: string | null;

  @Impersonal()
  @Column("text", { array: true })
  @Field(() => [EventWord], {
    description: "The events that it is told of. Empty: all that its API key may see.",
    simple: true,
  })
  eventTypes!: EventWord[];

  @MayName()
  @Attribute(
    "text",
    "What messages tell besides the event and its ids: a GraphQL selection set on `Event`. Null: nothing else.",
    { nullable: true },
  )
  selection!: string | null;

  @Column("uuid")
  apiKeyId!: string;

  @BelongsTo(() => ApiKey, "The API key with whose rights messages are made: they tell what it may see.", {
    required: true,
  })
  apiKey!: ApiKey;

  @Attribute("text", "Whether messages are sent.", { as: () => WebhookEndpointStatus })
  status!: WebhookEndpointStatus;

  @Attribute("text", "Why it is disabled. Null while it is active.", {
    nullable: true,
    as: () => WebhookDisabledReason,
  })
  disabledReason!: WebhookDisabledReason | null;

  @Attribute("timestamptz", "When it was disabled. Null while it is active.", { nullable: true })
  disabledAt!: Date | null;

  @Discreet()
  @Attribute("timestamptz", "When the first attempt failed after the last success. Null if the last one succeeded.", {
    nullable: true,
  })
  failingSince!: Date | null;

  @Discreet()
  @Attribute("timestamptz", "When it was last told something successfully. Null if it never was.", { nullable: true })
  lastDeliveredAt!: Date | null;

  /** The event after which it is told what happens. Null until the log's reader has come to where it was made or enabled. */
  @Discreet()
  @Column("bigint", { nullable: true })
  toldAfter!: string | null;

  /** Sealed with the deployment's key. */
  @Impersonal()
  @Column("text")
  secret!: string;

  /** The secret before, while both sign. */
  @Impersonal()
  @Column("text", { nullable: true })
  previousSecret!: string | null;

  @Attribute("timestamptz", "Until when messages are also signed with the secret from before. Null if they are not.", {
    nullable: true,
  })
  previousSecretUntil!: Date | null;

  @Column("uuid")
  createdById!: string;

  @BelongsTo(() => Person, "Who created it.")
  createdBy?: Person | null;

  @Attribute("timestamptz", "When it was created.")
  createdAt!: Date;

  @Attribute("timestamptz", "When it was archived, for good. Null if it was not.", { nullable: true })
  archivedAt!: Date | null;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

declareTopic("webhook", WebhookEndpoint);
