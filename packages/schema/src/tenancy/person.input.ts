import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { wordsOf } from "../common/enums.js";
import { Role } from "../common/grants.js";
import { Changed, type CodeOf, MutationInput, Payload, PayloadOf, refusalCodes } from "../common/mutations.js";
import { TimeZone } from "../common/scalars.js";
import { Organization } from "./organization.js";
import { Person } from "./person.js";
import { Team } from "./team.js";

@InputType({ description: "A new organization." })
export class CreateOrganizationInput extends MutationInput {
  @Field(() => String, { description: "Its name, 1 to 200 characters, unique in the firm." })
  name!: string;
}

export const CreateOrganizationCodes = refusalCodes("CreateOrganization", {
  NAME_TAKEN: "The firm has an organization of this name.",
});

@PayloadOf(CreateOrganizationCodes)
export class CreateOrganizationPayload extends Payload {
  @Changed(() => Organization, "The new organization.")
  organization?: Organization | null;
}

@InputType({ description: "A new team." })
export class CreateTeamInput extends MutationInput {
  @Field(() => ID, { description: "The organization it is part of." })
  organizationId!: string;

  @Field(() => String, { description: "Its name, 1 to 200 characters, unique in the organization." })
  name!: string;
}

export const CreateTeamCodes = refusalCodes("CreateTeam", {
  NAME_TAKEN: "The organization has a team of this name.",
});

@PayloadOf(CreateTeamCodes)
export class CreateTeamPayload extends Payload {
  @Changed(() => Team, "The new team.")
  team?: Team | null;
}

@InputType({ description: "A new person." })
export class CreatePersonInput extends MutationInput {
  @Field(() => String, { description: "The person's name, 1 to 200 characters." })
  name!: string;

  @Field(() => String, { description: "The person's e-mail address; unique in the firm, whatever its case." })
  email!: string;

  @Field(() => [Role], { description: "What the person is in the firm; at least one." })
  roles!: Role[];

  @Field(() => TimeZone, { description: "The zone the person lives in." })
  timeZone!: string;

  @Field(() => String, {
    nullable: true,
    description: "The language to write to the person in (BCP 47); `en` if not given.",
  })
  locale?: string | null;

  @Field(() => String, { nullable: true, description: "The person's id in another system; unique in the firm." })
  externalId?: string | null;

  @Field(() => ID, { nullable: true, description: "The client company the person works for." })
  organizationId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "The team the person works in; it must be one of the organization's.",
  })
  teamId?: string | null;
}

@InputType({ description: "Changes to a person; what is not given stays as it is." })
export class UpdatePersonInput extends MutationInput {
  @Field(() => ID, { description: "The person." })
  id!: string;

  @Field(() => String, { nullable: true, description: "The new name, 1 to 200 characters." })
  name?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The new e-mail address. Withdraws an open invitation. Whoever signs in changes the address themselves: POST /auth/email/change.",
  })
  email?: string | null;

  @Field(() => [Role], { nullable: true, description: "All the roles the person shall hold; at least one." })
  roles?: Role[] | null;

  @Field(() => TimeZone, { nullable: true, description: "The new zone." })
  timeZone?: string | null;

  @Field(() => String, { nullable: true, description: "The new language (BCP 47)." })
  locale?: string | null;
}

@InputType({ description: "Changes to yourself; what is not given stays as it is." })
export class UpdateMeInput extends MutationInput {
  @Field(() => String, { nullable: true, description: "Your new name, 1 to 200 characters." })
  name?: string | null;

  @Field(() => TimeZone, { nullable: true, description: "The zone you live in now." })
  timeZone?: string | null;

  @Field(() => String, { nullable: true, description: "The language to write to you in (BCP 47)." })
  locale?: string | null;
}

export const UpdateMeCodes = refusalCodes("UpdateMe");

@PayloadOf(UpdateMeCodes)
export class UpdateMePayload extends Payload {
  @Changed(() => Person, "You, changed.")
  person?: Person | null;
}

const emailTaken = { EMAIL_TAKEN: "Somebody in the firm has this e-mail address." } as const;

export const CreatePersonCodes = refusalCodes("CreatePerson", {
  ...emailTaken,
  EXTERNAL_ID_TAKEN: "Somebody in the firm has this external id.",
});

@PayloadOf(CreatePersonCodes)
export class CreatePersonPayload extends Payload {
  @Changed(() => Person, "The new person.")
  person?: Person | null;
}

export const UpdatePersonCodes = refusalCodes("UpdatePerson", {
  ...emailTaken,
  LAST_OWNER: "The firm must keep at least one owner.",
  SIGNS_IN: "The person signs in with the address: only they can change it.",
});

@PayloadOf(UpdatePersonCodes)
export class UpdatePersonPayload extends Payload {
  @Changed(() => Person, "The changed person.")
  person?: Person | null;
}

@InputType({ description: "Whom to invite." })
export class InvitePersonInput extends MutationInput {
  @Field(() => ID, { description: "The person who shall be able to sign in." })
  personId!: string;
}

export const InvitePersonCodes = refusalCodes("InvitePerson", {
  ALREADY_SIGNED_UP: "The person can sign in to this firm already.",
  DEACTIVATED: "The person was deactivated.",
  INVITED_TOO_OFTEN: "The address was written to a moment ago, or often today.",
});

@PayloadOf(InvitePersonCodes)
export class InvitePersonPayload extends Payload {
  @Changed(() => Person, "The invited person.")
  person?: Person | null;
}

@InputType({ description: "Whose invitation to withdraw." })
export class WithdrawInvitationInput extends MutationInput {
  @Field(() => ID, { description: "The invited person." })
  personId!: string;
}

export const WithdrawInvitationCodes = refusalCodes("WithdrawInvitation", {
  NOT_INVITED: "The person has no open invitation.",
});

@PayloadOf(WithdrawInvitationCodes)
export class WithdrawInvitationPayload extends Payload {
  @Changed(() => Person, "The person, who is not invited any more.")
  person?: Person | null;
}

@InputType({ description: "People as CSV." })
export class ImportPeopleInput extends MutationInput {
  @Field(() => String, {
    description:
      "CSV (RFC 4180, UTF-8) with the columns external_id, name, email, roles (separated by `;`), organization, team, time_zone, locale. At most 5,000 records.",
  })
  csv!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Write the good records even if others are refused; otherwise it is all or nothing.",
  })
  partial!: boolean;
}

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

export const ImportPeopleCodes = refusalCodes("ImportPeople", {
  BROKEN_CSV: "The text is not CSV, or lacks a column.",
  TOO_MANY_RECORDS: "There are more than 5,000 records.",
  RECORDS_REFUSED: "Records were refused and `partial` was not asked for, so that nothing was written.",
});
export type ImportPeopleCode = CodeOf<typeof ImportPeopleCodes>;

@PayloadOf(ImportPeopleCodes)
export class ImportPeoplePayload extends Payload {
  @Field(() => [ImportedRecord], { nullable: true, description: "Each record, in the file's order.", simple: true })
  records?: ImportedRecord[] | null;

  @Field(() => Int, { nullable: true, description: "How many people were created.", simple: true })
  created?: number | null;

  @Field(() => Int, { nullable: true, description: "How many people were changed.", simple: true })
  updated?: number | null;

  @Field(() => Int, { nullable: true, description: "How many people were as their records say already.", simple: true })
  unchanged?: number | null;

  @Field(() => Int, { nullable: true, description: "How many records were refused.", simple: true })
  refused?: number | null;
}
