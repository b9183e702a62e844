import { Resource, ResourceFilter, ResourceOrder } from "@coachwork/schema";
import { queriesFor } from "../graphql/queries.js";

export const ResourceQueries = queriesFor(Resource, {
  one: "resource",
  many: "resources",
  filter: () => ResourceFilter,
  order: ResourceOrder,
  orderBy: "CREATED",
});
