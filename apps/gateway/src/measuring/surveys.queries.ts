import {
  Survey,
  SurveyFilter,
  SurveyInvitation,
  SurveyInvitationFilter,
  SurveyInvitationOrder,
  SurveyOrder,
  SurveyTemplate,
  SurveyTemplateFilter,
  SurveyTemplateOrder,
} from "@coachwork/schema";
import { queriesFor } from "../graphql/queries.js";

export const SurveyTemplateQueries = queriesFor(SurveyTemplate, {
  one: "surveyTemplate",
  many: "surveyTemplates",
  filter: () => SurveyTemplateFilter,
  order: SurveyTemplateOrder,
  orderBy: "TITLE",
});

export const SurveyQueries = queriesFor(Survey, {
  one: "survey",
  many: "surveys",
  filter: () => SurveyFilter,
  order: SurveyOrder,
  orderBy: "CREATED",
});

export const SurveyInvitationQueries = queriesFor(SurveyInvitation, {
  one: "surveyInvitation",
  many: "surveyInvitations",
  filter: () => SurveyInvitationFilter,
  order: SurveyInvitationOrder,
  orderBy: "INVITED",
});
