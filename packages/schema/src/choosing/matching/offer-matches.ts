import { date, idOf, list, listed, MANAGERS, mutation, optional, required } from "../../common/declare.js";
import { Match } from "./match.js";
import { OFFER_DAYS } from "./match-status.js";
import { MOST_MATCHES } from "./propose-matches.js";
import { draftRefusals, pairingRefusals } from "./refusals.js";

export const OfferMatches = mutation("offerMatches", {
  owner: "gateway",
  description:
    "Offers proposed coaches to the person, and the person to them. Each is told by e-mail, and sees what they need to know of the other. The person chooses one. A program's `mostInterviews` limits how many are open at once.",
  roles: MANAGERS,
  input: {
    ids: required(list(idOf(Match), { least: 1, most: MOST_MATCHES }), "The matches, {range}, all of one person."),
    answerBy: optional(
      date,
      `The last day on which they can be answered. By default, ${OFFER_DAYS} days from today on.`,
    ),
  },
  refusals: {
    ...pairingRefusals,
    ...draftRefusals,
    OTHER_PERSON: "The matches are of several people.",
    TOO_MANY_INTERVIEWS: "The program lets a person meet fewer coaches.",
    DAY_OVER: "The day is over.",
  },
  result: { matches: listed<Match>(() => Match, "The matches, now offered, in the order of `ids`.") },
});
