import { Goal, GoalFilter, GoalOrder } from "@coachwork/schema";
import { queriesFor } from "../graphql/queries.js";

export const GoalQueries = queriesFor(Goal, {
  one: "goal",
  many: "goals",
  filter: () => GoalFilter,
  order: GoalOrder,
  orderBy: "CREATED",
});
