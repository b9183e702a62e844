import { changed, locale, MANAGERS, mutation, optional, required, text, usual } from "../../common/declare.js";
import { needsQuestions } from "./needs-question.js";
import { NeedsQuestionnaire } from "./needs-questionnaire.js";
import { questionRefusals } from "./refusals.js";

export const CreateNeedsQuestionnaire = mutation("createNeedsQuestionnaire", {
  owner: "gateway",
  description:
    "Creates a needs questionnaire. Without questions, it gets those that Coachwork comes with: in German if its language is German, otherwise in English.",
  roles: MANAGERS,
  input: {
    name: required(text(200), "The name. Unique in the firm."),
    locale: usual(locale, "en", "The language of its texts, as a tag (BCP 47)."),
    questions: optional(
      needsQuestions,
      "The questions, in order, {range}. Defaults to those that Coachwork comes with.",
    ),
  },
  refusals: questionRefusals,
  result: { needsQuestionnaire: changed(NeedsQuestionnaire, "The new questionnaire.") },
});
