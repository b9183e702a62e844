import { Field, Int, ObjectType } from "type-graphql";
import { wordsOf } from "../common/enums.js";
import { Role } from "../common/grants.js";
import { Person } from "./person.js";
import { RosterChange } from "./roster-columns.js";

export const ImportedAs = wordsOf("ImportedAs", "What happened to a record, or would happen in a dry run.", {
  CREATED: "A new person was created.",
  UPDATED: "An existing person was changed.",
  UNCHANGED: "An existing person already matched the record.",
  REFUSED: "Nothing was written, for the reasons given.",
  REACTIVATED: "A person whom a roster had named no more came back, as the record says.",
  SKIPPED: "Nothing was written, because the import was refused.",
});

export const AbsentAs = wordsOf("AbsentAs", "What happened to somebody whom a roster does not name, or would happen.", {
  DEACTIVATED: "The person was deactivated.",
  KEPT: "The person stays, for the reason given. Somebody has to decide, with `deactivatePerson`.",
  SKIPPED: "The person stays, because the import was refused.",
});

export const RecordErrorCode = wordsOf("RecordErrorCode", "Why a record was refused.", {
  REQUIRED: "A value is missing.",
  INVALID: "A value has the wrong format.",
  UNKNOWN_TIME_ZONE: "No IANA time zone has this name.",
  UNKNOWN_ROLE: "There is no such role.",
  DUPLICATE_IN_FILE: "An earlier record in the file is about the same person, engagement or session.",
  CONFLICT: "The external id and the e-mail address belong to different people in the firm.",
  ARCHIVED: "The organization or team is archived. Restore it first.",
  NOT_FOUND: "The firm has nobody and nothing with this name or id.",
  AMBIGUOUS: "Several have this name, or several sessions of the engagement began then.",
  DIFFERS: "What exists already says something else. An import leaves it as it is.",
  WRONG_ROLE: "The person does not hold the role that this needs.",
  WRONG_STATUS: "What the record is about does not have the status that this needs.",
  NOT_OVER: "The session is not over yet.",
  OUTSIDE_ENGAGEMENT: "The engagement does not cover that day.",
  SLOT_TAKEN: "A coach had another session at that time.",
  ALLOCATION_EXHAUSTED: "The session takes more than is left of the engagement's allocation.",
  SIGNS_IN: "The person signs in with another e-mail address. Only they can change it.",
});

@ObjectType({ description: "Why a record was refused." })
export class RecordError {
  @Field(() => String, { description: "The column.", simple: true })
  field!: string;

  @Field(() => RecordErrorCode, { description: "The error code.", simple: true })
  code!: string;

  @Field(() => String, { description: "What is wrong and what to do.", simple: true })
  message!: string;
}

@ObjectType({ description: "What happened to a record of an imported roster." })
export class ImportedRecord {
  @Field(() => Int, { description: "The line where the record starts. The header is line 1.", simple: true })
  line!: number;

  @Field(() => String, { nullable: true, description: "The record's external id.", simple: true })
  externalId!: string | null;

  @Field(() => ImportedAs, { description: "What happened to the record.", simple: true })
  outcome!: string;

  @Field(() => [RecordError], { description: "Why it was refused. Empty if it was not.", simple: true })
  errors!: RecordError[];

  @Field(() => [RosterChange], {
    description: "What the record changes about the person. Empty if it is refused or skipped.",
    simple: true,
  })
  changes!: RosterChange[];

  @Field(() => [Role], {
    description: "Roles that the record does not name and the person keeps, because somebody gave them by hand.",
    simple: true,
  })
  keptRoles!: Role[];

  @Field(() => Person, {
    nullable: true,
    description:
      "The person. Null if the record was not written. A dry run shows people as they are, and null for new ones.",
    simple: true,
  })
  person?: Person | null;
}

@ObjectType({ description: "Somebody whom a roster does not name." })
export class AbsentPerson {
  @Field(() => Person, { nullable: true, description: "The person.", simple: true })
  person?: Person | null;

  @Field(() => AbsentAs, { description: "What happened to the person.", simple: true })
  outcome!: string;

  @Field(() => String, { nullable: true, description: "Why the person was kept. Null if they were not.", simple: true })
  reason!: string | null;
}
