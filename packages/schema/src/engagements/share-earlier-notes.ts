import { changedIfAny, idOf, mutation, required } from "../common/declare.js";
import { Person } from "../tenancy/person.js";
import { Engagement } from "./engagement.js";
import { EngagementCoach, EngagementParticipant } from "./membership.js";

export const ShareEarlierNotes = mutation("shareEarlierNotes", {
  owner: "gateway",
  description:
    "Lets a later coach or participant read the notes and agendas from before they joined, as far back as the sharing coach reads. For coaches of the engagement.",
  roles: ["COACH"],
  input: {
    engagementId: required(idOf(Engagement), "The engagement."),
    personId: required(idOf(Person), "A coach or participant of it, who then reads what the sharing coach reads."),
  },
  refusals: {
    NOT_A_MEMBER: "The person is not in the engagement, today or later.",
    NOTHING_EARLIER: "The person reads from as early a day as the sharing coach already.",
  },
  result: {
    engagementCoach: changedIfAny(EngagementCoach, "The membership, where it was shared with a coach."),
    engagementParticipant: changedIfAny(
      EngagementParticipant,
      "The membership, where it was shared with a participant.",
    ),
  },
});
