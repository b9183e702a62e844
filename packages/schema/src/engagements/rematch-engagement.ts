import { changed, clearable, date, idOf, longText, MANAGERS, mutation, required, wordOf } from "../common/declare.js";
import { Person } from "../tenancy/person.js";
import { Engagement } from "./engagement.js";
import { Rematch, SessionsInRematch } from "./rematch.js";
import { handOverRefusals, wrongStatus } from "./refusals.js";

export const RematchEngagement = mutation("rematchEngagement", {
  owner: "gateway",
  description:
    "Replaces a coach of an engagement by another from a day on. The engagement and its allocation go on. Notes stay with their authors: the new coach reads what is shared from that day on. What becomes of the sessions ahead is done a moment later: `Rematch.outcomes` tells it for each of them, and `sessionsDoneAt` when all is done.",
  roles: MANAGERS,
  input: {
    engagementId: required(idOf(Engagement), "The engagement: a draft, active or paused."),
    fromCoachId: required(idOf(Person), "The coach who leaves it."),
    toCoachId: required(idOf(Person), "The coach who goes on. They may coach in it already."),
    startsOn: clearable(date, "The first day with the new coach: today, which is the default, or later."),
    sessions: required(wordOf(SessionsInRematch), "What becomes of the sessions from that day on."),
    reason: required(longText(1_000), "Why. It is kept in the engagement's history for those who run the practice."),
  },
  refusals: {
    ...wrongStatus,
    ...handOverRefusals,
    NOT_A_MEMBER: "The person does not coach in the engagement on that day.",
    OUTSIDE_ENGAGEMENT: "The day is over, before the engagement's first day, or after its last one.",
  },
  result: {
    engagement: changed(Engagement, "The engagement."),
    rematch: changed(Rematch, "The new entry in its history."),
  },
});
