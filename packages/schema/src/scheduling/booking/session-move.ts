import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../../common/connections.js";
import { ordersOf } from "../../common/enums.js";
import { Attribute, BelongsTo } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { Person } from "../../tenancy/person.js";
import { inAssistedSessions } from "./assisted-sessions.js";
import { Session } from "./session.js";

export const SessionMoveOrder = ordersOf("SessionMoveOrder", "How the moves of a session can be sorted.", {
  CREATED: ["Oldest first.", "Newest first."],
});

/** A time that a session had before it was moved. */
@Reads({
  prefix: "session_move",
  visible: {
    ...toManagers,
    COACH: (move, sql) => {
      const row = sql.alias("session");
      return `${move}.session_id in (select ${row}.id from session ${row} where ${row}.firm_id = ${sql.firm} and ${row}.engagement_id in (select id from ${sql.scope("coached")}))`;
    },
    CLIENT: (move, sql) => {
      const row = sql.alias("session");
      return `${move}.session_id in (select ${row}.id from session ${row} where ${row}.firm_id = ${sql.firm} and ${row}.engagement_id in (select id from ${sql.scope("joined")}))`;
    },
    ASSISTANT: inAssistedSessions,
    "schedule:read": true,
  },
  orders: { CREATED: [] },
})
@Entity("session_move")
@ObjectType({ implements: Node, description: "A time that a session had before it was moved." })
export class SessionMove extends Node {
  @Column("uuid")
  sessionId!: string;

  @Attribute("timestamptz", "When it would have started.")
  startsAt!: Date;

  @Attribute("timestamptz", "When it would have ended.")
  endsAt!: Date;

  @Attribute("timestamptz", "When it was moved.")
  movedAt!: Date;

  @Column("uuid", { nullable: true })
  movedById!: string | null;

  @BelongsTo(() => Person, "The person who moved it.")
  movedBy?: Person | null;
}

hasMany(Session, "moves", SessionMove, {
  by: "sessionId",
  order: SessionMoveOrder,
  orderBy: "CREATED",
  description: "The times it had before. Empty for viewers who may only see the date.",
});
