import { type ContextOf, implement, lockEngagement, newId, Overtaken } from "@coachwork/platform";
import {
  Cohort,
  CohortMember,
  cohortMemberMoves,
  DiscardMatchRun,
  Match,
  MatchRun,
  MatchRunMember,
  matchRunMoves,
  PublishMatchRun,
} from "@coachwork/schema";
import { In } from "typeorm";
import type { PoolSums } from "../../engagements/pools.js";
import { draftFor } from "./draft-for.js";
import { lastDayFor } from "./matches.js";
import { type Paired, reasonsOutdated } from "./outdated-pairs.js";

type Context = ContextOf<typeof PublishMatchRun>;

/** At most so many reasons are named at once. */
const MOST_NAMED = 20;

/** Offers the pairs of one assignment, all at once or not at all. */
export const publishMatchRun = (poolSums: PoolSums) =>
  implement(PublishMatchRun, async (context, { id, assignment, answerBy: day }) => {
    const { transaction, now } = context;
    const run = await context.fetch(MatchRun, id, "id", { lock: true });
    const status = context.statusAfter(matchRunMoves.published, run.status, {
      thing: "match run",
      step: "be published",
    });
    const answerBy = lastDayFor(context, day);
    const cohort = (await transaction.findOne(Cohort, { id: run.cohortId }))!;
    const pairs = (await transaction.find(MatchRunMember, { runId: run.id, assignment })).filter(isPaired);
    if (pairs.length === 0)
      context.refuse("NOBODY_MATCHED", "assignment", "Nobody has a coach in this assignment. Discard the run instead.");
    const members = await lockedMembers(context, pairs);
    const reasons = await reasonsOutdated(context, cohort, pairs);
    if (reasons.length > 0)
      context.refuseAll(reasons.slice(0, MOST_NAMED).map((message) => ({ code: "OUTDATED", field: "id", message })));
    for (const pair of pairs) {
      const member = members.get(pair.cohortMemberId)!;
      await awaitMatch(context, member);
      await offer(context, pair, {
        engagementId: member.engagementId ?? (await draftFor(context, poolSums, cohort, member)),
        answerBy,
      });
    }
    await transaction.update(MatchRun, { id: run.id }, { status, published: assignment, decidedAt: new Date(now) });
    transaction.tell({ type: "match_run.published", ids: { matchRun: run.id } });
    return { matchRun: run.id };
  });

/** Discards a draft. Its members stay as they are. */
export const discardMatchRun = implement(DiscardMatchRun, async (context, { id }) => {
  const { transaction, now } = context;
  const run = await context.fetch(MatchRun, id, "id", { lock: true });
  const status = context.statusAfter(matchRunMoves.discarded, run.status, { thing: "match run", step: "be discarded" });
  await transaction.update(MatchRun, { id: run.id }, { status, decidedAt: new Date(now) });
  transaction.tell({ type: "match_run.discarded", ids: { matchRun: run.id } });
  return { matchRun: run.id };
});

function isPaired(member: MatchRunMember): member is MatchRunMember & Paired {
  return member.coachId !== null;
}

/** The members of the cohort by id, locked after their engagements, as everywhere. */
async function lockedMembers(context: Context, pairs: readonly Paired[]): Promise<ReadonlyMap<string, CohortMember>> {
  const { transaction } = context;
  const ids = pairs.map(({ cohortMemberId }) => cohortMemberId);
  const seen = await transaction.find(CohortMember, { id: In(ids) });
  const engagements = new Set(seen.flatMap(({ engagementId }) => engagementId ?? []));
  for (const engagementId of [...engagements].sort()) await lockEngagement(transaction, engagementId);
  await transaction.query(
    "select from cohort_member where firm_id = $1::uuid and id = any($2::uuid[]) order by id for no key update",
    [transaction.scope.firmId, ids],
  );
  const members = await transaction.find(CohortMember, { id: In(ids) });
  if (members.some(({ engagementId }) => engagementId !== null && !engagements.has(engagementId)))
    throw new Overtaken("A member was placed at the same time.");
  return new Map(members.map((member) => [member.id, member]));
}

/** Who was only enrolled waits for a coach from now on, until the pairing. */
async function awaitMatch({ transaction }: Context, { id, cohortId, status }: CohortMember): Promise<void> {
  const { from, to } = cohortMemberMoves.awaiting_match;
  if (!from.some((each) => each === status)) return;
  await transaction.update(CohortMember, { id }, { status: to });
  transaction.tell({ type: "cohort_member.awaiting_match", ids: { cohort: cohortId, cohortMember: id } });
}

async function offer(
  { transaction, actor, now }: Context,
  { runId, cohortMemberId, participantId, coachId, score }: Paired,
  { engagementId, answerBy }: { readonly engagementId: string; readonly answerBy: string },
): Promise<void> {
  const id = newId();
  const at = new Date(now);
  await transaction.insert(Match, {
    ...{ id, runId, engagementId, cohortMemberId, participantId, coachId, score },
    ...{ replacesId: null, sessions: null, reason: null, proposedById: actor.personId },
    ...{ status: "OFFERED", participantAnswer: null, coachAnswer: null, answerBy },
    ...{ createdAt: at, offeredAt: at, decidedAt: null },
  });
  transaction.tell({ type: "match.offered", ids: { engagement: engagementId, match: id } });
}
