import type { Transaction } from "@coachwork/platform";
import { EngagementCoach, EngagementParticipant } from "@coachwork/schema";
import { In } from "typeorm";
import { hideEarlierNotes } from "../engagements/hide-earlier-notes.js";
import type { Pair } from "./merge-refusals.js";

type Membership = Pick<EngagementCoach, "id" | "engagementId" | "personId" | "joinedOn" | "leftOn" | "notesFrom">;

/** Memberships that become one, the one that stays first. */
type Joined = readonly [Membership, ...Membership[]];

/**
 * Makes one membership of those that overlap. It begins with the earliest and ends with the latest. What was shared before with
 * the duplicate stays hidden, as it does from anybody whose mailbox is another: a coach can share it (`shareEarlierNotes`).
 */
export async function mergeMemberships(
  transaction: Transaction,
  { keep, duplicate }: Pair,
  today: string,
): Promise<void> {
  await hideEarlierNotes(transaction, [duplicate.id], today);
  for (const side of [EngagementCoach, EngagementParticipant]) {
    const joined = await overlapping(transaction, side, { keep, duplicate });
    for (const [stays, ...others] of joined) {
      const { engagementId } = stays;
      await transaction.delete(side, { id: In(others.map(({ id }) => id)), engagementId });
      const all = [stays, ...others];
      const changes = {
        personId: keep.id,
        joinedOn: all.map(({ joinedOn }) => joinedOn).sort()[0]!,
        leftOn: all.some(({ leftOn }) => leftOn === null)
          ? null
          : all
              .map(({ leftOn }) => leftOn!)
              .sort()
              .at(-1)!,
        notesFrom: stays.notesFrom ?? stays.joinedOn,
      };
      await transaction.update(side, { id: stays.id, engagementId }, changes);
    }
  }
}

/** How many memberships become parts of others. */
export async function countOverlapping(transaction: Transaction, pair: Pair): Promise<number> {
  const sides = [EngagementCoach, EngagementParticipant];
  const joined = await Promise.all(sides.map((side) => overlapping(transaction, side, pair)));
  return joined.flat().reduce((sum, { length }) => sum + length - 1, 0);
}

async function overlapping(
  transaction: Transaction,
  side: typeof EngagementCoach | typeof EngagementParticipant,
  { keep, duplicate }: Pair,
): Promise<readonly Joined[]> {
  const rows: readonly Membership[] = await transaction.find(side, {
    personId: In([keep.id, duplicate.id]),
  });
  const byEngagement = Map.groupBy(rows, ({ engagementId }) => engagementId);
  return [...byEngagement.values()].flatMap((members) => chainsOf(members, keep.id));
}

/** Memberships of an engagement that overlap, directly or through others. Days that nobody was in it overlap nothing. */
function chainsOf(members: readonly Membership[], keepId: string): Joined[] {
  const chains: Membership[][] = [];
  let until: string | null = "";
  const inOrder = members
    .filter(({ joinedOn, leftOn }) => joinedOn !== leftOn)
    .sort((a, b) => (a.joinedOn < b.joinedOn ? -1 : 1));
  for (const member of inOrder) {
    const isApart = until !== null && member.joinedOn >= until;
    if (isApart) chains.push([member]);
    else chains.at(-1)!.push(member);
    if (isApart || (until !== null && (member.leftOn === null || member.leftOn > until))) until = member.leftOn;
  }
  return chains
    .filter(({ length }) => length > 1)
    .map(
      (chain) =>
        chain.sort((a, b) => Number(b.personId === keepId) - Number(a.personId === keepId)) as unknown as Joined,
    );
}
