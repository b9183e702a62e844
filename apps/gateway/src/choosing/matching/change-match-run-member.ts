import { type ContextOf, implement } from "@coachwork/platform";
import { ChangeMatchRunMember, Cohort, MatchRun, matchRunMoves, MatchRunMember, Person } from "@coachwork/schema";
import { Not } from "typeorm";
import { isAllowed, matchOf, type MemberMatch, placesOf } from "./match-cohort.js";
import { cohortFacts } from "./waiting-members.js";
import { score } from "./score.js";

type Context = ContextOf<typeof ChangeMatchRunMember>;

const TAKEN_OUT: MemberMatch = { coachId: null, score: null, points: [], unmatched: "TAKEN_OUT" };

/** Gives one member of a draft another coach by hand, or none. */
export const changeMatchRunMember = implement(ChangeMatchRunMember, async (context, { id, coachId = null }) => {
  const { transaction, actor } = context;
  const { runId } = await context.fetch(MatchRunMember, id, "id");
  // The run is locked before its members, so that nobody publishes or changes it meanwhile.
  const run = (await transaction.visible(actor, MatchRun, runId, { lock: true }))!;
  context.statusAfter(matchRunMoves.published, run.status, { thing: "match run", step: "be changed" });
  const member = await context.fetch(MatchRunMember, id, "id", { lock: true });
  const found = coachId === null ? TAKEN_OUT : await pairWith(context, run, member, coachId);
  const [other] = await transaction.find(MatchRunMember, {
    ...{ runId, cohortMemberId: member.cohortMemberId, assignment: Not(member.assignment) },
  });
  const differs = other !== undefined && other.coachId !== found.coachId;
  await transaction.update(MatchRunMember, { id: member.id }, { ...found, differs, byHand: true });
  if (other && other.differs !== differs) await transaction.update(MatchRunMember, { id: other.id }, { differs });
  // Nothing of the run changes but its version, so that subscribers and copies read it again.
  await transaction.update(MatchRun, { id: runId }, { status: run.status });
  transaction.tell({ type: "match_run.updated", ids: { matchRun: runId } });
  return { matchRunMember: member.id };
});

async function pairWith(context: Context, { id: runId, cohortId }: MatchRun, member: MatchRunMember, coachId: string) {
  const { transaction, actor } = context;
  const { id, name } = await context.fetch(Person, coachId, "coachId");
  const { programId } = (await transaction.findOne(Cohort, { id: cohortId }))!;
  const matched = { programId, personIds: [member.participantId], coachIds: [id] };
  const { facts, offered } = await cohortFacts(transaction, matched, actor.today);
  const [person, coach] = [facts.people[0]!, facts.coaches[0]];
  if (!coach) return context.refuse("EXCLUDED", "coachId", `${name} does not coach for the firm.`);
  const scored = score(person, coach, facts.terms);
  if (!isAllowed(scored)) context.refuse("EXCLUDED", "coachId", scored.exclusions.map(({ why }) => why).join(" "));
  const { assignment } = member;
  const others = await transaction.find(MatchRunMember, { runId, assignment, coachId: id, id: Not(member.id) });
  const places = placesOf(coach, offered);
  if (places !== null && others.length >= places) {
    const message = `${name} can take ${places} more people, and this assignment already gives them ${others.length}. Take one of them out first, or raise the capacity.`;
    context.refuse("AT_CAPACITY", "coachId", message);
  }
  return matchOf(scored);
}
