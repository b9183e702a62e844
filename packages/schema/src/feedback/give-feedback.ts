import { changed, idOf, longText, mutation, required } from "../common/declare.js";
import { Engagement } from "../engagements/engagement.js";
import { Person } from "../tenancy/person.js";
import { Feedback } from "./feedback.js";
import { wrongTime } from "./refusals.js";

export const GiveFeedback = mutation("giveFeedback", {
  owner: "gateway",
  description:
    "Gives feedback to a participant of an engagement that you coach, and answers their open request. Coaches can give feedback at any time from the day the engagement becomes active. Mentors give it when asked. The participant is told by e-mail, without its text.",
  roles: ["COACH"],
  input: {
    engagementId: required(idOf(Engagement), "The engagement."),
    participantId: required(idOf(Person), "The participant whom the feedback is for."),
    text: required(longText(10_000), "The feedback."),
  },
  refusals: {
    ...wrongTime,
    NOT_A_PARTICIPANT: "The person does not take part in the engagement today.",
    NEEDS_REQUEST: "A mentor gives feedback when asked, and the participant has no open request.",
  },
  result: { feedback: changed(Feedback, "The feedback.") },
});
