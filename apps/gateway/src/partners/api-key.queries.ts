import { ApiKey, ApiKeyOrder } from "@coachwork/schema";
import { queriesFor } from "../graphql/queries.js";

export const ApiKeyQueries = queriesFor(ApiKey, { many: "apiKeys", order: ApiKeyOrder, orderBy: "CREATED" });
