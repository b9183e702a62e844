import { NeedsQuestionnaire, NeedsQuestionnaireFilter, NeedsQuestionnaireOrder } from "@coachwork/schema";
import { queriesFor } from "../../graphql/queries.js";

export const NeedsQuestionnaireQueries = queriesFor(NeedsQuestionnaire, {
  one: "needsQuestionnaire",
  many: "needsQuestionnaires",
  filter: () => NeedsQuestionnaireFilter,
  order: NeedsQuestionnaireOrder,
  orderBy: "NAME",
});
