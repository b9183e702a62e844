import { declareRoot } from "@coachwork/reader";
import {
  Cohort,
  CohortFilter,
  CohortMember,
  CohortMemberFilter,
  CohortMemberOrder,
  CohortOrder,
  Engagement,
  EngagementCount,
  EngagementFilter,
  EngagementOrder,
  EngagementStatus,
  Introduction,
  IntroductionFilter,
  IntroductionOrder,
  Note,
  NoteOrder,
  Takeaway,
  TakeawayOrder,
  Pool,
  PoolFilter,
  PoolOrder,
  Program,
  ProgramFilter,
  ProgramOrder,
} from "@coachwork/schema";
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Info, Query, Resolver } from "type-graphql";
import type { Context } from "../graphql/context.js";
import { queriesFor } from "../graphql/queries.js";
import { readRoot } from "../graphql/read-root.js";

export const EngagementQueries = queriesFor(Engagement, {
  one: "engagement",
  many: "engagements",
  filter: () => EngagementFilter,
  order: EngagementOrder,
  orderBy: "STARTS_ON",
});

export const ProgramQueries = queriesFor(Program, {
  one: "program",
  many: "programs",
  filter: () => ProgramFilter,
  order: ProgramOrder,
  orderBy: "NAME",
});

export const CohortQueries = queriesFor(Cohort, {
  one: "cohort",
  many: "cohorts",
  filter: () => CohortFilter,
  order: CohortOrder,
  orderBy: "STARTS_ON",
});

export const CohortMemberQueries = queriesFor(CohortMember, {
  one: "cohortMember",
  many: "cohortMembers",
  filter: () => CohortMemberFilter,
  order: CohortMemberOrder,
  orderBy: "ENROLLED",
});

export const PoolQueries = queriesFor(Pool, {
  one: "pool",
  many: "pools",
  filter: () => PoolFilter,
  order: PoolOrder,
  orderBy: "NAME",
});

export const NoteQueries = queriesFor(Note, { one: "note", many: "notes", order: NoteOrder, orderBy: "NEWEST" });

export const TakeawayQueries = queriesFor(Takeaway, {
  one: "takeaway",
  many: "takeaways",
  order: TakeawayOrder,
  orderBy: "CREATED",
});

export const IntroductionQueries = queriesFor(Introduction, {
  one: "introduction",
  many: "introductions",
  filter: () => IntroductionFilter,
  order: IntroductionOrder,
  orderBy: "CREATED",
});

declareRoot("engagementCounts", {
  kind: "counts",
  entity: Engagement,
  by: "status",
  words: Object.values(EngagementStatus),
});

/** How many engagements a list would show in each status. */
@Resolver()
export class EngagementCounts {
  @Query(() => [EngagementCount], {
    description: "How many engagements you may see in each status. Every status is there, with 0 if there are none.",
  })
  engagementCounts(
    @Arg("filter", () => EngagementFilter, {
      nullable: true,
      description: "Counts only engagements that match every given field.",
    })
    _filter: EngagementFilter | null,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return readRoot(context, info);
  }
}
