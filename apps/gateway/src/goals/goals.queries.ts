import {
  ActionItem,
  ActionItemFilter,
  ActionItemOrder,
  Goal,
  GoalFilter,
  GoalOrder,
  GoalTemplate,
  GoalTemplateFilter,
  GoalTemplateOrder,
  Metric,
  MetricFilter,
  MetricOrder,
} from "@coachwork/schema";
import { queriesFor } from "../graphql/queries.js";

export const GoalQueries = queriesFor(Goal, {
  one: "goal",
  many: "goals",
  filter: () => GoalFilter,
  order: GoalOrder,
  orderBy: "CREATED",
});

export const GoalTemplateQueries = queriesFor(GoalTemplate, {
  one: "goalTemplate",
  many: "goalTemplates",
  filter: () => GoalTemplateFilter,
  order: GoalTemplateOrder,
  orderBy: "CREATED",
});

export const ActionItemQueries = queriesFor(ActionItem, {
  one: "actionItem",
  many: "actionItems",
  filter: () => ActionItemFilter,
  order: ActionItemOrder,
  orderBy: "DUE_ON",
});

export const MetricQueries = queriesFor(Metric, {
  one: "metric",
  many: "metrics",
  filter: () => MetricFilter,
  order: MetricOrder,
  orderBy: "CREATED",
});
