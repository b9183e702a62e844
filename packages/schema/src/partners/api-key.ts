import { Reads } from "@coachwork/reader";
import { Field, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { ordersOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt } from "../common/fields.js";
import { Node } from "../common/node.js";
import { ERASED_TEXT, Impersonal, OfPerson } from "../common/personal.js";
import { scopesInWords } from "../common/scopes.js";
import { Person } from "../tenancy/person.js";

export const ApiKeyOrder = ordersOf("ApiKeyOrder", "How API keys can be sorted.", {
  CREATED: ["Oldest first.", "Newest first."],
});

/** A partner's key: `cw_live_<public id>_<secret>`. Only a hash of the secret is stored. */
@Reads({
  prefix: "api_key",
  visible: { OWNER: true, ADMIN: true },
  orders: { CREATED: [] },
})
@Entity("api_key")
@ObjectType({ implements: Node, description: "A partner's API key." })
export class ApiKey extends Node {
  @OfPerson("createdById", ERASED_TEXT)
  @Attribute("text", "The name, which says what the key is for.")
  name!: string;

  @Impersonal()
  @Attribute("text", "The public part of the key. It tells keys apart and is not secret.")
  publicId!: string;

  @Impersonal()
  @Column("text")
  secretHash!: string;

  @Impersonal()
  @Column("text", { array: true })
  @Field(() => [String], {
    description: `What the key may do: ${scopesInWords}. \`write\` includes \`read\`.`,
    simple: true,
  })
  scopes!: string[];

  @Impersonal()
  @Column("text", { array: true })
  @Field(() => [String], {
    description: "The IPv4 and IPv6 addresses and ranges from which the key works. Empty: from all.",
    simple: true,
  })
  allowedAddresses!: string[];

  @Attribute("timestamptz", "When it last got a new secret. Null if it still has its first.", { nullable: true })
  rotatedAt!: Date | null;

  @Impersonal()
  @Column("text", { nullable: true })
  previousSecretHash!: string | null;

  @Attribute("timestamptz", "Until when the secret before the present one works, or did. Null if there is none.", {
    nullable: true,
  })
  previousSecretUntil!: Date | null;

  @Column("uuid")
  createdById!: string;

  @BelongsTo(() => Person, "The person who created it.")
  createdBy?: Person | null;

  @Attribute("timestamptz", "When it was created.")
  createdAt!: Date;

  @Attribute("timestamptz", "When it expires. Null if it never does.", { nullable: true })
  expiresAt!: Date | null;

  @Attribute("timestamptz", "When it was revoked. Null if it was not.", { nullable: true })
  revokedAt!: Date | null;

  @Attribute("timestamptz", "When it was last used, to the minute. Null if it never was.", { nullable: true })
  lastUsedAt!: Date | null;

  @UpdatedAt()
  updatedAt!: Date;
}
