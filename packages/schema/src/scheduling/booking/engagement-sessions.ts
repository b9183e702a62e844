import { declareExpression, declareOnly } from "@coachwork/reader";
import { Int } from "type-graphql";
import { field, hasMany } from "../../common/connections.js";
import { onlyFields } from "../../common/only-fields.js";
import { Engagement } from "../../engagements/engagement.js";
import { SessionFilter } from "./session-filters.js";
import { Session, SessionOrder } from "./session.js";

hasMany(Engagement, "sessions", Session, {
  by: "engagementId",
  implied: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE", "COACH", "CLIENT", "SPONSOR"],
  filter: () => SessionFilter,
  order: SessionOrder,
  orderBy: "STARTS_AT",
  description: "Its sessions.",
});

declareExpression(Engagement, "sessionCount", (engagement, sql) => {
  const row = sql.alias("session");
  return `(select count(*)::integer from session ${row} where ${row}.firm_id = ${sql.firm}
    and ${row}.engagement_id = ${engagement}.id and ${row}.status in ('CONFIRMED', 'IN_PROGRESS', 'COMPLETED'))`;
});
field(
  Engagement,
  "sessionCount",
  () => Int,
  "How many of its sessions are booked, in progress or completed. Null for assistants.",
  true,
);
declareOnly(Engagement, "ASSISTANT", onlyFields("sessions", "nextSession", "lastSession"));
