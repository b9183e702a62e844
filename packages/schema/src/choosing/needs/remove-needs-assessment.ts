import { changed, idOf, MANAGERS, mutation, required } from "../../common/declare.js";
import { NeedsAssessment } from "./needs-assessment.js";
import { NeedsQuestionnaire } from "./needs-questionnaire.js";
import { followed } from "./refusals.js";

export const RemoveNeedsAssessment = mutation("removeNeedsAssessment", {
  owner: "gateway",
  description:
    "Removes a needs assessment for good, such as one that a visitor of a link takes back. Clients can remove their own. An assessment that led to an engagement is kept.",
  roles: [...MANAGERS, "CLIENT"],
  input: { id: required(idOf(NeedsAssessment), "The assessment.") },
  refusals: followed,
  result: { needsQuestionnaire: changed(NeedsQuestionnaire, "The questionnaire that was answered.") },
});
