import type { CommandContext } from "@coachwork/platform";
import type { NeedsAssessment } from "@coachwork/schema";

/** Refuses to change what an engagement followed from. `kept` says what stays as it is. */
export function refuseFollowed(
  context: CommandContext<"FOLLOWED">,
  { engagementId }: NeedsAssessment,
  kept: string,
): void {
  if (engagementId === null) return;
  const message = `An engagement followed from this assessment. ${kept}, unless setNeedsAssessmentEngagement takes that back.`;
  context.refuse("FOLLOWED", "id", message);
}
