import { changed, idOf, MEMBERS, mutation, required } from "../../common/declare.js";
import { Match } from "./match.js";
import { pairingRefusals } from "./refusals.js";

const id = required(idOf(Match), "The match.");

export const AcceptMatch = mutation("acceptMatch", {
  owner: "gateway",
  description:
    "Accepts an offer, as the person or as the coach. When the person accepts, their other offers end. When both have, the coach is the engagement's at once, or once it is approved where the program asks for that.",
  roles: MEMBERS,
  input: { id },
  refusals: {
    ...pairingRefusals,
    ALREADY_ANSWERED: "You have accepted already.",
    NEEDS_CHEMISTRY: "The program requires that the two have met in a CHEMISTRY session first, in any engagement.",
  },
  result: { match: changed(Match, "The match as it is now.") },
});

export const DeclineMatch = mutation("declineMatch", {
  owner: "gateway",
  description: "Declines an offer, as the person or as the coach. One of the two is enough.",
  roles: MEMBERS,
  input: { id },
  refusals: { WRONG_STATUS: pairingRefusals.WRONG_STATUS },
  result: { match: changed(Match, "The match, now declined.") },
});
