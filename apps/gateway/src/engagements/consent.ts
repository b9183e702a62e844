import type { Transaction } from "@coachwork/platform";
import { COACHES, membersOf, PARTICIPANTS } from "./membership.js";

/**
 * Whether anybody else is or was in the engagement. Whoever adds themselves then lets themselves into a conversation, and
 * needs another person's consent. Where nobody was, as when somebody who works alone sets up an engagement, there is nothing
 * to read and nobody to ask.
 */
export async function hasOthers(transaction: Transaction, engagementId: string, personId: string): Promise<boolean> {
  const sides = [COACHES, PARTICIPANTS].map((side) => membersOf(transaction, side, engagementId));
  return (await Promise.all(sides)).flat().some((member) => member.personId !== personId);
}
