import { implement } from "@coachwork/platform";
import { Engagement, EngagementParticipant, NeedsAssessment, SetNeedsAssessmentEngagement } from "@coachwork/schema";

/** Records which engagement followed from an assessment. */
export const setNeedsAssessmentEngagement = implement(SetNeedsAssessmentEngagement, async (context, input) => {
  const { transaction } = context;
  const { id, personId, chosenKind, engagementId } = await context.fetch(NeedsAssessment, input.id, "id", {
    lock: true,
  });
  const engagement = input.engagementId ? await context.fetch(Engagement, input.engagementId, "engagementId") : null;
  if (engagement) {
    const places = personId
      ? await transaction.find(EngagementParticipant, { engagementId: engagement.id, personId })
      : [];
    if (places.length === 0) {
      const message =
        "The person of the assessment never took part in this engagement. Add them to it, or name another.";
      context.refuse("NOT_A_PARTICIPANT", "engagementId", message);
    }
    if (chosenKind !== null && chosenKind !== engagement.kind) {
      const message = `The person chose ${chosenKind}, and the engagement is ${engagement.kind}. Change the choice with them first, or name another.`;
      context.refuse("OTHER_KIND", "engagementId", message);
    }
  }
  if ((engagement?.id ?? null) === engagementId) return { needsAssessment: id };
  await transaction.update(NeedsAssessment, { id }, { engagementId: engagement?.id ?? null });
  transaction.tell({ type: "needs_assessment.engagement_set", ids: { needsAssessment: id } });
  return { needsAssessment: id };
});
