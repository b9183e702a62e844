import { changedIfAny, idOf, mutation, required } from "../common/declare.js";
import { Person } from "../tenancy/person.js";
import { Engagement } from "./engagement.js";
import { EngagementCoach, EngagementParticipant } from "./membership.js";

export const ShareEarlierNotes = mutation("shareEarlierNotes", {
  owner: "gateway",
  description:
    "Lets a coach or participant read notes and agendas from before they joined, as far back as you can read yourself. You must coach in the engagement.",
  roles: ["COACH"],
  input: {
    engagementId: required(idOf(Engagement), "The engagement."),
    personId: required(idOf(Person), "A coach or participant of the engagement. They can then read what you can read."),
  },
  refusals: {
    NOT_A_MEMBER: "The person is not in the engagement today or later.",
    NOTHING_EARLIER: "The person can already read as far back as you can.",
  },
  result: {
    engagementCoach: changedIfAny(EngagementCoach, "The membership, if the person is a coach."),
    engagementParticipant: changedIfAny(EngagementParticipant, "The membership, if the person is a participant."),
  },
});
