import { declareExpression, Reads, type Sql } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { field, hasFew } from "../../common/connections.js";
import { wordsOf, type WordOf } from "../../common/enums.js";
import { Attribute, BelongsTo } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { DateTime } from "../../common/scalars.js";
import { Engagement } from "../../engagements/engagement.js";
import { Session } from "./session.js";

export const ClientsMay = wordsOf("ClientsMay", "Until when clients may do something themselves.", {
  ALWAYS: "Until the session begins.",
  UNTIL_NOTICE: "Until the notice period begins.",
  NEVER: "Not at all: they ask their coach or the firm.",
});
export type ClientsMay = WordOf<typeof ClientsMay>;

/** What holds where a firm has said nothing else. */
export const usualPolicy = {
  noticeMinutes: 1440,
  lateCancellationForfeits: true,
  noShowForfeits: true,
  clientsCancel: "ALWAYS",
  clientsReschedule: "UNTIL_NOTICE",
} as const satisfies PolicyTerms;

/** Until when a session can be called off or moved, by whom, and what it costs. */
export interface PolicyTerms {
  readonly noticeMinutes: number;
  readonly lateCancellationForfeits: boolean;
  readonly noShowForfeits: boolean;
  readonly clientsCancel: ClientsMay;
  readonly clientsReschedule: ClientsMay;
}

/** The cancellation policy of an engagement, or of the firm for all that have none of their own. */
@Reads({
  prefix: "cancellation_policy",
  visible: {
    ...toManagers,
    FINANCE: true,
    COACH: (policy, sql) => whoseOrAll(policy, sql, "coached"),
    CLIENT: (policy, sql) => whoseOrAll(policy, sql, "joined"),
    "engagements:read": true,
  },
  implied: { engagement: true },
  orders: { CREATED: [] },
})
@Entity("cancellation_policy")
@ObjectType({
  implements: Node,
  description:
    "Until when sessions can be called off or moved, by whom, and what it costs. What a coach calls off costs nothing.",
})
export class CancellationPolicy extends Node implements PolicyTerms {
  @Column("uuid", { nullable: true })
  engagementId!: string | null;

  @BelongsTo(() => Engagement, "The engagement; null for the firm's own, which holds where an engagement has none.")
  engagement?: Engagement | null;

  @Attribute("integer", "How many minutes before its start a session can be called off at no cost.")
  noticeMinutes!: number;

  @Attribute("boolean", "Whether a client who calls off later loses what was reserved.")
  lateCancellationForfeits!: boolean;

  @Attribute("boolean", "Whether a client who does not come loses what was reserved.")
  noShowForfeits!: boolean;

  @Attribute("text", "Until when clients may call off.", { as: () => ClientsMay })
  clientsCancel!: ClientsMay;

  @Attribute("text", "Until when clients may move a session.", { as: () => ClientsMay })
  clientsReschedule!: ClientsMay;
}

hasFew(Engagement, "cancellationPolicy", CancellationPolicy, {
  by: "engagementId",
  orderBy: "CREATED",
  description: "Its own cancellation policy; empty where the firm's holds.",
});

function whoseOrAll(policy: string, sql: Sql, scope: string): string {
  return `(${policy}.engagement_id is null or ${policy}.engagement_id in (select id from ${sql.scope(scope)}))`;
}

declareExpression(Session, "freeCancellationUntil", (session, sql) => {
  const policy = sql.alias("policy");
  const term = (column: string, usual: number | boolean) => `coalesce((select ${policy}.${column}
    from cancellation_policy ${policy} where ${policy}.firm_id = ${sql.firm}
      and (${policy}.engagement_id is null or ${policy}.engagement_id = ${session}.engagement_id)
    order by ${policy}.engagement_id nulls last limit 1), ${usual})`;
  return `case when ${term("late_cancellation_forfeits", usualPolicy.lateCancellationForfeits)}
    then ${session}.starts_at - ${term("notice_minutes", usualPolicy.noticeMinutes)} * interval '1 minute' end`;
});
field(
  Session,
  "freeCancellationUntil",
  () => DateTime,
  "Until when clients can call it off at no cost; null where that never costs anything, and to who may see the date only.",
  true,
);
