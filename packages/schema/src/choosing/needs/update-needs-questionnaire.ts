import {
  changed,
  idOf,
  locale,
  MANAGERS,
  mutation,
  optional,
  required,
  stale,
  text,
  versionRead,
} from "../../common/declare.js";
import { needsQuestions } from "./needs-question.js";
import { NeedsQuestionnaire } from "./needs-questionnaire.js";
import { questionRefusals } from "./refusals.js";

export const UpdateNeedsQuestionnaire = mutation("updateNeedsQuestionnaire", {
  owner: "gateway",
  description:
    "Changes a needs questionnaire. Fields that you leave out stay the same. A change of the questions makes a new version. Assessments keep theirs.",
  roles: MANAGERS,
  input: {
    id: required(idOf(NeedsQuestionnaire), "The questionnaire."),
    name: optional(text(200), "The name. Unique in the firm."),
    locale: optional(locale, "The language of its texts, as a tag (BCP 47)."),
    questions: optional(needsQuestions, "The questions, all of them in order, {range}."),
    version: versionRead,
  },
  refusals: { ...questionRefusals, ...stale },
  result: { needsQuestionnaire: changed(NeedsQuestionnaire, "The changed questionnaire.") },
});
