import type { Input } from "@coachwork/reader";
import { Field, Int, ObjectType } from "type-graphql";
import { clearable, count, group, list, required, text, wordOf } from "../../common/declare.js";
import type { ValuesOf } from "../../common/inputs.js";
import { EngagementFormat } from "../../engagements/words.js";

const LEANING =
  "-2 clearly to coaching, -1 slightly to coaching, 0 to neither, 1 slightly to mentoring, 2 clearly to mentoring";

const NeedsChoiceInput = group("NeedsChoiceInput", "A choice that answers a question.", {
  text: required(text(200), "The answer, in words."),
  leaning: required(count(-2, 2), `Which kind it leans to: ${LEANING}.`),
  reason: clearable(
    text(300),
    "Why, in a sentence to whoever answered: `You want direct feedback on one skill.` A choice that leans needs one.",
  ),
  weeks: clearable(
    count(1, 520),
    "The length that it asks for, in weeks, {range}. Programs are compared with it. Leave it out if it asks for none.",
  ),
  format: clearable(
    wordOf(EngagementFormat),
    "The format that it asks for. Programs are compared with it. Leave it out if it asks for none.",
  ),
});

const NeedsQuestionInput = group("NeedsQuestionInput", "A question of a needs questionnaire.", {
  text: required(text(300), "What it asks."),
  weight: required(count(1, 5), "How much its answer weighs, {range}."),
  choices: required(list(NeedsChoiceInput, { least: 2, most: 10 }), "The choices, in order, {range}."),
});
export type NeedsQuestionInput = ValuesOf<typeof NeedsQuestionInput.fields>;

/** The questions of a questionnaire, in order. */
export const needsQuestions = list(NeedsQuestionInput, { least: 1, most: 30 });

/** A choice as it is stored. */
export interface StoredNeedsChoice {
  readonly text: string;
  /** -2 (coaching) to 2 (mentoring). */
  readonly leaning: number;
  /** Null if it leans to neither. */
  readonly reason: string | null;
  readonly weeks: number | null;
  readonly format: EngagementFormat | null;
}

/** A question as it is stored, in the order of the questionnaire. */
export interface StoredNeedsQuestion {
  readonly text: string;
  readonly weight: number;
  readonly choices: readonly StoredNeedsChoice[];
}

@ObjectType({ description: "A question of a needs questionnaire." })
export class NeedsQuestion {
  @Field(() => Int, { description: "Its number, starting at 1. Answers refer to it by this number.", simple: true })
  number!: number;

  @Field(() => String, { description: "What it asks.", simple: true })
  text!: string;

  @Field(() => Int, { description: "How much its answer weighs, 1 to 5.", simple: true })
  weight!: number;

  @Field(() => [String], {
    description: "The choices, in order. Answers refer to a choice by its number, starting at 1.",
    simple: true,
  })
  choices!: readonly string[];
}

@ObjectType({ description: "Which kind a choice of a needs questionnaire leans to, and what it asks for." })
export class NeedsLeaning {
  @Field(() => Int, { description: "The number of the question.", simple: true })
  question!: number;

  @Field(() => Int, { description: "The number of the choice.", simple: true })
  choice!: number;

  @Field(() => Int, { description: `Which kind the choice leans to: ${LEANING}.`, simple: true })
  leaning!: number;

  @Field(() => String, {
    nullable: true,
    description: "Why, in a sentence to whoever answered. Null if there is none.",
    simple: true,
  })
  reason!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "The length that it asks for, in weeks. Null if it asks for none.",
    simple: true,
  })
  weeks!: number | null;

  @Field(() => EngagementFormat, {
    nullable: true,
    description: "The format that it asks for. Null if it asks for none.",
    simple: true,
  })
  format!: EngagementFormat | null;
}

type Objects = (row: string, argument: <T>(name: string) => Input<T>) => string;

const eachQuestion = (row: string) => `jsonb_array_elements(${row}.questions) with ordinality as asked (each, place)`;

/** SQL for the questions of a row. */
export const questionsIn: Objects = (row) => `select place::integer as number, each->>'text' as text,
    (each->>'weight')::integer as weight,
    (select jsonb_agg(choice->'text' order by nth)
      from jsonb_array_elements(each->'choices') with ordinality as choices (choice, nth)) as choices
  from ${eachQuestion(row)}`;

/** SQL for where the choices of a row's questions lead. */
export const leaningsIn: Objects = (row) => `select asked.place::integer as question, nth::integer as choice,
    (choice->>'leaning')::integer as leaning, choice->>'reason' as reason, (choice->>'weeks')::integer as weeks,
    choice->>'format' as format, asked.place * 100 + nth as place
  from ${eachQuestion(row)},
    jsonb_array_elements(each->'choices') with ordinality as choices (choice, nth)`;
