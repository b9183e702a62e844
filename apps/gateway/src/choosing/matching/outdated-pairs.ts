import type { CommandContext } from "@coachwork/platform";
import type { Cohort, MatchRunMember } from "@coachwork/schema";
import { exclusionsOf } from "./exclusions.js";
import { placesOf } from "./match-cohort.js";
import { lockPairs, personOf } from "./matches.js";
import { cohortFacts, waitingIn } from "./waiting-members.js";

/** A member with a coach. */
export type Paired = Pick<MatchRunMember, "runId" | "cohortMemberId" | "participantId"> & {
  readonly coachId: string;
  readonly score: number;
};

/**
 * Why pairs of a draft do not hold any more, in a sentence each. The people and what the coaches take are locked from then on. The
 * members are locked already.
 */
export async function reasonsOutdated(
  { transaction, actor }: CommandContext<never>,
  cohort: Cohort,
  pairs: readonly Paired[],
): Promise<string[]> {
  const participantIds = pairs.map(({ participantId }) => participantId);
  const coachIds = [...new Set(pairs.map(({ coachId }) => coachId))];
  await lockPairs(transaction, { participantIds, coachIds }, actor.today);
  const ids = pairs.map(({ cohortMemberId }) => cohortMemberId);
  const waiting = await waitingIn(transaction, cohort.id, actor.today, ids);
  const matched = { programId: cohort.programId, personIds: participantIds, coachIds };
  const { facts, offered } = await cohortFacts(transaction, matched, actor.today);
  const reasons: string[] = [];
  for (const { cohortMemberId, participantId, coachId } of pairs) {
    const person = facts.people.find(({ id }) => id === participantId)!;
    const coach = facts.coaches.find(({ id }) => id === coachId);
    if (!waiting.some(({ id }) => id === cohortMemberId))
      reasons.push(`${person.name} does not wait for a coach any more.`);
    else if (!coach)
      reasons.push(`${person.name}: ${(await personOf(transaction, coachId)).name} does not coach for the firm.`);
    else
      for (const { reason, why } of exclusionsOf(person, coach, facts.terms))
        if (reason !== "AT_CAPACITY") reasons.push(`${person.name}: ${why}`);
  }
  for (const coach of facts.coaches) {
    const places = placesOf(coach, offered);
    const given = pairs.filter(({ coachId }) => coachId === coach.id).length;
    if (places !== null && given > places)
      reasons.push(`${coach.name} can take ${places} more people, and this assignment gives them ${given}.`);
  }
  return reasons;
}
