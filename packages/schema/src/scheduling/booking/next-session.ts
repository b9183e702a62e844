import { declareFirst } from "@coachwork/reader";
import { field } from "../../common/connections.js";
import { Engagement } from "../../engagements/engagement.js";
import { Session } from "./session.js";

/**
 * Which session is next or last follows from its status, which a job changes when it starts. That is the status that the
 * viewer reads, and a statement needs no clock. The conditions are those of the two partial indexes.
 */
const ofEngagement = { of: "sessions", reads: ["status", "startsAt"] } as const;

declareFirst(Engagement, "nextSession", {
  ...ofEngagement,
  order: "STARTS_AT",
  where: (session) => `${session}.status = 'CONFIRMED'`,
});
declareFirst(Engagement, "lastSession", {
  ...ofEngagement,
  order: "STARTS_AT_DESC",
  where: (session) => `${session}.status in ('IN_PROGRESS', 'COMPLETED')`,
});

field(
  Engagement,
  "nextSession",
  () => Session,
  "The next booked session. Null if there is none, and for viewers who may only see dates.",
  true,
);
field(
  Engagement,
  "lastSession",
  () => Session,
  "The last session that took place or is in progress. Null if there is none, and for viewers who may only see dates.",
  true,
);
