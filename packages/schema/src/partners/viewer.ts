import { Field, Float, ID, ObjectType } from "type-graphql";
import { Role } from "../common/grants.js";
import { DateTime } from "../common/scalars.js";
import { Firm } from "../tenancy/firm.js";
import { Person } from "../tenancy/person.js";

@ObjectType({ description: "The API key that is asking, as it is told about itself." })
export class ViewerKey {
  @Field(() => ID, { description: "The key's id.", simple: true })
  id!: string;

  @Field(() => String, { description: "The name, which says what the key is for.", simple: true })
  name!: string;

  @Field(() => [String], {
    description: "The IPv4 and IPv6 addresses and ranges from which the key works. Empty: from all.",
    simple: true,
  })
  allowedAddresses!: string[];

  @Field(() => DateTime, { description: "When it was created.", simple: true })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: "When it expires. Null if it never does.", simple: true })
  expiresAt!: Date | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "When it last got a new secret. Null if it still has its first.",
    simple: true,
  })
  rotatedAt!: Date | null;
}

@ObjectType({ description: "What you may spend on operations. See `extensions.cost` of every answer." })
export class ViewerLimits {
  @Field(() => Float, { description: "The maximum cost of a single operation.", simple: true })
  operation!: number;

  @Field(() => Float, { description: "What you may spend at once.", simple: true })
  capacity!: number;

  @Field(() => Float, {
    description: "What you can spend now, after this operation: the smaller of your own and the firm's remainder.",
    simple: true,
  })
  available!: number;

  @Field(() => Float, { description: "How much of it comes back each second.", simple: true })
  restorePerSecond!: number;
}

/** Its objects are UUIDs until the reader loads them. */
@ObjectType({ description: "Who is asking: a person who is signed in, or an API key." })
export class Viewer {
  @Field(() => Person, {
    nullable: true,
    description: "You, as a person of the firm. Null for an API key.",
    simple: true,
  })
  person!: Person | string | null;

  @Field(() => ViewerKey, { nullable: true, description: "The API key. Null for a person.", simple: true })
  apiKey!: ViewerKey | null;

  @Field(() => Firm, {
    nullable: true,
    description: "The firm that the request is for. Null for a person without a role in it.",
    simple: true,
  })
  firm!: Firm | string | null;

  @Field(() => [Role], { description: "The roles of the person. Empty for an API key.", simple: true })
  roles!: Role[];

  @Field(() => [String], { description: "The scopes of the API key. Empty for a person.", simple: true })
  scopes!: string[];

  @Field(() => [String], {
    description: "The names of the mutations that you may call. A mutation may still refuse for another reason.",
    simple: true,
  })
  permissions!: string[];

  @Field(() => ViewerLimits, { description: "What you may spend.", simple: true })
  limits!: ViewerLimits;
}
