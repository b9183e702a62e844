import { Field, Int, ObjectType } from "type-graphql";
import { ImportedAs, RecordError } from "../tenancy/imported-record.js";
import { Engagement } from "./engagement.js";

@ObjectType({ description: "What happened to a record of an import of engagements." })
export class ImportedEngagement {
  @Field(() => Int, { description: "The line where the record starts. The header is line 1.", simple: true })
  line!: number;

  @Field(() => String, { nullable: true, description: "The record's external id.", simple: true })
  externalId!: string | null;

  @Field(() => ImportedAs, { description: "What happened to the record.", simple: true })
  outcome!: string;

  @Field(() => [RecordError], { description: "Why it was refused. Empty if it was not.", simple: true })
  errors!: RecordError[];

  @Field(() => Engagement, {
    nullable: true,
    description: "The engagement. Null if there is none, as in a dry run of a new one.",
    simple: true,
  })
  engagement?: Engagement | null;
}
