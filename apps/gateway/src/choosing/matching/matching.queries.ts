import {
  ConflictOfInterest,
  ConflictOfInterestFilter,
  ConflictOfInterestOrder,
  Match,
  MatchFilter,
  MatchOrder,
  MatchWeights,
  MatchWeightsOrder,
} from "@coachwork/schema";
import { queriesFor } from "../../graphql/queries.js";

export const ConflictOfInterestQueries = queriesFor(ConflictOfInterest, {
  one: "conflictOfInterest",
  many: "conflictsOfInterest",
  filter: () => ConflictOfInterestFilter,
  order: ConflictOfInterestOrder,
  orderBy: "CREATED",
});

export const MatchWeightsQueries = queriesFor(MatchWeights, {
  many: "matchWeights",
  order: MatchWeightsOrder,
  orderBy: "CREATED",
});

export const MatchQueries = queriesFor(Match, {
  one: "match",
  many: "matches",
  filter: () => MatchFilter,
  order: MatchOrder,
  orderBy: "CREATED",
});
