import { changed, count, group, idOf, list, MANAGERS, mutation, optional, required } from "../../common/declare.js";
import type { ValuesOf } from "../../common/inputs.js";
import { Person } from "../../tenancy/person.js";
import { NeedsAssessment } from "./needs-assessment.js";
import { NeedsQuestionnaire } from "./needs-questionnaire.js";
import { answerRefusals, notAClient } from "./refusals.js";

const NeedsAnswerInput = group("NeedsAnswerInput", "The answer to a question of a needs questionnaire.", {
  question: required(count(1, 30), "The number of the question."),
  choice: required(count(1, 10), "The number of the choice."),
});
export type NeedsAnswerInput = ValuesOf<typeof NeedsAnswerInput.fields>;

export const AssessNeeds = mutation("assessNeeds", {
  owner: "gateway",
  description:
    "Records answers to a needs questionnaire. Clients answer for themselves. Owners, admins and program managers answer for a client, with what the client said. The recommendation is computed once and kept.",
  roles: [...MANAGERS, "CLIENT"],
  input: {
    questionnaireId: required(idOf(NeedsQuestionnaire), "The questionnaire."),
    personId: optional(idOf(Person), "Whose needs they are: somebody with the role CLIENT. Defaults to you."),
    answers: required(
      list(NeedsAnswerInput, { least: 1, most: 30 }),
      "The answers, in any order. Leaving a question out lowers the confidence.",
    ),
  },
  refusals: { ...answerRefusals, ...notAClient },
  result: { needsAssessment: changed(NeedsAssessment, "The assessment, with its recommendation.") },
});
