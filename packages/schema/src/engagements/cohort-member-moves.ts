import { changed, idOf, MANAGERS, mutation, required, wordOf } from "../common/declare.js";
import { CohortMember, DiscontinuedReason } from "./cohort-member.js";

const wrongStatus = { WRONG_STATUS: "The member's status does not allow this." } as const;
const id = required(idOf(CohortMember), "The member.");
const result = { cohortMember: changed(CohortMember, "The member as they are now.") };

export const AwaitCohortMatch = mutation("awaitCohortMatch", {
  owner: "gateway",
  description: "Says that an enrolled member of a cohort waits for a coach or mentor.",
  roles: MANAGERS,
  input: { id },
  refusals: wrongStatus,
  result,
});

export const DiscontinueCohortMember = mutation("discontinueCohortMember", {
  owner: "gateway",
  description:
    "Stops somebody's way through a cohort early. An engagement with them alone is cancelled. In others, their part ends today.",
  roles: MANAGERS,
  input: { id, reason: required(wordOf(DiscontinuedReason), "Why.") },
  refusals: wrongStatus,
  result,
});

export const CancelCohortMember = mutation("cancelCohortMember", {
  owner: "gateway",
  description:
    "Stops the way through a cohort of somebody who does not respond. An engagement with them alone is cancelled. In others, their part ends today.",
  roles: MANAGERS,
  input: { id },
  refusals: wrongStatus,
  result,
});
