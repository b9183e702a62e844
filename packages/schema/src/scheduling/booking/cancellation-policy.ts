import { declareExpression, Reads, type RowCondition, type Sql } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { field, hasOne } from "../../common/connections.js";
import { wordsOf, type WordOf } from "../../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../../common/fields.js";
import { MANAGERS } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { DateTime } from "../../common/scalars.js";
import { Engagement } from "../../engagements/engagement.js";
import { Program } from "../../engagements/program.js";
import { Session } from "./session.js";

export const ClientsMay = wordsOf("ClientsMay", "Until when clients may do something themselves.", {
  ALWAYS: "Until the session begins.",
  UNTIL_NOTICE: "Until the notice period begins.",
  NEVER: "Never. They ask their coach or the firm.",
});
export type ClientsMay = WordOf<typeof ClientsMay>;

/** The policy of a firm that has not set one. */
export const usualPolicy = {
  noticeMinutes: 1440,
  lateCancellationForfeits: true,
  noShowForfeits: true,
  clientsCancel: "ALWAYS",
  clientsReschedule: "UNTIL_NOTICE",
  graceMinutes: 15,
} as const satisfies PolicyTerms;

/** Until when a session can be cancelled or moved, by whom, and at what cost. */
export interface PolicyTerms {
  readonly noticeMinutes: number;
  readonly lateCancellationForfeits: boolean;
  readonly noShowForfeits: boolean;
  readonly clientsCancel: ClientsMay;
  readonly clientsReschedule: ClientsMay;
  readonly graceMinutes: number;
}

/** Nobody sees a policy that was removed. Only sessions that were booked before still follow it. */
const isInForce: RowCondition = (policy) => `${policy}.removed_at is null`;

/** The cancellation policy of an engagement or a program, or of the firm for all engagements without one. */
@Reads({
  prefix: "cancellation_policy",
  visible: {
    ...Object.fromEntries([...MANAGERS, "FINANCE", "engagements:read"].map((viewer) => [viewer, isInForce])),
    COACH: (policy, sql) => ofOwnOrFirm(policy, sql, "coached"),
    CLIENT: (policy, sql) => ofOwnOrFirm(policy, sql, "joined"),
  },
  implied: { engagement: true, program: true },
  orders: { CREATED: [] },
})
@Entity("cancellation_policy")
@ObjectType({
  implements: Node,
  description:
    "Until when sessions can be cancelled or moved, by whom, and at what cost. A coach's cancellation costs nothing.",
})
export class CancellationPolicy extends Node implements PolicyTerms {
  @Column("uuid", { nullable: true })
  engagementId!: string | null;

  @BelongsTo(
    () => Engagement,
    "The engagement. Null for a program's policy, and for the firm's own, which applies to engagements without one.",
  )
  engagement?: Engagement | null;

  @Column("uuid", { nullable: true })
  programId!: string | null;

  @BelongsTo(
    () => Program,
    "The program, whose engagements keep the policy that it had when they were created. Null for other policies.",
  )
  program?: Program | null;

  /** When a program's policy was set. It is never changed: another takes its place. */
  @Column("timestamptz", { nullable: true })
  setAt!: Date | null;

  @Attribute("integer", "How many minutes before its start a session can still be cancelled at no cost.")
  noticeMinutes!: number;

  @Attribute("boolean", "Whether a client who cancels later forfeits the reserved amount.")
  lateCancellationForfeits!: boolean;

  @Attribute("boolean", "Whether a client who does not come forfeits the reserved amount.")
  noShowForfeits!: boolean;

  @Attribute("text", "Until when clients may cancel a session.", { as: () => ClientsMay })
  clientsCancel!: ClientsMay;

  @Attribute("text", "Until when clients may move a session.", { as: () => ClientsMay })
  clientsReschedule!: ClientsMay;

  @Attribute(
    "integer",
    "For how many minutes after booking a client can cancel at no cost, even if the notice period has begun.",
  )
  graceMinutes!: number;

  @Column("timestamptz", { nullable: true })
  removedAt!: Date | null;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

hasOne(Engagement, "cancellationPolicy", CancellationPolicy, {
  by: "engagementId",
  description:
    "The engagement's own cancellation policy. Null if that of its program applies, as it was when the engagement was created, or else the firm's.",
});
hasOne(Program, "cancellationPolicy", CancellationPolicy, {
  by: "programId",
  description: "The cancellation policy of engagements that are created in it now. Null if the firm's applies.",
});

function ofOwnOrFirm(policy: string, sql: Sql, scope: "coached" | "joined"): string {
  return `(${isInForce(policy, sql)} and case
    when ${policy}.engagement_id is not null then ${policy}.engagement_id in (select id from ${sql.scope(scope)})
    when ${policy}.program_id is not null then ${policy}.program_id in (select id from ${sql.scope(`${scope}_programs`)})
    else true end)`;
}

/**
 * SQL for whether a policy holds for what was agreed in an engagement at an instant. Its own and the firm's hold unless they
 * were removed before. The program's is the one that was in force when the engagement was created, whatever came later.
 */
export function policyHoldsSql(policy: string, engagement: string, agreedAt: string): string {
  return `(${policy}.engagement_id = ${engagement}.id or ${policy}.engagement_id is null and ${policy}.program_id is null)
      and (${policy}.removed_at is null or ${policy}.removed_at > ${agreedAt})
    or ${policy}.program_id = ${engagement}.program_id and ${policy}.set_at <= ${engagement}.created_at
      and (${policy}.removed_at is null or ${policy}.removed_at > ${engagement}.created_at)`;
}

/** The order in which policies come that hold: the engagement's first, then the program's and the firm's. */
export function policyOrderSql(policy: string): string {
  return `${policy}.engagement_id nulls last, ${policy}.program_id nulls last, ${policy}.removed_at nulls last`;
}

declareExpression(Session, "freeCancellationUntil", (session, sql) => {
  const [policy, series, engagement] = [sql.alias("policy"), sql.alias("series"), sql.alias("engagement")] as const;
  const agreedAt = `coalesce((select ${series}.created_at from series ${series}
    where ${series}.firm_id = ${sql.firm} and ${series}.id = ${session}.series_id), ${session}.created_at)`;
  const term = (column: string, usual: number | boolean) => `coalesce((select ${policy}.${column}
    from cancellation_policy ${policy} join engagement ${engagement}
      on ${engagement}.firm_id = ${sql.firm} and ${engagement}.id = ${session}.engagement_id
    where ${policy}.firm_id = ${sql.firm} and (${policyHoldsSql(policy, engagement, agreedAt)})
    order by ${policyOrderSql(policy)} limit 1), ${usual})`;
  return `case when ${term("late_cancellation_forfeits", usualPolicy.lateCancellationForfeits)}
    then least(${session}.starts_at, greatest(
      ${session}.starts_at - ${term("notice_minutes", usualPolicy.noticeMinutes)} * interval '1 minute',
      ${session}.created_at + ${term("grace_minutes", usualPolicy.graceMinutes)} * interval '1 minute')) end`;
});
field(
  Session,
  "freeCancellationUntil",
  () => DateTime,
  "Until when clients can cancel at no cost. Null if cancelling never costs anything, and for viewers who may only see the date.",
  true,
);
