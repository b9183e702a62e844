import { Field, Float, Int, ObjectType } from "type-graphql";
import {
  count,
  currency,
  decimal,
  flag,
  group,
  list,
  longText,
  optional,
  required,
  text,
  usual,
  wordOf,
} from "../../common/declare.js";
import type { ValuesOf } from "../../common/inputs.js";
import { SurveyQuestionKind } from "./survey-words.js";

const bound = count(-10, 100);

const SurveyQuestionInput = group("SurveyQuestionInput", "A question of a survey.", {
  label: required(text(300), "What it asks."),
  kind: required(wordOf(SurveyQuestionKind), "What it asks for."),
  isRequired: usual(flag, false, "Whether nobody can answer the survey without answering it."),
  choices: optional(
    list(text(200), { least: 2, most: 20 }),
    "What can be chosen, each of 1 to 200 characters. {range}. Only for ONE_CHOICE and MANY_CHOICES.",
  ),
  lowest: optional(bound, "The lowest number of a SCALE, {range}."),
  highest: optional(bound, "The highest number of a SCALE, {range}, at most 20 more than the lowest."),
  currency: optional(currency, "The currency of a RETURN (ISO 4217)."),
});
export type SurveyQuestionInput = ValuesOf<typeof SurveyQuestionInput.fields>;

/** The questions of a survey, in order. */
export const surveyQuestions = list(SurveyQuestionInput, { least: 1, most: 50 });

/** A question as it is stored, in the order of the survey. */
export interface AskedQuestion {
  readonly label: string;
  readonly kind: SurveyQuestionKind;
  readonly isRequired: boolean;
  /** Empty unless there is something to choose. */
  readonly choices: readonly string[];
  /** Null unless it is a scale. */
  readonly lowest: number | null;
  readonly highest: number | null;
  /** Null unless it asks for a return. */
  readonly currency: string | null;
}

@ObjectType({ description: "A question of a survey." })
export class SurveyQuestion {
  @Field(() => Int, { description: "Its number, starting at 1. Answers refer to it by this number.", simple: true })
  number!: number;

  @Field(() => String, { description: "What it asks.", simple: true })
  label!: string;

  @Field(() => SurveyQuestionKind, { description: "What it asks for.", simple: true })
  kind!: SurveyQuestionKind;

  @Field(() => Boolean, { description: "Whether nobody can answer the survey without answering it.", simple: true })
  isRequired!: boolean;

  @Field(() => [String], { description: "What can be chosen. Empty for other kinds.", simple: true })
  choices!: readonly string[];

  @Field(() => Int, { nullable: true, description: "The lowest number of a scale. Null for others.", simple: true })
  lowest!: number | null;

  @Field(() => Int, { nullable: true, description: "The highest number of a scale. Null for others.", simple: true })
  highest!: number | null;

  @Field(() => String, {
    nullable: true,
    description: "The currency of a return (ISO 4217). Null for others.",
    simple: true,
  })
  currency!: string | null;
}

/** The highest yearly benefit that an answer can give. */
export const MOST_BENEFIT = 1_000_000_000;

const SurveyAnswerInput = group("SurveyAnswerInput", "An answer to a question of a survey.", {
  number: required(count(1, 50), "The number of the question."),
  value: optional(count(-10, 100), "The number, for SCALE and NPS."),
  choices: optional(
    list(text(200), { least: 1, most: 20 }),
    "What is chosen, for ONE_CHOICE and MANY_CHOICES, exactly as the question has it.",
  ),
  text: optional(longText(5_000), "The text, for TEXT."),
  benefit: optional(
    decimal(0, MOST_BENEFIT, 2),
    "What the benefit is worth in a year, in the question's currency, for RETURN: {range}.",
  ),
  share: optional(decimal(0, 100, 2), "The share of the benefit that is due to coaching, in percent, for RETURN."),
  confidence: optional(decimal(0, 100, 2), "How sure you are of both, in percent, for RETURN."),
});
export type SurveyAnswerInput = ValuesOf<typeof SurveyAnswerInput.fields>;

/** All answers that somebody gives, in any order. */
export const surveyAnswers = list(SurveyAnswerInput, { most: 50 });

/** An answer as it is stored. Parts that its kind does not have are null, or empty for choices. */
export interface SurveyReply {
  readonly number: number;
  readonly value: number | null;
  readonly choices: readonly string[];
  readonly text: string | null;
  readonly benefit: number | null;
  /** In percent, like the confidence. */
  readonly share: number | null;
  readonly confidence: number | null;
}

@ObjectType({ description: "An answer to a question of a survey." })
export class SurveyAnswer {
  @Field(() => Int, { description: "The number of the question.", simple: true })
  number!: number;

  @Field(() => Int, { nullable: true, description: "The number of a SCALE or NPS. Null for others.", simple: true })
  value!: number | null;

  @Field(() => [String], { description: "What was chosen. Empty for other kinds.", simple: true })
  choices!: readonly string[];

  @Field(() => String, { nullable: true, description: "The text. Null for other kinds.", simple: true })
  text!: string | null;

  @Field(() => Float, {
    nullable: true,
    description: "What the benefit is worth in a year, in the question's currency. Null for other kinds than RETURN.",
    simple: true,
  })
  benefit!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "The share that is due to coaching, in percent. Null for other kinds than RETURN.",
    simple: true,
  })
  share!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "How sure the person is of both, in percent. Null for other kinds than RETURN.",
    simple: true,
  })
  confidence!: number | null;
}

/** SQL for the questions in a row. */
export const questionsOfSurvey = (row: string): string => `select place::integer as number, each->>'label' as label,
    each->>'kind' as kind, (each->>'isRequired')::boolean as "isRequired", each->'choices' as choices,
    (each->>'lowest')::integer as lowest, (each->>'highest')::integer as highest, each->>'currency' as currency
  from jsonb_array_elements(${row}.form) with ordinality as fields (each, place)`;

/** SQL for the answers in a row. */
export const repliesIn = (row: string): string => `select (each->>'number')::integer as number,
    (each->>'value')::integer as value, each->'choices' as choices, each->>'text' as text,
    (each->>'benefit')::float8 as benefit, (each->>'share')::float8 as share, (each->>'confidence')::float8 as confidence
  from jsonb_array_elements(${row}.answers) as answers (each)`;
