import { judged } from "@coachwork/platform";
import { type Engagement, UpdateEngagement } from "@coachwork/schema";
import { needsObjectives } from "./engagement-rules.js";
import { refuseOtherSponsor } from "./cohort-terms.js";
import { refusalsOfKind } from "./kind-rules.js";
import { areTermsOthers, type TermsChanged } from "./terms-changed.js";
import { refusalsOfLastDay, refuseLeftBehind, type SessionsAfter } from "./last-day.js";

/** What an engagement's kind demands still holds after a change, and no session is left behind its last day. */
export const updateEngagement = (sessionsAfter: SessionsAfter, termsChanged: TermsChanged) =>
  judged(UpdateEngagement, async (context, engagement, changes) => {
    if (changes.organizationId !== undefined) await refuseOtherSponsor(context, engagement);
    const changed = { ...engagement, ...changes };
    const objectives = needsObjectives(changed);
    const refusals = [...refusalsOfForm(changed), ...refusalsOfLastDay(changed), ...(objectives ? [objectives] : [])];
    if (refusals.length > 0) context.refuseAll(refusals);
    await refuseLeftBehind(context, sessionsAfter, engagement, changed.endsOn);
    if (areTermsOthers(engagement, changed)) await termsChanged(context, changed);
  });

/** What the form of mentoring cannot be. The allocation is not changed here. */
function refusalsOfForm(engagement: Engagement) {
  return refusalsOfKind(engagement).map((refusal) => {
    if (refusal.code !== "NO_ALLOCATION") return refusal;
    const message = "The engagement has an allocation, which informal mentoring has not. Leave it FORMAL.";
    return { ...refusal, field: "mentoringForm", message } as const;
  });
}
