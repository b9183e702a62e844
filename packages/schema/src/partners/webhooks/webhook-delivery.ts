import { type Input, Reads } from "@coachwork/reader";
import { Field, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { field, hasMany } from "../../common/connections.js";
import { ordersOf } from "../../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt } from "../../common/fields.js";
import { Node } from "../../common/node.js";
import { Impersonal, MayName } from "../../common/personal.js";
import { WebhookEndpoint } from "./webhook-endpoint.js";
import { WebhookDeliveryStatus } from "./webhook-words.js";

export const WebhookDeliveryOrder = ordersOf("WebhookDeliveryOrder", "How webhook deliveries can be sorted.", {
  CREATED: ["Oldest first.", "Newest first."],
});

/** The type of a message that only tries whether an endpoint answers. No event has it. */
export const TEST_MESSAGE = "WEBHOOK_TEST";

/** A message to one endpoint. The body is kept as it is sent, so that a replay is the same to the byte. */
@Reads({
  prefix: "webhook_delivery",
  visible: { OWNER: true, ADMIN: true },
  implied: { endpoint: true },
  expressions: { messageId: (delivery) => `'msg_' || replace(${delivery}.id::text, '-', '')` },
  orders: { CREATED: ["createdAt"] },
  filters: {
    status: {
      where: (delivery, status: Input<string>, sql) => `${delivery}.status = ${sql.bind(status, "text")}`,
    },
  },
})
@Entity("webhook_delivery")
@ObjectType({
  implements: Node,
  description:
    "A message to an endpoint, with all attempts to deliver it. It is removed some time after it was created, 30 days unless the deployment says otherwise.",
})
export class WebhookDelivery extends Node {
  @Column("uuid")
  endpointId!: string;

  @BelongsTo(() => WebhookEndpoint, "The endpoint.", { required: true })
  endpoint!: WebhookEndpoint;

  @Impersonal()
  @Attribute("text", "What happened, as `EventType` names it, or WEBHOOK_TEST for a test call.")
  eventType!: string;

  @Attribute("integer", "The number of the event in the firm's event log. Null for a test call.", { nullable: true })
  seq!: number | null;

  @Impersonal()
  @Attribute(
    "text",
    "The id of what it is about. Messages about the same are delivered in order. For a test call, that of the message.",
  )
  subject!: string;

  @MayName()
  @Attribute("text", "The body as it is sent, in JSON. Null until it was made, right after the event.", {
    nullable: true,
  })
  payload!: string | null;

  @Attribute("text", "What became of it.", { as: () => WebhookDeliveryStatus })
  status!: WebhookDeliveryStatus;

  @Attribute("integer", "How many attempts were made, replays included.")
  attemptCount!: number;

  /** Attempts since it was made or replayed. */
  @Column("integer")
  tries!: number;

  /** Counts the replays. What an attempt from before a replay comes to says nothing about the replay. */
  @Column("integer", { default: 0 })
  generation!: number;

  @Attribute(
    "timestamptz",
    "When it is attempted next. Null if it is not, or if an earlier message about the same subject comes first.",
    { nullable: true },
  )
  nextAttemptAt!: Date | null;

  @Attribute("timestamptz", "When it was last delivered. Null if it was not.", { nullable: true })
  deliveredAt!: Date | null;

  @Attribute("timestamptz", "When it was created.")
  createdAt!: Date;

  @UpdatedAt()
  updatedAt!: Date;
}

field(
  WebhookDelivery,
  "messageId",
  () => String,
  "The `webhook-id` that it is sent with, the same in every attempt and replay: by it a receiver knows a repeated message.",
);

@InputType({ description: "Filters webhook deliveries." })
export class WebhookDeliveryFilter {
  @Field(() => WebhookDeliveryStatus, { nullable: true, description: "Deliveries in this status." })
  status?: WebhookDeliveryStatus | null;
}

hasMany(WebhookEndpoint, "deliveries", WebhookDelivery, {
  by: "endpointId",
  filter: () => WebhookDeliveryFilter,
  order: WebhookDeliveryOrder,
  orderBy: "CREATED",
  implied: true,
  description: "The messages to it.",
});
