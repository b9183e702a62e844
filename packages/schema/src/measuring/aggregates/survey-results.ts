import { Field, Float, Int, ObjectType } from "type-graphql";
import { argumentsOf, count, idOf, optional, required, text, wordOf } from "../../common/declare.js";
import { Cohort } from "../../engagements/cohort.js";
import { Program } from "../../engagements/program.js";
import { EngagementFormat, EngagementKind } from "../../engagements/words.js";
import { Organization } from "../../tenancy/organization.js";
import { Survey, SurveyQuestionKind, SurveyTemplate } from "../surveys/index.js";

/** Which answers the results are of. An argument that is left out filters nothing. */
export const SurveyResultsOf = argumentsOf({
  templateId: required(idOf(SurveyTemplate), "The survey template."),
  formVersion: optional(count(1, 2_147_483_647), "The version of the template. Defaults to the present one."),
  surveyId: optional(idOf(Survey), "Answers to this survey."),
  organizationId: optional(
    idOf(Organization),
    "Answers in engagements that this organization sponsors. For people chosen by name, their own organization counts.",
  ),
  programId: optional(idOf(Program), "Answers in engagements of this program."),
  cohortId: optional(idOf(Cohort), "Answers in engagements of this cohort."),
  kind: optional(wordOf(EngagementKind), "Answers in engagements of this kind."),
  format: optional(wordOf(EngagementFormat), "Answers in engagements of this format."),
  quarter: optional(text(7), "Answers to surveys that closed in this quarter, such as 2027-Q1."),
});

@ObjectType({ description: "How many people gave a number or picked a choice." })
export class SurveyCount {
  @Field(() => String, { description: "The number or the choice." })
  choice!: string;

  @Field(() => Int, { description: "How many people." })
  count!: number;
}

@ObjectType({ description: "Sums of the returns that people estimated, for the return on investment (Phillips)." })
export class SurveyBenefit {
  @Field(() => String, { description: "The currency (ISO 4217)." })
  currency!: string;

  @Field(() => Float, { description: "What the benefit is worth in a year: the sum of all answers." })
  value!: number;

  @Field(() => Float, {
    description: "The same sum, with each answer multiplied by the share that is due to coaching.",
  })
  attributed!: number;

  @Field(() => Float, {
    description:
      "The same sum, with each answer also multiplied by its confidence. This is what counts as the benefit.",
  })
  adjusted!: number;
}

@ObjectType({ description: "What people answered to a question, added up. It covers at least 5 people, or nobody." })
export class SurveyQuestionResult {
  @Field(() => Int, { description: "The number of the question." })
  number!: number;

  @Field(() => String, { description: "What it asks." })
  label!: string;

  @Field(() => SurveyQuestionKind, { description: "What it asks for." })
  kind!: SurveyQuestionKind;

  @Field(() => Int, { description: "How many people's answers this covers: 5 or more, or 0." })
  n!: number;

  @Field(() => Float, {
    nullable: true,
    description: "The mean of a SCALE or NPS, to two decimals. Null for others, and if it covers nobody.",
  })
  mean!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "The Net Promoter Score, -100 to 100, to two decimals: the share of 9 and 10 less the share of 0 to 6. Null for others, and if it covers nobody.",
  })
  nps!: number | null;

  @Field(() => [SurveyCount], {
    description: "How many gave each number or picked each choice. Empty if it covers nobody.",
  })
  counts!: SurveyCount[];

  @Field(() => SurveyBenefit, {
    nullable: true,
    description: "The benefit of a RETURN. Null for others, and if it covers nobody.",
  })
  benefit!: SurveyBenefit | null;

  @Field(() => String, {
    nullable: true,
    description: "Why answers may be missing here, in a sentence. Null if none are.",
  })
  withheld!: string | null;
}

@ObjectType({
  description:
    "What people answered to surveys of a template, added up. Answers are added up in fixed blocks of at least 5 people. However you combine results, they reveal nothing about fewer people.",
})
export class SurveyResults {
  @Field(() => String, { description: "The title of the template." })
  title!: string;

  @Field(() => Int, { description: "The version of the template. Answers to different versions are never added up." })
  formVersion!: number;

  @Field(() => [SurveyQuestionResult], { description: "The questions, in order." })
  questions!: SurveyQuestionResult[];
}
