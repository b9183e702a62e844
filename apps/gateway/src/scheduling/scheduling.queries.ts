import { Session, SessionFilter, SessionOrder } from "@coachwork/schema";
import { queriesFor } from "../graphql/queries.js";

export const SessionQueries = queriesFor(Session, {
  one: "session",
  many: "sessions",
  filter: () => SessionFilter,
  order: SessionOrder,
  orderBy: "STARTS_AT",
});
