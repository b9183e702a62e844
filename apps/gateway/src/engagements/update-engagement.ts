import { judged } from "@coachwork/platform";
import { UpdateEngagement } from "@coachwork/schema";
import { type Contradictions, judgeKindChange, refusalsOfChangedKind } from "./change-kind.js";
import { needsObjectives } from "./engagement-rules.js";
import { refuseOtherSponsor } from "./cohort-terms.js";
import { areTermsOthers, type TermsChanged } from "./terms-changed.js";
import { refusalsOfLastDay, refuseLeftBehind, type SessionsAfter } from "./last-day.js";

/** What later slices know of a change. */
interface Known {
  readonly sessionsAfter: SessionsAfter;
  readonly termsChanged: TermsChanged;
  readonly contradictions: readonly Contradictions[];
}

/**
 * What an engagement's kind demands still holds after a change, nothing that exists contradicts another kind or format, and no
 * session is left behind its last day.
 */
export const updateEngagement = ({ sessionsAfter, termsChanged, contradictions }: Known) =>
  judged(UpdateEngagement, async (context, engagement, changes) => {
    if (changes.organizationId !== undefined) await refuseOtherSponsor(context, engagement);
    const changed = { ...engagement, ...changes };
    const objectives = needsObjectives(changed);
    const refusals = [
      ...refusalsOfChangedKind(changed, changes),
      ...refusalsOfLastDay(changed),
      ...(objectives ? [objectives] : []),
    ];
    if (refusals.length > 0) context.refuseAll(refusals);
    await judgeKindChange(context, { before: engagement, after: changed }, contradictions);
    await refuseLeftBehind(context, sessionsAfter, engagement, changed.endsOn);
    if (areTermsOthers(engagement, changed)) await termsChanged(context, changed);
  });
