import type { Input } from "@coachwork/reader";
import { Field, Float, Int, ObjectType } from "type-graphql";
import { count, flag, group, list, optional, required, text, usual, wordOf } from "../common/declare.js";
import { wordsOf, type WordOf } from "../common/enums.js";
import type { ValuesOf } from "../common/inputs.js";

export const WorksheetFieldKind = wordsOf("WorksheetFieldKind", "What a field of a worksheet asks for.", {
  SHORT_TEXT: "A line of text, 1 to 200 characters.",
  LONG_TEXT: "Any number of lines, 1 to 5,000 characters.",
  NUMBER: "A number with at most 4 decimals.",
  ONE_CHOICE: "One of the field's choices.",
  MANY_CHOICES: "One or more of the field's choices.",
  SCALE: "A whole number from the lowest to the highest of the scale.",
});
export type WorksheetFieldKind = WordOf<typeof WorksheetFieldKind>;

const bound = count(-10, 100);

const WorksheetFieldInput = group("WorksheetFieldInput", "A field of a worksheet's form.", {
  label: required(text(300), "What it asks."),
  kind: required(wordOf(WorksheetFieldKind), "What it asks for."),
  isRequired: usual(flag, false, "Whether the worksheet cannot be handed in without an answer."),
  choices: optional(
    list(text(200), { least: 2, most: 20 }),
    "What can be chosen, each of 1 to 200 characters. {range}. For ONE_CHOICE and MANY_CHOICES alone.",
  ),
  lowest: optional(bound, "The lowest number of a SCALE, {range}."),
  highest: optional(bound, "The highest number of a SCALE, {range}."),
});
export type WorksheetFieldInput = ValuesOf<typeof WorksheetFieldInput.fields>;

/** The fields of a form, in order. */
export const formFields = list(WorksheetFieldInput, { least: 1, most: 50 });

/** A field as it is stored, in the order of the form. */
export interface FormField {
  readonly label: string;
  readonly kind: WorksheetFieldKind;
  readonly isRequired: boolean;
  /** Empty unless there is something to choose. */
  readonly choices: readonly string[];
  /** Null unless it is a scale. */
  readonly lowest: number | null;
  readonly highest: number | null;
}

@ObjectType({ description: "A field of a worksheet's form." })
export class WorksheetField {
  @Field(() => Int, { description: "Its place in the form, starting at 1. Answers name it by that.", simple: true })
  number!: number;

  @Field(() => String, { description: "What it asks.", simple: true })
  label!: string;

  @Field(() => WorksheetFieldKind, { description: "What it asks for.", simple: true })
  kind!: WorksheetFieldKind;

  @Field(() => Boolean, {
    description: "Whether the worksheet cannot be handed in without an answer.",
    simple: true,
  })
  isRequired!: boolean;

  @Field(() => [String], { description: "What can be chosen. Empty for other kinds.", simple: true })
  choices!: readonly string[];

  @Field(() => Int, { nullable: true, description: "The lowest number of a scale. Null for others.", simple: true })
  lowest!: number | null;

  @Field(() => Int, { nullable: true, description: "The highest number of a scale. Null for others.", simple: true })
  highest!: number | null;
}

/** An answer as it is stored. What the field asked is kept with it. */
export interface StoredAnswer {
  readonly number: number;
  readonly label: string;
  readonly text: string | null;
  readonly value: number | null;
  readonly choices: readonly string[];
}

@ObjectType({ description: "An answer to a field of a worksheet." })
export class WorksheetAnswer {
  @Field(() => Int, { description: "The number of the field.", simple: true })
  number!: number;

  @Field(() => String, { description: "What the field asked.", simple: true })
  label!: string;

  @Field(() => String, { nullable: true, description: "The text. Null for other kinds of fields.", simple: true })
  text!: string | null;

  @Field(() => Float, { nullable: true, description: "The number. Null for other kinds of fields.", simple: true })
  value!: number | null;

  @Field(() => [String], { description: "What was chosen. Empty for other kinds of fields.", simple: true })
  choices!: readonly string[];
}

type Objects = (row: string, argument: <T>(name: string) => Input<T>) => string;

/** SQL for the fields of a row's form. */
export const fieldsOfForm: Objects = (row) => `select place::integer as number, each->>'label' as label,
    each->>'kind' as kind, (each->>'isRequired')::boolean as "isRequired", each->'choices' as choices,
    (each->>'lowest')::integer as lowest, (each->>'highest')::integer as highest
  from jsonb_array_elements(${row}.form) with ordinality as fields (each, place)`;

/** SQL for the answers in a row. */
export const answersIn: Objects = (row) => `select (each->>'number')::integer as number, each->>'label' as label,
    each->>'text' as text, (each->>'value')::float8 as value, each->'choices' as choices
  from jsonb_array_elements(${row}.answers) as answers (each)`;
