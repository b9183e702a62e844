import { type Actor, type CancellingParty, MANAGERS } from "@coachwork/schema";
import { type EngagementPeople, membersOn } from "./engagement-people.js";

/** The side that somebody acts for in an engagement. Managers act for the firm, even if they coach in it. */
export function partyOf({ grants, personId, today }: Actor, { coaches }: EngagementPeople): CancellingParty {
  if (MANAGERS.some((role) => grants.includes(role))) return "FIRM";
  return personId !== null && membersOn(coaches, today).includes(personId) ? "COACH" : "CLIENT";
}
