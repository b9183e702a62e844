import { Field, ObjectType } from "type-graphql";
import { wordsOf, type WordOf } from "../common/enums.js";

export const RosterField = wordsOf("RosterField", "What a column of a roster says about a person.", {
  EXTERNAL_ID: "The person's id in another system.",
  NAME: "The name.",
  EMAIL: "The e-mail address.",
  ROLES: "The roles in the firm.",
  ORGANIZATION: "The name of the client company that the person works for.",
  TEAM: "The name of the team in that company.",
  TIME_ZONE: "The IANA time zone.",
  LOCALE: "The language for e-mails (BCP 47).",
});
export type RosterField = WordOf<typeof RosterField>;

@ObjectType({ description: "A column of a roster that was not read." })
export class IgnoredColumn {
  @Field(() => String, { description: "The column, as the header names it.", simple: true })
  column!: string;

  @Field(() => RosterField, {
    nullable: true,
    description: "What the column probably says. If it does, rename it, or name it in `columns`.",
    simple: true,
  })
  probably!: RosterField | null;
}

@ObjectType({ description: "What a record of a roster changes about a person." })
export class RosterChange {
  @Field(() => RosterField, { description: "What changes.", simple: true })
  field!: string;

  @Field(() => String, {
    nullable: true,
    description: "The value before, as a roster writes it. Null if there was none.",
    simple: true,
  })
  before!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The value after, as a roster writes it. Null if there is none.",
    simple: true,
  })
  after!: string | null;
}
