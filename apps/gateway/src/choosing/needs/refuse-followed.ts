import type { CommandContext } from "@coachwork/platform";
import type { NeedsAssessment } from "@coachwork/schema";

/** Refuses to change an assessment that led to an engagement. `kept` is a sentence that says what stays as it is. */
export function refuseFollowed(
  context: CommandContext<"FOLLOWED">,
  { engagementId }: NeedsAssessment,
  kept: string,
): void {
  if (engagementId === null) return;
  const message = `An engagement followed from this assessment. ${kept}, unless setNeedsAssessmentEngagement removes the engagement.`;
  context.refuse("FOLLOWED", "id", message);
}
