import { Reads } from "@coachwork/reader";
import { Field, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../../common/connections.js";
import { ordersOf } from "../../common/enums.js";
import { Attribute, BelongsTo } from "../../common/fields.js";
import { Node } from "../../common/node.js";
import { Impersonal, MayName } from "../../common/personal.js";
import { WebhookDelivery } from "./webhook-delivery.js";

export const WebhookAttemptOrder = ordersOf("WebhookAttemptOrder", "How webhook attempts can be sorted.", {
  NUMBER: ["First attempt first.", "Last attempt first."],
});

/** An attempt to deliver a message. Its body is the delivery's. Attempts are added and removed, never changed. */
@Reads({
  prefix: "webhook_attempt",
  visible: { OWNER: true, ADMIN: true },
  implied: { delivery: true },
  orders: { NUMBER: ["number"] },
})
@Entity("webhook_attempt")
@ObjectType({ implements: Node, description: "An attempt to deliver a message: the request, and what was answered." })
export class WebhookAttempt extends Node {
  @Column("uuid")
  deliveryId!: string;

  @BelongsTo(() => WebhookDelivery, "The delivery. Its `payload` is the body of the request.", { required: true })
  delivery!: WebhookDelivery;

  @Attribute("integer", "Counts the attempts of the delivery, from 1.")
  number!: number;

  @Attribute("timestamptz", "When it began.")
  attemptedAt!: Date;

  @Attribute("integer", "Milliseconds until the answer had come, or until it failed.")
  durationMs!: number;

  @MayName()
  @Attribute("text", "The address that it was posted to.")
  url!: string;

  @Impersonal()
  @Column("text", { array: true })
  @Field(() => [String], {
    description: "The headers of the request, each as `name: value`.",
    simple: true,
  })
  requestHeaders!: string[];

  @Attribute("integer", "The status of the answer. Null if there was none.", { nullable: true })
  responseStatus!: number | null;

  @MayName()
  @Attribute("text", "The first 4,000 bytes of the answer's body. Null if there was none.", { nullable: true })
  responseBody!: string | null;

  @Impersonal()
  @Attribute("text", "Why it failed, for people to read. Null if it succeeded.", { nullable: true })
  error!: string | null;
}

hasMany(WebhookDelivery, "attempts", WebhookAttempt, {
  by: "deliveryId",
  order: WebhookAttemptOrder,
  orderBy: "NUMBER",
  implied: true,
  description: "The attempts to deliver it.",
});
