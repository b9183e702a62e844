import { Reads } from "@coachwork/reader";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { wordsOf } from "../common/enums.js";
import { Attribute, BelongsTo } from "../common/fields.js";
import { Changed, MutationInput, Payload, PayloadOf, refusalCodes } from "../common/mutations.js";
import { Node } from "../common/node.js";
import { DateTime } from "../common/scalars.js";
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

@InputType({ description: "A new API key." })
export class CreateApiKeyInput extends MutationInput {
  @Field(() => String, { description: "What it is for, 1 to 100 characters." })
  name!: string;

  @Field(() => [String], {
    description: "What it may do: `people:read`, `engagements:read`, `schedule:read`; at least one.",
  })
  scopes!: string[];

  @Field(() => DateTime, { nullable: true, description: "When it shall end to be valid; never if not given." })
  expiresAt?: Date | null;
}

export const CreateApiKeyCodes = refusalCodes("CreateApiKey", { UNKNOWN_SCOPE: "There is no such scope." });

@PayloadOf(CreateApiKeyCodes)
export class CreateApiKeyPayload extends Payload {
  @Changed(() => ApiKey, "The new key, as it is kept.")
  apiKey?: ApiKey | null;

  @Field(() => String, {
    nullable: true,
    simple: true,
    description: "The whole key, shown this once; null when an idempotency key repeats an earlier answer.",
  })
  secret?: string | null;
}

@InputType({ description: "An API key to revoke." })
export class RevokeApiKeyInput extends MutationInput {
  @Field(() => ID, { description: "The key." })
  id!: string;
}

export const RevokeApiKeyCodes = refusalCodes("RevokeApiKey");

@PayloadOf(RevokeApiKeyCodes)
export class RevokeApiKeyPayload extends Payload {
  @Changed(() => ApiKey, "The key, now revoked.")
  apiKey?: ApiKey | null;
}
