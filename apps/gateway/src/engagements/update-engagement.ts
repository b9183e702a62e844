import { judged } from "@coachwork/platform";
import { UpdateEngagement } from "@coachwork/schema";
import { type Contradictions, refusalsOfChangedKind, refusalsOfKindChange } from "./change-kind.js";
import { needsObjectives } from "./engagement-rules.js";
import { refusalsOfOtherSponsor } from "./cohort-terms.js";
import { areTermsOthers, type TermsChanged } from "./terms-changed.js";
import { refusalsOfLastDay, refusalsOfLeftBehind, type SessionsAfter } from "./last-day.js";

/** What later slices know of a change. */
interface Known {
  readonly sessionsAfter: SessionsAfter;
  readonly termsChanged: TermsChanged;
  readonly contradictions: readonly Contradictions[];
}

/**
 * What an engagement's kind demands still holds after a change, nothing that exists contradicts another kind or format, and no
 * session is left behind its last day. All that stands against a change is told at once.
 */
export const updateEngagement = ({ sessionsAfter, termsChanged, contradictions }: Known) =>
  judged(UpdateEngagement, async (context, engagement, changes) => {
    const changed = { ...engagement, ...changes };
    const objectives = needsObjectives(changed);
    const refusals = [
      ...(changes.organizationId === undefined ? [] : await refusalsOfOtherSponsor(context, engagement)),
      ...refusalsOfChangedKind(changed, changes),
      ...refusalsOfLastDay(changed),
      ...(objectives ? [objectives] : []),
      ...(await refusalsOfKindChange(context, { before: engagement, after: changed }, contradictions)),
      ...(await refusalsOfLeftBehind(context, sessionsAfter, engagement, changed.endsOn)),
    ];
    if (refusals.length > 0) context.refuseAll(refusals);
    if (areTermsOthers(engagement, changed)) await termsChanged(context, changed);
  });
