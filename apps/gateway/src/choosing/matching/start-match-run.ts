import { type ContextOf, implement, newId } from "@coachwork/platform";
import { Cohort, MatchAssignment, MatchRun, MatchRunMember, Program, StartMatchRun } from "@coachwork/schema";
import type { Matcher } from "./matcher.js";
import { cohortFacts, waitingIn } from "./match-runs.js";

type Context = ContextOf<typeof StartMatchRun>;

/** Finds the two best assignments for all who wait for a coach in a cohort, and keeps them as a draft. */
export const startMatchRun = (matcher: Matcher) =>
  implement(StartMatchRun, async (context, { cohortId }) => {
    const { transaction, actor, now } = context;
    const cohort = await context.fetch(Cohort, cohortId, "cohortId");
    await refuseUnclear(context, cohort);
    const waiting = await waitingIn(transaction, cohort.id, actor.today);
    if (waiting.length === 0) {
      const message = `Nobody in ${cohort.name} waits for a coach: everybody has one, is proposed or offered one, or stopped.`;
      context.refuse("NOBODY_WAITS", "cohortId", message);
    }
    const matchRun = newId();
    const run = { id: matchRun, cohortId: cohort.id, status: "DRAFT" as const, published: null };
    const started = { startedById: actor.personId, createdAt: new Date(now), decidedAt: null };
    if (!(await transaction.insertUnlessTaken(MatchRun, { ...run, ...started }))) {
      const message = `${cohort.name} already has a match run that is a draft. Publish or discard it first.`;
      context.refuse("DRAFT_EXISTS", "cohortId", message);
    }
    const matched = { programId: cohort.programId, personIds: waiting.map(({ personId }) => personId) };
    const known = await cohortFacts(transaction, matched, actor.today);
    const places = new Map(known.facts.people.map(({ id }, place) => [id, place]));
    const assignments = await matcher.match(transaction.scope.firmId, known);
    const members = waiting.flatMap(({ id: cohortMemberId, personId: participantId }) => {
      const place = places.get(participantId)!;
      const differs = assignments.MOST_PAIRS[place]!.coachId !== assignments.HIGHEST_SUM[place]!.coachId;
      return Object.values(MatchAssignment).map((assignment) => ({
        ...{ id: newId(), runId: matchRun, assignment, cohortMemberId, participantId },
        ...assignments[assignment][place]!,
        ...{ differs, byHand: false },
      }));
    });
    await transaction.insert(MatchRunMember, members);
    transaction.tell({ type: "match_run.started", ids: { matchRun } });
    return { matchRun };
  });

/** Members without an engagement get one with the program's terms, so those must say all that it needs. */
async function refuseUnclear(context: Context, { programId }: Cohort): Promise<void> {
  const { format, kind, mentoringForm, name } = (await context.transaction.findOne(Program, { id: programId }))!;
  if (format === "INDIVIDUAL" && !(kind === "MENTORING" && mentoringForm === "FORMAL")) return;
  const message =
    format === "INDIVIDUAL"
      ? `Engagements of ${name} need more than the program says. Create them one by one.`
      : `Engagements of ${name} have the format ${format}. Add their coaches with addEngagementCoach.`;
  context.refuse("NEEDS_ENGAGEMENT", "cohortId", message);
}
