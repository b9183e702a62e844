import type { Transaction } from "@coachwork/platform";
import { Person } from "@coachwork/schema";
import { In } from "typeorm";
import { peopleWithSignIn } from "./invitations.js";

/** Lets deactivated people in again, without roles. Somebody who was only invited must be invited again. */
export async function reactivate(transaction: Transaction, personIds: readonly string[]): Promise<void> {
  const signingIn = await peopleWithSignIn(transaction, personIds);
  for (const status of ["ACTIVE", "NOT_INVITED"] as const) {
    const back = personIds.filter((id) => signingIn.has(id) === (status === "ACTIVE"));
    if (back.length === 0) continue;
    await transaction.update(Person, { id: In(back) }, { status, formerRoles: null, leftRoster: false });
  }
  for (const person of personIds) transaction.tell({ type: "person.reactivated", ids: { person } });
}
