import { Field, Float, Int, ObjectType } from "type-graphql";
import { argumentsOf, count, idOf, optional, required } from "../../common/declare.js";
import { Engagement } from "../../engagements/engagement.js";
import { Program } from "../../engagements/program.js";
import { Person } from "../../tenancy/person.js";
import { MatchCriterion, MatchExclusionReason } from "./match-criterion.js";

/** The most candidates in one answer. */
export const MOST_CANDIDATES = 100;

@ObjectType({ description: "What one criterion adds to a candidate's score." })
export class MatchLine {
  @Field(() => MatchCriterion, { description: "The criterion.", simple: true })
  criterion!: MatchCriterion;

  @Field(() => Int, {
    description: "How much it counts: the weight that the program or the firm has set.",
    simple: true,
  })
  weight!: number;

  @Field(() => Float, {
    description: "The points that the candidate gets, 0 to `weight`, to one decimal.",
    simple: true,
  })
  points!: number;

  @Field(() => String, { description: "Why, in a sentence.", simple: true })
  why!: string;
}

@ObjectType({ description: "Why somebody cannot coach or mentor a person." })
export class MatchExclusion {
  @Field(() => MatchExclusionReason, { description: "The reason.", simple: true })
  reason!: MatchExclusionReason;

  @Field(() => String, { description: "Why, in a sentence.", simple: true })
  why!: string;
}

@ObjectType({
  description:
    "How well a coach or mentor suits a person, and what rules them out. For owners, admins and program managers.",
})
export class MatchCandidate {
  @Field(() => Person, { nullable: true, description: "The coach or mentor.", simple: true })
  coach!: Person | null;

  @Field(() => Int, {
    description: "The score, 0 to 100: the points of all lines as a percentage of their weights, rounded.",
    simple: true,
  })
  score!: number;

  @Field(() => [MatchLine], {
    description: "What makes up the score. Criteria for which nothing is known about the person are left out.",
    simple: true,
  })
  lines!: MatchLine[];

  @Field(() => [MatchExclusion], {
    description: "Every reason why they cannot be chosen. Empty if they can.",
    simple: true,
  })
  exclusions!: MatchExclusion[];
}

/** The arguments of `matchCandidates`. */
export const MatchCandidatesFor = argumentsOf({
  personId: required(idOf(Person), "The client or mentee."),
  first: required(count(1, MOST_CANDIDATES), "How many candidates, {range}, the best first."),
  engagementId: optional(idOf(Engagement), "The engagement that needs a coach. Its kind, format and program apply."),
  programId: optional(
    idOf(Program),
    "The program, for a person without an engagement. Its kind, format and coaches apply.",
  ),
});
