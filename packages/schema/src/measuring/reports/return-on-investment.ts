import { Field, Float, Int, ObjectType } from "type-graphql";
import { wordsOf, type WordOf } from "../../common/enums.js";

export const ReturnLineKind = wordsOf("ReturnLineKind", "What a line of a return on investment says.", {
  STATED: "What people say that the benefit is worth in a year. Whoever did not answer adds nothing.",
  ATTRIBUTED: "The same, with each answer multiplied by the share that is due to coaching or mentoring.",
  ADJUSTED: "The same, with each answer also multiplied by how sure it is. This counts as a benefit.",
  FEES: "Fees that do not depend on hours.",
  FEES_BY_HOUR: "Paid hours of coaches and mentors, multiplied by the fee for an hour.",
  PARTICIPANT_TIME: "Hours of participants in sessions, multiplied by what an hour of theirs costs.",
  ADMINISTRATION: "What it cost to administer the work.",
});
export type ReturnLineKind = WordOf<typeof ReturnLineKind>;

@ObjectType({ description: "A line of a return on investment." })
export class ReturnLine {
  @Field(() => ReturnLineKind, { description: "What the line says.", simple: true })
  kind!: ReturnLineKind;

  @Field(() => Float, { description: "The amount, in the currency of the calculation.", simple: true })
  amount!: number;

  @Field(() => Int, {
    nullable: true,
    description: "The number of the RETURN question. Null for costs.",
    simple: true,
  })
  question!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "How many people's answers the amount adds up: 5 or more, or 0. Null for costs.",
    simple: true,
  })
  answers!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "How many hours, to two decimals. Null if the amount does not depend on hours.",
    simple: true,
  })
  hours!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "What an hour costs. Null if the amount does not depend on hours.",
    simple: true,
  })
  perHour!: number | null;
}

@ObjectType({
  description:
    "The return on investment (Phillips): (benefit − cost) / cost. Benefits are sums over at least 5 people, and no answer counts as no benefit. Costs are fully loaded.",
})
export class ReturnOnInvestment {
  @Field(() => String, { description: "The currency (ISO 4217).", simple: true })
  currency!: string;

  @Field(() => [ReturnLine], { description: "Each line of the calculation, benefits first.", simple: true })
  lines!: readonly ReturnLine[];

  @Field(() => Float, {
    nullable: true,
    description: "The sum of the ADJUSTED lines. Null if there are no results.",
    simple: true,
  })
  benefit!: number | null;

  @Field(() => Float, { description: "The sum of the lines of costs.", simple: true })
  cost!: number;

  @Field(() => Float, {
    nullable: true,
    description: "The benefit less the cost. Null without a benefit.",
    simple: true,
  })
  netBenefit!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "The return on investment in percent, to two decimals: 100 × (benefit − cost) / cost. Null without a benefit, and if nothing cost anything.",
    simple: true,
  })
  roiPercent!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "The benefit-cost ratio to two decimals: benefit / cost. Null without a benefit, and if nothing cost anything.",
    simple: true,
  })
  benefitCostRatio!: number | null;

  @Field(() => String, {
    nullable: true,
    description: "Why benefits may be missing here, in a sentence. Null if none are.",
    simple: true,
  })
  withheld!: string | null;
}
