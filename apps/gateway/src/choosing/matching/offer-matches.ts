import { type ContextOf, implement } from "@coachwork/platform";
import { Cohort, CohortMember, Engagement, Match, OfferMatches, Program } from "@coachwork/schema";
import { In } from "typeorm";
import type { PoolSums } from "../../engagements/pools.js";
import { draftFor } from "./draft-for.js";
import { lastDayFor, matchTo, moveMatch, refuseExcluded } from "./matches.js";

type Context = ContextOf<typeof OfferMatches>;

/** Offers proposed coaches to somebody. Who has no engagement yet gets a draft, in which they can meet. */
export const offerMatches = (poolSums: PoolSums) =>
  implement(OfferMatches, async (context, { ids, answerBy: day }) => {
    const { now } = context;
    const answerBy = lastDayFor(context, day);
    const matches: Match[] = [];
    for (const [place, id] of ids.entries()) {
      const { match } = await matchTo(context, "offered", id, { field: `ids.${place}`, step: "be offered" });
      if (match.participantId !== (matches[0] ?? match).participantId || !isSamePlace(match, matches[0] ?? match))
        context.refuse(
          "OTHER_PERSON",
          `ids.${place}`,
          "The matches are of several people. Offer those of one at a time.",
        );
      matches.push(match);
    }
    const [first] = matches;
    const engagementId = first!.engagementId ?? (await engagementFor(context, first!, poolSums));
    const coachIds = matches.map(({ coachId }) => coachId);
    const wanted = { engagementId, programId: null, participantId: first!.participantId, coachIds };
    await refuseExcluded(context, wanted, (coachId) => `ids.${coachIds.indexOf(coachId)}`);
    await refuseTooMany(context, engagementId, matches.length);
    for (const match of matches)
      await moveMatch(context.transaction, match, "offered", { engagementId, answerBy, offeredAt: new Date(now) });
    return { matches: matches.map(({ id }) => id) };
  });

const isSamePlace = (one: Match, other: Match) =>
  one.engagementId === other.engagementId && one.cohortMemberId === other.cohortMemberId;

async function refuseTooMany(context: Context, engagementId: string, more: number): Promise<void> {
  const { transaction } = context;
  const { programId } = (await transaction.findOne(Engagement, { id: engagementId }))!;
  const program = programId === null ? null : await transaction.findOne(Program, { id: programId });
  if (!program || program.mostInterviews === null) return;
  const open = await transaction.find(Match, { engagementId, status: In(["OFFERED", "ACCEPTED"]) });
  if (open.length + more <= program.mostInterviews) return;
  const message = `In ${program.name} a person meets at most ${program.mostInterviews} coaches, and ${open.length} are offered already. Offer fewer, or withdraw one.`;
  context.refuse("TOO_MANY_INTERVIEWS", "ids", message);
}

/** The engagement of a member, with a draft for one who has none. All that is proposed for them then belongs to it. */
async function engagementFor(context: Context, { cohortMemberId }: Match, poolSums: PoolSums): Promise<string> {
  const { transaction, actor } = context;
  const member = (await transaction.visible(actor, CohortMember, cohortMemberId!, { lock: true }))!;
  if (member.status !== "AWAITING_MATCH")
    context.refuse(
      "WRONG_STATUS",
      "ids.0",
      `The member is ${member.status}. Only one who is AWAITING_MATCH is matched.`,
    );
  const cohort = (await transaction.findOne(Cohort, { id: member.cohortId }))!;
  const engagementId = member.engagementId ?? (await draftFor(context, poolSums, cohort, member));
  await transaction.update(Match, { cohortMemberId: member.id, status: "PROPOSED" }, { engagementId });
  return engagementId;
}
