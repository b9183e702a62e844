import { Engagement, EngagementFilter, EngagementOrder, Note, NoteOrder } from "@coachwork/schema";
import { queriesFor } from "../graphql/queries.js";

export const EngagementQueries = queriesFor(Engagement, {
  one: "engagement",
  many: "engagements",
  filter: () => EngagementFilter,
  order: EngagementOrder,
  orderBy: "STARTS_ON",
});

export const NoteQueries = queriesFor(Note, { one: "note", many: "notes", order: NoteOrder, orderBy: "NEWEST" });
