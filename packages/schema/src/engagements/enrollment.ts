import { Field, Int, ObjectType } from "type-graphql";
import { wordsOf } from "../common/enums.js";
import { Person } from "../tenancy/person.js";
import { CohortMember } from "./cohort-member.js";

export const EnrollmentOutcome = wordsOf("EnrollmentOutcome", "What happened to somebody who was to be enrolled.", {
  ENROLLED: "The person was enrolled, or enrolled again after they had stopped.",
  ALREADY_ENROLLED: "The person is or was a member already.",
  REFUSED: "Nothing was written, for the reason given.",
  SKIPPED: "Nothing was written, because others were refused and `partial` was not set.",
});

export const EnrollmentErrorCode = wordsOf("EnrollmentErrorCode", "Why somebody was not enrolled.", {
  NOT_FOUND: "There is no such person, or you may not see them.",
  NAMED_TWICE: "The person is named before.",
  NOT_A_CLIENT: "The person does not hold the role CLIENT.",
  NOT_IN_ORGANIZATION: "The person does not belong to the cohort's organization.",
});

@ObjectType({ description: "Why somebody was not enrolled." })
export class EnrollmentError {
  @Field(() => [String], { description: "The path of the input field that names them.", simple: true })
  field!: string[];

  @Field(() => EnrollmentErrorCode, { description: "The error code.", simple: true })
  code!: string;

  @Field(() => String, { description: "What is wrong and what to do.", simple: true })
  message!: string;
}

@ObjectType({ description: "What happened to somebody who was to be enrolled." })
export class Enrollment {
  @Field(() => Int, { description: "The place in `personIds`, counted from 0.", simple: true })
  place!: number;

  @Field(() => EnrollmentOutcome, { description: "What happened.", simple: true })
  outcome!: string;

  @Field(() => EnrollmentError, { nullable: true, description: "Why they were refused. Null if not.", simple: true })
  error!: EnrollmentError | null;

  @Field(() => Person, { nullable: true, description: "The person. Null if there is no such person.", simple: true })
  person?: Person | null;

  @Field(() => CohortMember, { nullable: true, description: "The membership. Null if there is none.", simple: true })
  member?: CohortMember | null;
}
