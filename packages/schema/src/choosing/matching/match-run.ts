import { declareExpression, Reads } from "@coachwork/reader";
import { Int, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { field, hasMany } from "../../common/connections.js";
import { ordersOf, type WordOf, wordsOf } from "../../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import type { Moves } from "../../common/move.js";
import { Node } from "../../common/node.js";
import { Cohort } from "../../engagements/cohort.js";
import { Person } from "../../tenancy/person.js";

export const MatchAssignment = wordsOf("MatchAssignment", "How the people of a cohort are given to coaches.", {
  MOST_PAIRS: "As many people as possible get a coach. Of all ways to do that, the one with the highest sum of scores.",
  HIGHEST_SUM: "The sum of the scores is as high as possible. Of all ways to do that, the one with the most pairs.",
});
export type MatchAssignment = WordOf<typeof MatchAssignment>;

export const MatchRunStatus = wordsOf("MatchRunStatus", "The status of a match run.", {
  DRAFT: "Those who run the practice consider it. Nobody else knows of it.",
  PUBLISHED: "The pairs of one assignment were offered.",
  DISCARDED: "It was discarded. Nobody was told.",
});
export type MatchRunStatus = WordOf<typeof MatchRunStatus>;

/** Every step of a match run's life. Its event has the same name: `match_run.published`. */
export const matchRunMoves = {
  published: { from: ["DRAFT"], to: "PUBLISHED" },
  discarded: { from: ["DRAFT"], to: "DISCARDED" },
} as const satisfies Moves<MatchRunStatus>;

/** The most members of one run. Who was enrolled first comes first. */
export const MOST_IN_RUN = 500;

export const MatchRunOrder = ordersOf("MatchRunOrder", "How match runs can be sorted.", {
  CREATED: ["Oldest first.", "Newest first."],
});

/** One attempt to find coaches for all who wait for one in a cohort. */
@Reads({
  prefix: "match_run",
  visible: toManagers,
  implied: { cohort: true },
  orders: { CREATED: [] },
  filters: {},
})
@Entity("match_run")
@ObjectType({
  implements: Node,
  description:
    "A search for coaches for everybody in a cohort who waits for one. It keeps the two best assignments, and you publish one. For owners, admins and program managers.",
})
export class MatchRun extends Node {
  @Column("uuid")
  cohortId!: string;

  @BelongsTo(() => Cohort, "The cohort.")
  cohort?: Cohort;

  @Attribute("text", "The current status.", { as: () => MatchRunStatus })
  status!: MatchRunStatus;

  @Attribute("text", "The assignment that was published. Null until then.", {
    as: () => MatchAssignment,
    nullable: true,
  })
  published!: MatchAssignment | null;

  @Column("uuid", { nullable: true })
  startedById!: string | null;

  @BelongsTo(() => Person, "The person who started it. Null if you may not see that person.")
  startedBy?: Person | null;

  @Attribute("timestamptz", "When it was started.")
  createdAt!: Date;

  @Attribute("timestamptz", "When it was published or discarded. Null until then.", { nullable: true })
  decidedAt!: Date | null;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

const sums: readonly [name: string, assignment: MatchAssignment, sum: string, description: string][] = [
  ["mostPairsCount", "MOST_PAIRS", "count(ROW.coach_id)", "How many people get a coach with MOST_PAIRS."],
  ["mostPairsScore", "MOST_PAIRS", "coalesce(sum(ROW.score), 0)", "The sum of the scores with MOST_PAIRS."],
  ["highestSumCount", "HIGHEST_SUM", "count(ROW.coach_id)", "How many people get a coach with HIGHEST_SUM."],
  ["highestSumScore", "HIGHEST_SUM", "coalesce(sum(ROW.score), 0)", "The sum of the scores with HIGHEST_SUM."],
];

for (const [name, assignment, sum, description] of sums) {
  declareExpression(MatchRun, name, (run, sql) => {
    const row = sql.alias("found");
    return `(select (${sum.replace("ROW", row)})::integer from match_run_member ${row}
      where ${row}.firm_id = ${sql.firm} and ${row}.run_id = ${run}.id and ${row}.assignment = '${assignment}')`;
  });
  field(MatchRun, name, () => Int, description);
}

hasMany(Cohort, "matchRuns", MatchRun, {
  by: "cohortId",
  order: MatchRunOrder,
  orderBy: "CREATED",
  description:
    "The match runs that were started for it. At most one is a draft. Empty for anybody but owners, admins and program managers.",
});
