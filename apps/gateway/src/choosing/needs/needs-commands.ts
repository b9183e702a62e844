import { assessNeeds } from "./assess-needs.js";
import { chooseKind } from "./choose-kind.js";
import { createNeedsLink, withdrawNeedsLink } from "./needs-links.js";
import { createNeedsQuestionnaire, updateNeedsQuestionnaire } from "./needs-questionnaires.js";
import { removeNeedsAssessment } from "./remove-needs-assessment.js";
import { setNeedsAssessmentEngagement } from "./set-needs-assessment-engagement.js";
import { setNeedsAssessmentPerson } from "./set-needs-assessment-person.js";

/** The commands of needs assessments. `publicUrl` is where people outside reach the platform. */
export const needsCommands = (publicUrl: string) => ({
  createNeedsQuestionnaire,
  updateNeedsQuestionnaire,
  createNeedsLink: createNeedsLink(publicUrl),
  withdrawNeedsLink,
  assessNeeds,
  chooseKind,
  setNeedsAssessmentPerson,
  setNeedsAssessmentEngagement,
  removeNeedsAssessment,
});
