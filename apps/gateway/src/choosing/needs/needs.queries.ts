import {
  NeedsAssessment,
  NeedsAssessmentFilter,
  NeedsAssessmentOrder,
  NeedsLink,
  NeedsLinkOrder,
  NeedsQuestionnaire,
  NeedsQuestionnaireFilter,
  NeedsQuestionnaireOrder,
} from "@coachwork/schema";
import { queriesFor } from "../../graphql/queries.js";

export const NeedsQuestionnaireQueries = queriesFor(NeedsQuestionnaire, {
  one: "needsQuestionnaire",
  many: "needsQuestionnaires",
  filter: () => NeedsQuestionnaireFilter,
  order: NeedsQuestionnaireOrder,
  orderBy: "NAME",
});

export const NeedsAssessmentQueries = queriesFor(NeedsAssessment, {
  one: "needsAssessment",
  many: "needsAssessments",
  filter: () => NeedsAssessmentFilter,
  order: NeedsAssessmentOrder,
  orderBy: "CREATED",
});

export const NeedsLinkQueries = queriesFor(NeedsLink, {
  one: "needsLink",
  many: "needsLinks",
  order: NeedsLinkOrder,
  orderBy: "CREATED",
});
