import { Field, Int, ObjectType } from "type-graphql";
import { wordsOf } from "../common/enums.js";
import { Person } from "./person.js";

export const ImportedAs = wordsOf("ImportedAs", "What became of a record.", {
  CREATED: "A new person.",
  UPDATED: "A person that was there, changed.",
  UNCHANGED: "A person that was there, as the record says already.",
  REFUSED: "Nothing, for the reasons given.",
  SKIPPED: "Nothing, because other records were refused and `partial` was not asked for.",
});

export const RecordErrorCode = wordsOf("RecordErrorCode", "Why a record was refused.", {
  REQUIRED: "A value is missing.",
  INVALID: "A value is not of the form that it must have.",
  UNKNOWN_TIME_ZONE: "No IANA time zone has this name.",
  UNKNOWN_ROLE: "There is no such role.",
  DUPLICATE_IN_FILE: "An earlier record of the file is of the same person.",
  CONFLICT: "The external id and the e-mail address belong to different people of the firm.",
  ARCHIVED: "The organization or team is archived: those who are in it stay, and nobody joins it.",
  SIGNS_IN: "The person signs in with another e-mail address: only they can change it.",
});

@ObjectType({ description: "Why a record was refused." })
export class RecordError {
  @Field(() => String, { description: "The column.", simple: true })
  field!: string;

  @Field(() => RecordErrorCode, { description: "The reason.", simple: true })
  code!: string;

  @Field(() => String, { description: "What is wrong and what would be right.", simple: true })
  message!: string;
}

@ObjectType({ description: "What became of a record." })
export class ImportedRecord {
  @Field(() => Int, { description: "The line on which the record starts; the header is on line 1.", simple: true })
  line!: number;

  @Field(() => String, { nullable: true, description: "The record's external id.", simple: true })
  externalId!: string | null;

  @Field(() => ImportedAs, { description: "What became of it.", simple: true })
  outcome!: string;

  @Field(() => [RecordError], { description: "Why it was refused; empty if it was not.", simple: true })
  errors!: RecordError[];

  @Field(() => Person, { nullable: true, description: "The person, if the record was written.", simple: true })
  person?: Person | null;
}
