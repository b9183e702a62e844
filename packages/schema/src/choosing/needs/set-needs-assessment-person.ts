import { changed, clearable, idOf, MANAGERS, mutation, required } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { NeedsAssessment } from "./needs-assessment.js";
import { followed, notAClient } from "./refusals.js";

export const SetNeedsAssessmentPerson = mutation("setNeedsAssessmentPerson", {
  owner: "gateway",
  description:
    "Records which client a visitor of a link is. From then on that client sees the assessment. Without `personId`, the visitor is unknown.",
  roles: MANAGERS,
  input: {
    id: required(idOf(NeedsAssessment), "The assessment."),
    personId: clearable(idOf(Person), "The client."),
  },
  refusals: {
    ...followed,
    ...notAClient,
    NOT_BY_LINK: "The assessment did not come by a link, so its person is known.",
  },
  result: { needsAssessment: changed(NeedsAssessment, "The assessment as it is now.") },
});
