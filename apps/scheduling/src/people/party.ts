import type { Transaction } from "@coachwork/platform";
import { type Actor, actsAs, type CancellingParty, MANAGERS, type Session } from "@coachwork/schema";
import { actingOn, belongsTo, type EngagementPeople, peopleOf } from "./engagement-people.js";
import { standInsOf } from "./principals.js";

/**
 * Whether somebody may book, move and cancel sessions of an engagement: managers, its coaches and its participants, and their
 * delegates.
 */
export function mayArrange(actor: Actor, people: EngagementPeople): boolean {
  return isManager(actor) || belongsTo(actor, people) || standInsOf(actor, people).length > 0;
}

/**
 * The side that somebody acts for in an engagement. Managers act for the firm, even if they coach in it. Delegates act for the
 * side of those for whom they arrange, unless they are in the engagement themselves.
 */
export function partyOf(actor: Actor, people: EngagementPeople): CancellingParty {
  const { personId, today } = actor;
  if (isManager(actor)) return "FIRM";
  if (personId !== null && actingOn(people, "coaches", today).includes(personId)) return "COACH";
  return actingFor(actor, people)[0]?.party ?? "CLIENT";
}

/** The side that somebody acts for in a session. */
export async function partyIn(
  transaction: Transaction,
  actor: Actor,
  { engagementId, kind }: Pick<Session, "engagementId" | "kind">,
): Promise<CancellingParty> {
  return partyOf(actor, { ...(await peopleOf(transaction, engagementId)), withJoining: kind === "CHEMISTRY" });
}

/** Those for whom somebody acts as their delegate. Empty for people who act for themselves or the firm. */
export function actingFor(actor: Actor, people: EngagementPeople): ReturnType<typeof standInsOf> {
  return isManager(actor) || belongsTo(actor, people) ? [] : standInsOf(actor, people);
}

function isManager(actor: Actor): boolean {
  return actsAs(actor, MANAGERS);
}
