import type { Filter, Input } from "@coachwork/reader";
import { Field, ID, InputType } from "type-graphql";
import { CalendarDate, DateTime } from "../../common/scalars.js";
import { updatedSince, UpdatedSince } from "../../common/updated-since.js";
import { boundId } from "../../common/uuid-of.js";
import { Engagement } from "../../engagements/engagement.js";
import { Person } from "../../tenancy/person.js";
import { SessionKind } from "../session-types/session-kind.js";
import { CancellationCause } from "./cancellation-cause.js";
import { SessionStatus } from "./session-status.js";

/** How sessions are found by their people, purpose, status and time. */
export const sessionFilters: Readonly<Record<string, Filter>> = {
  coachId: {
    reads: ["coaches"],
    where: (session, id: Input<string>, sql) => {
      const row = sql.alias("coach");
      return `exists (select 1 from session_coach ${row} where ${row}.firm_id = ${sql.firm} and ${row}.session_id = ${session}.id and ${row}.coach_id = ${boundId(sql, Person, id)})`;
    },
  },
  engagementId: {
    names: "engagement",
    where: (session, id: Input<string>, sql) => `${session}.engagement_id = ${boundId(sql, Engagement, id)}`,
  },
  participantId: { through: "attendance", filter: "personId" },
  organizationId: { through: "engagement", filter: "organizationId" },
  kind: { reads: ["kind"], where: (session, kind, sql) => `${session}.kind = ${sql.bind(kind, "text")}` },
  status: { reads: ["status"], where: (session, status, sql) => `${session}.status = ${sql.bind(status, "text")}` },
  cancellationCause: {
    reads: ["cancellationCause"],
    where: (session, cause, sql) => `${session}.cancellation_cause = ${sql.bind(cause, "text")}`,
  },
  updatedSince: { ...updatedSince, reads: ["updatedAt"] },
  startsFrom: {
    reads: ["startsAt"],
    where: (session, from: Input<Date>, sql) => `${session}.starts_at >= ${sql.bind(from, "timestamptz")}`,
  },
  startsBefore: {
    reads: ["startsAt"],
    where: (session, until: Input<Date>, sql) => `${session}.starts_at < ${sql.bind(until, "timestamptz")}`,
  },
  dateFrom: { where: (session, from: Input<string>, sql) => `${session}.date >= ${sql.bind(from, "date")}` },
  dateUntil: { where: (session, until: Input<string>, sql) => `${session}.date <= ${sql.bind(until, "date")}` },
};

@InputType({ description: "Filters sessions." })
export class SessionFilter {
  @Field(() => ID, { nullable: true, description: "Sessions with this coach." })
  coachId?: string | null;

  @Field(() => ID, { nullable: true, description: "Sessions of this engagement." })
  engagementId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "Sessions with this participant, of those whose attendance you may see.",
  })
  participantId?: string | null;

  @Field(() => ID, { nullable: true, description: "Sessions of engagements that this organization sponsors." })
  organizationId?: string | null;

  @Field(() => SessionKind, { nullable: true, description: "Sessions of this kind." })
  kind?: SessionKind | null;

  @Field(() => SessionStatus, { nullable: true, description: "Sessions in this status." })
  status?: SessionStatus | null;

  @Field(() => CancellationCause, { nullable: true, description: "Sessions that were called off for this cause." })
  cancellationCause?: CancellationCause | null;

  @Field(() => DateTime, { nullable: true, description: "Sessions that start at this instant or later." })
  startsFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: "Sessions that start before this instant." })
  startsBefore?: Date | null;

  @Field(() => CalendarDate, { nullable: true, description: "Sessions on this date or later." })
  dateFrom?: string | null;

  @Field(() => CalendarDate, { nullable: true, description: "Sessions on this date or earlier." })
  dateUntil?: string | null;

  @UpdatedSince("Sessions", "cancelled")
  updatedSince?: Date | null;
}
