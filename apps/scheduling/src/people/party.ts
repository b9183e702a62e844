import { type Actor, type CancellingParty, MANAGERS } from "@coachwork/schema";
import { type EngagementPeople, membersOn } from "./engagement-people.js";

/** On whose side somebody acts in an engagement. Who runs the practice acts for the firm, also where they coach. */
export function partyOf({ grants, personId, today }: Actor, { coaches }: EngagementPeople): CancellingParty {
  if (MANAGERS.some((role) => grants.includes(role))) return "FIRM";
  return personId !== null && membersOn(coaches, today).includes(personId) ? "COACH" : "CLIENT";
}
