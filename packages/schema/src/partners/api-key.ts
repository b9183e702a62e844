import { Reads } from "@coachwork/reader";
import { Field, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { wordsOf } from "../common/enums.js";
import { Attribute, BelongsTo } from "../common/fields.js";
import { Node } from "../common/node.js";
import { Person } from "../tenancy/person.js";

export const ApiKeyOrder = wordsOf("ApiKeyOrder", "Orders of API keys.", { CREATED: "Oldest first." });

/** A partner's key: `cw_live_<public id>_<secret>`. Only a hash of the secret is kept. */
@Reads({
  prefix: "api_key",
  visible: { OWNER: true, ADMIN: true },
  orders: { CREATED: [] },
})
@Entity("api_key")
@ObjectType({ implements: Node, description: "A partner's key." })
export class ApiKey extends Node {
  @Attribute("text", "What it is for.")
  name!: string;

  @Attribute("text", "The part of the key that is no secret, to tell keys apart.")
  publicId!: string;

  @Column("text")
  secretHash!: string;

  @Column("text", { array: true })
  @Field(() => [String], {
    description: "What it may do: `people:read`, `engagements:read`, `schedule:read`.",
    simple: true,
  })
  scopes!: string[];

  @Column("uuid")
  createdById!: string;

  @BelongsTo(() => Person, "Who made it.")
  createdBy?: Person | null;

  @Attribute("timestamptz", "When it was made.")
  createdAt!: Date;

  @Attribute("timestamptz", "When it ends to be valid; null: never.", { nullable: true })
  expiresAt!: Date | null;

  @Attribute("timestamptz", "When it was revoked; null: it was not.", { nullable: true })
  revokedAt!: Date | null;

  @Attribute("timestamptz", "When it was last used, to the minute; null: never.", { nullable: true })
  lastUsedAt!: Date | null;
}
