import { type ContextOf, implementOutside, newId } from "@coachwork/platform";
import {
  Cohort,
  type InputOf,
  MatchAssignment,
  MatchRun,
  MatchRunMember,
  Program,
  StartMatchRun,
} from "@coachwork/schema";
import type { Assignments, CohortFacts } from "./match-cohort.js";
import { type Matcher, MOST_SECONDS } from "./matcher.js";
import { cohortFacts, type Waiting, waitingIn } from "./waiting-members.js";

type Context = ContextOf<typeof StartMatchRun>;

interface Wanted {
  readonly firmId: string;
  readonly cohort: Cohort;
  readonly waiting: readonly Waiting[];
  readonly known: CohortFacts;
}

interface Matched extends Wanted {
  /** Undefined if they took too long. */
  readonly assignments: Assignments | undefined;
}

/** Finds the two best assignments for all who wait for a coach in a cohort, and keeps them as a draft. */
export const startMatchRun = (matcher: Matcher) =>
  implementOutside<typeof StartMatchRun, Wanted, Matched>(StartMatchRun, {
    judge,
    async find(wanted) {
      return { ...wanted, assignments: await matcher.match(wanted.firmId, wanted.known) };
    },
    run: keepDraft,
  });

async function judge(context: Context, { cohortId }: InputOf<typeof StartMatchRun>): Promise<Wanted> {
  const { transaction, actor } = context;
  const cohort = await context.fetch(Cohort, cohortId, "cohortId");
  await refuseUnlessProgramSuffices(context, cohort);
  if (await transaction.findOne(MatchRun, { cohortId: cohort.id, status: "DRAFT" })) refuseSecondDraft(context, cohort);
  const waiting = await waitingIn(transaction, cohort.id, actor.today);
  if (waiting.length === 0) refuseNobody(context, cohort);
  const all = { programId: cohort.programId, personIds: waiting.map(({ personId }) => personId) };
  return { firmId: transaction.scope.firmId, cohort, waiting, known: await cohortFacts(transaction, all, actor.today) };
}

async function keepDraft(
  context: Context,
  _: InputOf<typeof StartMatchRun>,
  { cohort }: Wanted,
  { waiting, known, assignments }: Matched,
) {
  const { transaction, actor, now } = context;
  if (!assignments) {
    const { people, coaches } = known.facts;
    const message = `To match ${people.length} people with ${coaches.length} coaches takes more than ${MOST_SECONDS} seconds. Divide the cohort, or propose coaches to some of its people first.`;
    return context.refuse("TAKES_TOO_LONG", "cohortId", message);
  }
  const matchRun = newId();
  const run = { id: matchRun, cohortId: cohort.id, status: "DRAFT" as const, published: null };
  const started = { startedById: actor.personId, createdAt: new Date(now), decidedAt: null };
  if (!(await transaction.insertUnlessTaken(MatchRun, { ...run, ...started }))) refuseSecondDraft(context, cohort);
  // Another run may have been published meanwhile.
  const ids = waiting.map(({ id }) => id);
  const still = new Map((await waitingIn(transaction, cohort.id, actor.today, ids)).map((each) => [each.id, each]));
  if (still.size === 0) refuseNobody(context, cohort);
  const places = new Map(known.facts.people.map(({ id }, place) => [id, place]));
  const members = waiting.flatMap(({ id: cohortMemberId, personId: participantId }) => {
    // Who was merged with somebody meanwhile is another person, and was not matched.
    if (still.get(cohortMemberId)?.personId !== participantId) return [];
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
}

function refuseSecondDraft(context: Context, { name }: Cohort): never {
  const message = `${name} already has a match run that is a draft. Publish or discard it first.`;
  return context.refuse("DRAFT_EXISTS", "cohortId", message);
}

function refuseNobody(context: Context, { name }: Cohort): never {
  const message = `Nobody in ${name} waits for a coach: everybody has one, is proposed or offered one, or stopped.`;
  return context.refuse("NOBODY_WAITS", "cohortId", message);
}

/** Members without an engagement get one with the program's terms, so those must say all that it needs. */
async function refuseUnlessProgramSuffices(context: Context, { programId }: Cohort): Promise<void> {
  const { format, kind, mentoringForm, name } = (await context.transaction.findOne(Program, { id: programId }))!;
  if (format === "INDIVIDUAL" && !(kind === "MENTORING" && mentoringForm === "FORMAL")) return;
  const message =
    format === "INDIVIDUAL"
      ? `Engagements of ${name} need more than the program says. Create them one by one.`
      : `Engagements of ${name} have the format ${format}. Add their coaches with addEngagementCoach.`;
  context.refuse("NEEDS_ENGAGEMENT", "cohortId", message);
}
