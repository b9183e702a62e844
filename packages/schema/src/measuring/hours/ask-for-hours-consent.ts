import { changed, idOf, list, MANAGERS, mutation, optional, required } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";

export const AskForHoursConsent = mutation("askForHoursConsent", {
  owner: "gateway",
  description:
    "Asks clients whether a coach's log of coaching hours may name them. Each gets an e-mail, once. Whoever was asked already is not asked again. Coaches ask for their own log.",
  roles: [...MANAGERS, "COACH"],
  keys: "none",
  input: {
    coachId: required(idOf(Person), "The coach whose log it is."),
    clientIds: optional(
      list(idOf(Person), { least: 1, most: 100 }),
      "Whom to ask, {range}. Defaults to everybody who has come to a coaching session with the coach.",
    ),
  },
  refusals: {
    NOBODY_TO_ASK: "Everybody who has come to a coaching session with the coach was asked already.",
    NOT_COACHED: "The person has not come to a coaching session with the coach.",
    ALREADY_REFUSED: "The client refused, and can still consent by themselves.",
  },
  result: { coach: changed(Person, "The coach.") },
});
