import {
  changed,
  clearable,
  idOf,
  longText,
  MANAGERS,
  mutation,
  required,
  stale,
  versionRead,
  wordOf,
} from "../../common/declare.js";
import { EngagementKind } from "../../engagements/words.js";
import { NeedsAssessment } from "./needs-assessment.js";
import { followed } from "./refusals.js";

export const ChooseKind = mutation("chooseKind", {
  owner: "gateway",
  description:
    "Records which kind the person of a needs assessment chooses. The recommendation stays beside it. The choice can be changed until an engagement has followed from the assessment.",
  roles: [...MANAGERS, "CLIENT"],
  keys: "none",
  input: {
    id: required(idOf(NeedsAssessment), "The assessment."),
    kind: required(wordOf(EngagementKind), "The kind that the person chooses."),
    reason: clearable(
      longText(2_000),
      "Why. If you leave it out, the reason stays as long as the kind does. A reason for another kind is removed.",
    ),
    version: versionRead,
  },
  refusals: { ...followed, ...stale },
  result: { needsAssessment: changed(NeedsAssessment, "The assessment with the choice.") },
});
