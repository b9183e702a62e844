import { changed, clearable, idOf, MANAGERS, mutation, required } from "../../common/declare.js";
import { Engagement } from "../../engagements/engagement.js";
import { NeedsAssessment } from "./needs-assessment.js";

export const SetNeedsAssessmentEngagement = mutation("setNeedsAssessmentEngagement", {
  owner: "gateway",
  description:
    "Records which engagement followed from a needs assessment. From then on the person's choice is final. Without `engagementId`, none followed.",
  roles: MANAGERS,
  input: {
    id: required(idOf(NeedsAssessment), "The assessment."),
    engagementId: clearable(idOf(Engagement), "The engagement. The person takes part in it, or did."),
  },
  refusals: {
    NOT_A_PARTICIPANT: "The person of the assessment never took part in the engagement.",
    OTHER_KIND: "The engagement is not of the kind that the person chose.",
  },
  result: { needsAssessment: changed(NeedsAssessment, "The assessment as it is now.") },
});
