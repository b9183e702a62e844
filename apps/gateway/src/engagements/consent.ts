import type { Transaction } from "@coachwork/platform";
import { COACHES, membersOf, PARTICIPANTS } from "./membership.js";

/**
 * Whether anybody else is or was in the engagement. If so, people who add themselves would enter somebody's
 * conversation, and need another person's consent. If not, as when a solo coach sets up an engagement, there is nothing
 * to read and nobody to ask.
 */
export async function hasOthers(transaction: Transaction, engagementId: string, personId: string): Promise<boolean> {
  const sides = [COACHES, PARTICIPANTS].map((side) => membersOf(transaction, side, engagementId));
  return (await Promise.all(sides)).flat().some((member) => member.personId !== personId);
}
