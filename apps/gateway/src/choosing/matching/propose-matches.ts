import { type ContextOf, implement, lockEngagement, newId } from "@coachwork/platform";
import {
  Cohort,
  CohortMember,
  Engagement,
  EngagementCoach,
  EngagementParticipant,
  type InputOf,
  isEngagementOver,
  Match,
  Person,
  Program,
  ProposeMatches,
  uuidOf,
} from "@coachwork/schema";
import { In } from "typeorm";
import { holdsFrom } from "../../engagements/membership.js";
import { lockedFacts, refuseExcluded } from "./matches.js";
import { score } from "./score.js";

type Context = ContextOf<typeof ProposeMatches>;
type Input = InputOf<typeof ProposeMatches>;

/** Who is to get a coach, and whom that coach replaces. */
interface Place {
  readonly engagementId: string | null;
  readonly cohortMemberId: string | null;
  readonly programId: string | null;
  readonly participantId: string;
  readonly replacesId: string | null;
}

/** Proposes coaches for somebody, with their scores as they are now. Nobody else learns of it. */
export const proposeMatches = implement(ProposeMatches, async (context, input) => {
  const { transaction, actor, now } = context;
  const place = await placeOf(context, input);
  const coachIds = input.coachIds.map((id) => uuidOf(Person, id));
  const field = (coachId: string) => `coachIds.${coachIds.indexOf(coachId)}`;
  await refuseExcluded(context, { ...place, coachIds }, field);
  const { participantId, engagementId, cohortMemberId, replacesId } = place;
  const of = engagementId === null ? { cohortMemberId: cohortMemberId! } : { engagementId };
  const open = await transaction.find(Match, { ...of, status: In(["PROPOSED", "OFFERED", "ACCEPTED"]) });
  const { people, coaches, terms } = await lockedFacts(context, { ...place, coachIds });
  const matches: string[] = [];
  for (const [index, coachId] of coachIds.entries()) {
    const coach = coaches.find(({ id }) => id === coachId)!;
    const isTwice = coachIds.indexOf(coachId) < index || open.some((each) => each.coachId === coachId);
    if (isTwice)
      context.refuse("ALREADY_PROPOSED", `coachIds.${index}`, `${coach.name} is already proposed or offered.`);
    const id = newId();
    await transaction.insert(Match, {
      id,
      ...{ engagementId, cohortMemberId, participantId, coachId, replacesId },
      ...{ sessions: input.sessions ?? null, reason: input.reason ?? null },
      score: score(people[0]!, coach, terms).score,
      ...{ status: "PROPOSED", participantAnswer: null, coachAnswer: null, answerBy: null },
      ...{ createdAt: new Date(now), proposedById: actor.personId, offeredAt: null, decidedAt: null },
    });
    transaction.tell({
      type: "match.proposed",
      ids: { ...(engagementId !== null && { engagement: engagementId }), match: id },
    });
    matches.push(id);
  }
  return { matches };
});

async function placeOf(context: Context, input: Input): Promise<Place> {
  const { engagementId, cohortMemberId } = input;
  if ((engagementId === undefined) === (cohortMemberId === undefined))
    context.refuse("ONE_OF_BOTH", "engagementId", "Give either engagementId or cohortMemberId.");
  if (engagementId !== undefined) {
    const engagement = await context.fetch(Engagement, engagementId, "engagementId", { lock: true });
    return inEngagement(context, engagement, input, "engagementId");
  }
  const seen = await context.fetch(CohortMember, cohortMemberId!, "cohortMemberId");
  // The engagement comes first in every command that locks both.
  const engagement = seen.engagementId === null ? null : await lockEngagement(context.transaction, seen.engagementId);
  const member = await context.fetch(CohortMember, cohortMemberId!, "cohortMemberId", { lock: true });
  const { id, status, cohortId, personId: participantId } = member;
  if (status !== "AWAITING_MATCH") {
    const message = `The member is ${status}. Only one who is AWAITING_MATCH is matched; see awaitCohortMatch.`;
    context.refuse("WRONG_STATUS", "cohortMemberId", message);
  }
  if (engagement) return { ...(await inEngagement(context, engagement, input, "cohortMemberId")), cohortMemberId: id };
  const { programId } = (await context.transaction.findOne(Cohort, { id: cohortId }))!;
  const { format, kind, mentoringForm, name } = (await context.transaction.findOne(Program, { id: programId }))!;
  if (format !== "INDIVIDUAL" || (kind === "MENTORING" && mentoringForm === "FORMAL")) {
    const message = `Engagements of ${name} need more than the program says. Create the member's engagement first, without a coach.`;
    context.refuse("NEEDS_ENGAGEMENT", "cohortMemberId", message);
  }
  return { engagementId: null, cohortMemberId: id, programId, participantId, replacesId: null };
}

async function inEngagement(context: Context, engagement: Engagement, input: Input, field: string): Promise<Place> {
  const { transaction, actor } = context;
  const { id: engagementId, status, format, programId } = engagement;
  if (isEngagementOver(status))
    context.refuse("WRONG_STATUS", field, `The engagement is ${status}. It gets no coach any more.`);
  if (format !== "INDIVIDUAL") {
    const message = `The engagement has the format ${format}. Add its coaches with addEngagementCoach.`;
    context.refuse("NOT_INDIVIDUAL", field, message);
  }
  const there = (each: EngagementCoach | EngagementParticipant) => holdsFrom(each, actor.today);
  const participant = (await transaction.find(EngagementParticipant, { engagementId })).find(there);
  if (!participant) return context.refuse("NO_PARTICIPANT", field, "The engagement has no participant. Add one first.");
  const coaches = (await transaction.find(EngagementCoach, { engagementId })).filter(there);
  const replacesId =
    input.replacesId === undefined ? null : (await context.fetch(Person, input.replacesId, "replacesId")).id;
  if (replacesId === null && coaches.length > 0)
    context.refuse("HAS_COACH", field, "The engagement has a coach. Name in replacesId whom the new one replaces.");
  const replaced = coaches.find(({ personId }) => personId === replacesId);
  if (replacesId !== null && (!replaced || replaced.leftOn !== null)) {
    const message = "The person does not coach in the engagement, or already leaves it. Name one of its coaches.";
    context.refuse("NOT_A_MEMBER", "replacesId", message);
  }
  for (const name of ["sessions", "reason"] as const)
    if ((input[name] == null) === (replacesId !== null))
      context.refuse(
        replacesId === null ? "INVALID" : "REQUIRED",
        name,
        replacesId === null ? `Nobody is replaced. Leave ${name} out.` : `Give ${name}, since a coach is replaced.`,
      );
  return { engagementId, cohortMemberId: null, programId, participantId: participant.personId, replacesId };
}
