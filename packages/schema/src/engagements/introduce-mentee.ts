import { changed, clearable, email, group, idOf, longText, mutation, required, text } from "../common/declare.js";
import { Person } from "../tenancy/person.js";
import { Engagement } from "./engagement.js";
import { Introduction } from "./introduction.js";

/** Introductions in an engagement within 24 hours. Letters go to people who did not ask for any. */
export const MOST_INTRODUCTIONS = 20;

/** Days after a decline in which the same two are not asked again in the engagement. */
export const DECLINED_DAYS = 30;

const OutsiderInput = group("OutsiderInput", "Somebody outside the firm.", {
  name: required(text(200), "Their name."),
  email: required(email, "Their e-mail address."),
});

export const IntroduceMentee = mutation("introduceMentee", {
  owner: "gateway",
  description:
    "Introduces a mentee to somebody: a person of the firm whom you see, or somebody outside by name and e-mail address. Both are told by e-mail and have 30 days to accept or decline; somebody outside by a link in the letter, without an account. Neither sees the other's address before both have accepted. For the mentors of the engagement.",
  roles: ["COACH"],
  input: {
    engagementId: required(idOf(Engagement), "The mentoring engagement."),
    menteeId: required(idOf(Person), "The mentee."),
    introducedId: clearable(idOf(Person), "The person of the firm. Give either this or `outsider`."),
    outsider: clearable(OutsiderInput, "Somebody outside the firm. Give either this or `introducedId`."),
    message: required(longText(2_000), "Why you introduce them to each other. Both read it."),
  },
  refusals: {
    NOT_MENTORING: "The engagement is coaching. Introductions are for mentoring.",
    WRONG_STATUS: "The engagement is not active or paused.",
    NOT_A_PARTICIPANT: "The person does not take part in the engagement today.",
    CANNOT_ANSWER: "The mentee or the person cannot sign in as a coach or client, so they could not answer.",
    IN_ENGAGEMENT: "The person is in the engagement already and needs no introduction.",
    PERSON_OF_FIRM:
      "The address outside is that of a person of the firm whom you see. Name them in `introducedId` instead.",
    ALREADY_ASKED: "The mentee and the person are already asked.",
    DECLINED_BEFORE: `One of the two declined less than ${DECLINED_DAYS} days ago. Somebody outside is known by the name then.`,
    ALREADY_INTRODUCED: "Both accepted an introduction before, and know each other's address.",
    TOO_MANY: `${MOST_INTRODUCTIONS} introductions were made in the engagement in the last 24 hours.`,
  },
  result: { introduction: changed(Introduction, "The new introduction.") },
});
