import { Field, Int, ObjectType } from "type-graphql";
import { ImportedAs, RecordError } from "../../tenancy/imported-record.js";
import { Session } from "../booking/session.js";

@ObjectType({ description: "What happened to a record of an import of sessions." })
export class ImportedSession {
  @Field(() => Int, { description: "The line where the record starts. The header is line 1.", simple: true })
  line!: number;

  @Field(() => String, { nullable: true, description: "The external id of the record's engagement.", simple: true })
  engagementExternalId!: string | null;

  @Field(() => ImportedAs, { description: "What happened to the record.", simple: true })
  outcome!: string;

  @Field(() => [RecordError], { description: "Why it was refused. Empty if it was not.", simple: true })
  errors!: RecordError[];

  @Field(() => Session, {
    nullable: true,
    description: "The session. Null if there is none, as in a dry run of a new one.",
    simple: true,
  })
  session?: Session | null;
}
