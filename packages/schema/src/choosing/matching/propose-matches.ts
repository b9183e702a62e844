import {
  clearable,
  idOf,
  list,
  listed,
  longText,
  MANAGERS,
  mutation,
  optional,
  required,
  wordOf,
} from "../../common/declare.js";
import { CohortMember } from "../../engagements/cohort-member.js";
import { Engagement } from "../../engagements/engagement.js";
import { SessionsInRematch } from "../../engagements/rematch.js";
import { Person } from "../../tenancy/person.js";
import { Match } from "./match.js";
import { exclusionRefusals } from "./refusals.js";

/** The most coaches who are proposed at once, and the most open matches of an engagement. */
export const MOST_MATCHES = 20;

export const ProposeMatches = mutation("proposeMatches", {
  owner: "gateway",
  description:
    "Proposes coaches for the participant of an individual engagement, or for a member of a cohort who waits for one. Nobody else knows of it before `offerMatches`.",
  roles: MANAGERS,
  input: {
    engagementId: optional(idOf(Engagement), "The engagement. Give either this or `cohortMemberId`."),
    cohortMemberId: optional(
      idOf(CohortMember),
      "The member, in the status AWAITING_MATCH. Without an engagement, they get a draft with the program's terms when coaches are offered.",
    ),
    coachIds: required(list(idOf(Person), { least: 1, most: MOST_MATCHES }), "The coaches or mentors, {range}."),
    replacesId: optional(
      idOf(Person),
      "The coach of the engagement whom one of them is to replace. Needed if it has one. Then give `sessions` and `reason`, too.",
    ),
    sessions: optional(wordOf(SessionsInRematch), "What becomes of the sessions ahead of the coach who is replaced."),
    reason: clearable(longText(1_000), "Why the coach is replaced. It is for those who run the practice."),
  },
  refusals: {
    ...exclusionRefusals,
    ONE_OF_BOTH: "Give either an engagement or a member of a cohort.",
    WRONG_STATUS: "The engagement has ended, or the member does not wait for a coach.",
    NOT_INDIVIDUAL: "The engagement is with a group or a team. Those who run the practice add its coaches.",
    NO_PARTICIPANT: "The engagement has no participant.",
    NEEDS_ENGAGEMENT: "The member needs an engagement first: it says what the program leaves open.",
    HAS_COACH: "The engagement has a coach. Say whom the new one replaces.",
    NOT_A_MEMBER: "The person who is to be replaced does not coach in the engagement.",
    ALREADY_PROPOSED: "The coach is already proposed or offered.",
  },
  result: { matches: listed<Match>(() => Match, "The new matches, in the order of `coachIds`.") },
});
