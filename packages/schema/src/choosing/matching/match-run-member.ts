import { type Input, Reads } from "@coachwork/reader";
import { Field, Float, InputType, Int, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasComputed, hasMany } from "../../common/connections.js";
import { argumentsOf } from "../../common/declare.js";
import { ordersOf, type WordOf, wordsOf } from "../../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { ErasedWith, Impersonal } from "../../common/personal.js";
import { CohortMember } from "../../engagements/cohort-member.js";
import { Person } from "../../tenancy/person.js";
import { MatchCriterion } from "./match-criterion.js";
import { MatchAssignment, MatchRun } from "./match-run.js";

export const UnmatchedReason = wordsOf("UnmatchedReason", "Why somebody has no coach in an assignment.", {
  NO_CANDIDATE: "A hard rule other than capacity stands against every coach. `matchCandidates` tells which.",
  CAPACITY: "Every coach who could be chosen has no place left, or is better given to others.",
  TAKEN_OUT: "Somebody took the coach away by hand.",
});
export type UnmatchedReason = WordOf<typeof UnmatchedReason>;

export const MatchRunMemberOrder = ordersOf("MatchRunMemberOrder", "How the members of a match run can be sorted.", {
  CREATED: ["Who was enrolled first comes first.", "Who was enrolled last comes first."],
});

/** What one criterion adds to the score of a pair, as it is kept. It has no sentence, so it names nobody. */
export interface StoredPoints {
  readonly criterion: MatchCriterion;
  readonly weight: number;
  readonly points: number;
}

@ObjectType({ description: "What one criterion adds to the score of a pair." })
export class MatchPoints {
  @Field(() => MatchCriterion, { description: "The criterion.", simple: true })
  criterion!: MatchCriterion;

  @Field(() => Int, { description: "How much it counted when the score was computed.", simple: true })
  weight!: number;

  @Field(() => Float, { description: "The points, 0 to `weight`, to one decimal.", simple: true })
  points!: number;
}

/** The coach of one member in one assignment, or why there is none. */
@Reads({
  prefix: "match_run_member",
  visible: toManagers,
  implied: { run: true, cohortMember: true, participant: true },
  orders: { CREATED: [] },
  filters: {
    assignment: { where: (row, word: Input<string>, sql) => `${row}.assignment = ${sql.bind(word, "text")}` },
    differs: {
      isSkewed: true,
      where: (row, differs: Input<boolean>, sql) => `${row}.differs = ${sql.bind(differs, "boolean")}`,
    },
  },
})
@ErasedWith("participantId")
@Entity("match_run_member")
@ObjectType({
  implements: Node,
  description:
    "What a match run found for one member of the cohort, in one of its two assignments. For owners, admins and program managers.",
})
export class MatchRunMember extends Node {
  @Column("uuid")
  runId!: string;

  @BelongsTo(() => MatchRun, "The match run.")
  run?: MatchRun;

  @Attribute("text", "The assignment.", { as: () => MatchAssignment })
  assignment!: MatchAssignment;

  @Column("uuid")
  cohortMemberId!: string;

  @BelongsTo(() => CohortMember, "The member of the cohort.")
  cohortMember?: CohortMember;

  @Column("uuid")
  participantId!: string;

  @BelongsTo(() => Person, "The client or mentee.")
  participant?: Person;

  @Column("uuid", { nullable: true })
  coachId!: string | null;

  @BelongsTo(() => Person, "The coach or mentor. Null if there is none.")
  coach?: Person | null;

  @Attribute("integer", "How well the two suit, 0 to 100. Null without a coach.", { nullable: true })
  score!: number | null;

  @Impersonal()
  @Column("jsonb")
  points!: readonly StoredPoints[];

  @Attribute("text", "Why there is no coach. Null if there is one.", { as: () => UnmatchedReason, nullable: true })
  unmatched!: UnmatchedReason | null;

  @Attribute("boolean", "Whether the member has another coach, or none, in the other assignment.")
  differs!: boolean;

  @Attribute("boolean", "Whether somebody chose the coach, or took one away, by hand.")
  byHand!: boolean;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

hasComputed(MatchRunMember, "lines", {
  type: MatchPoints,
  takes: argumentsOf({}),
  objects: (row) => `select place, each->>'criterion' as criterion, (each->>'weight')::integer as weight,
      (each->>'points')::double precision as points
    from jsonb_array_elements(${row}.points) with ordinality as lines (each, place)`,
  sortedBy: "place",
  description:
    "What makes up the score. Criteria for which nothing is known about the person are left out. `matchCandidates` tells each reason in a sentence.",
});

@InputType({ description: "Filters the members of a match run." })
export class MatchRunMemberFilter {
  @Field(() => MatchAssignment, { nullable: true, description: "Members in this assignment." })
  assignment?: MatchAssignment | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Members with another coach in the other assignment, or the same.",
  })
  differs?: boolean | null;
}

hasMany(MatchRun, "members", MatchRunMember, {
  by: "runId",
  implied: true,
  filter: () => MatchRunMemberFilter,
  order: MatchRunMemberOrder,
  orderBy: "CREATED",
  description: "Each member twice: once in each assignment.",
});
