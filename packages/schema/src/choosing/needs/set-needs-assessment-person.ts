import { changed, clearable, idOf, MANAGERS, mutation, required } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { NeedsAssessment } from "./needs-assessment.js";
import { followed, notAClient } from "./refusals.js";

export const SetNeedsAssessmentPerson = mutation("setNeedsAssessmentPerson", {
  owner: "gateway",
  description:
    "Says whose needs assessment it is that came by a link. From then on that client sees it. Left out or null, nobody's whom the firm knows.",
  roles: MANAGERS,
  input: {
    id: required(idOf(NeedsAssessment), "The assessment."),
    personId: clearable(idOf(Person), "The client."),
  },
  refusals: {
    ...followed,
    ...notAClient,
    NOT_BY_LINK: "The assessment did not come by a link, so it is known whose it is.",
  },
  result: { needsAssessment: changed(NeedsAssessment, "The assessment as it is now.") },
});
