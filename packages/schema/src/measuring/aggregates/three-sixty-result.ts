import { Field, Float, Int, ObjectType } from "type-graphql";
import { hasComputed } from "../../common/connections.js";
import { argumentsOf } from "../../common/declare.js";
import { RaterGroup, Survey } from "../surveys/index.js";

@ObjectType({ description: "What a group of raters answered to a question of a 360, or all of them." })
export class ThreeSixtyResult {
  @Field(() => Int, { description: "The number of the question.", simple: true })
  number!: number;

  @Field(() => String, { description: "What it asks.", simple: true })
  label!: string;

  @Field(() => RaterGroup, {
    nullable: true,
    description: "The group. Null for all raters except the subject.",
    simple: true,
  })
  group!: RaterGroup | null;

  @Field(() => Int, { description: "How many answered it.", simple: true })
  n!: number;

  @Field(() => Float, {
    nullable: true,
    description: "The mean of a SCALE or NPS, to two decimals. Null for others, and if it is withheld.",
    simple: true,
  })
  mean!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "The Net Promoter Score, -100 to 100. Null for others, and if it is withheld.",
    simple: true,
  })
  nps!: number | null;

  @Field(() => [String], { description: "The choices or numbers that are counted.", simple: true })
  choices!: readonly string[];

  @Field(() => [Int], { description: "How many chose each of `choices`, in the same order.", simple: true })
  counts!: readonly number[];

  @Field(() => [String], { description: "The texts, in random order.", simple: true })
  texts!: readonly string[];

  @Field(() => String, {
    nullable: true,
    description: "Why this result is withheld, in a sentence. Null if it is shown.",
    simple: true,
  })
  withheld!: string | null;
}

hasComputed(Survey, "report", {
  type: ThreeSixtyResult,
  takes: argumentsOf({}),
  objects: (row) => `select place::integer as place, (each->>'number')::integer as number, each->>'label' as label,
      each->>'group' as "group", (each->>'n')::integer as n, (each->>'mean')::float8 as mean, (each->>'nps')::float8 as nps,
      each->'choices' as choices, each->'counts' as counts, each->'texts' as texts, each->>'withheld' as withheld
    from jsonb_array_elements(${row}.report) with ordinality as results (each, place)`,
  sortedBy: "place",
  description:
    "The report of a 360 that has closed, question by question and group by group. Empty for everybody except its subject and, if `sharedWithCoaches`, their coaches.",
});
