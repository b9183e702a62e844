import { apiIdOf } from "@coachwork/reader";
import { type ContextOf, daysAfter, implement } from "@coachwork/platform";
import {
  Cohort,
  CohortMember,
  type CreateEngagement,
  Engagement,
  Match,
  OFFER_DAYS,
  OfferMatches,
  Person,
  Program,
} from "@coachwork/schema";
import { In } from "typeorm";
import { createDraft } from "../../engagements/create-engagement.js";
import type { PoolSums } from "../../engagements/pools.js";
import { matchTo, moveMatch, personOf, refuseExcluded } from "./matches.js";

type Context = ContextOf<typeof OfferMatches>;

/** Offers proposed coaches to somebody. Who has no engagement yet gets a draft, in which they can meet. */
export const offerMatches = (poolSums: PoolSums) =>
  implement(OfferMatches, async (context, { ids, answerBy: day }) => {
    const { actor, now } = context;
    const answerBy = day ?? daysAfter(actor.today, OFFER_DAYS - 1);
    if (answerBy < actor.today)
      context.refuse("DAY_OVER", "answerBy", `The day ${answerBy} is over. Give ${actor.today} or a later day.`);
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
    const engagementId = first!.engagementId ?? (await draftFor(context, first!, poolSums));
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

/** A draft in the cohort of a member who has none, with the program's terms. All that is proposed for them then belongs to it. */
async function draftFor(
  context: Context,
  { cohortMemberId, participantId }: Match,
  poolSums: PoolSums,
): Promise<string> {
  const { transaction, actor } = context;
  const member = (await transaction.visible(actor, CohortMember, cohortMemberId!, { lock: true }))!;
  if (member.status !== "AWAITING_MATCH")
    context.refuse(
      "WRONG_STATUS",
      "ids.0",
      `The member is ${member.status}. Only one who is AWAITING_MATCH is matched.`,
    );
  const cohort = (await transaction.findOne(Cohort, { id: member.cohortId }))!;
  const { name } = await personOf(transaction, participantId);
  const engagementId =
    member.engagementId ??
    (await createDraft(context as unknown as ContextOf<typeof CreateEngagement>, poolSums, {
      title: [...`${cohort.name}: ${name}`].slice(0, 200).join(""),
      cohortId: apiIdOf(Cohort, cohort.id),
      participantIds: [apiIdOf(Person, participantId)],
      proBono: false,
      startsOn: cohort.startsOn > actor.today ? cohort.startsOn : actor.today,
    }));
  await transaction.update(Match, { cohortMemberId: member.id, status: "PROPOSED" }, { engagementId });
  return engagementId;
}
