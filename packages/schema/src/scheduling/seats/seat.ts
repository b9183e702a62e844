import { declareExpression, Reads } from "@coachwork/reader";
import { Int, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { field, hasFew } from "../../common/connections.js";
import { wordsOf, type WordOf } from "../../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { PartOf } from "../../common/part-of.js";
import { Person } from "../../tenancy/person.js";
import { inSessionsOf, Session } from "../booking/session.js";

export const SeatStatus = wordsOf("SeatStatus", "A participant's status for a seat in a session.", {
  WAITING: "On the waiting list, because all seats were taken.",
  OFFERED: "A seat became free and is kept for the participant for a while.",
  TAKEN: "Has a seat.",
  DECLINED: "Declined the seat that was offered.",
  EXPIRED: "Did not answer the offer in time.",
  LEFT: "Gave up the seat, or the place on the waiting list.",
});
export type SeatStatus = WordOf<typeof SeatStatus>;

/**
 * A participant's seat or place on the waiting list in a session. There is one row per person, however often they come
 * and go. Everybody in the group sees who has a seat. Only coaches and managers see who is waiting.
 */
@Reads({
  prefix: "seat",
  visible: {
    ...toManagers,
    COACH: inSessionsOf("coached"),
    CLIENT: (seat, sql) =>
      `((${seat}.person_id = ${sql.person} or ${seat}.status = 'TAKEN') and ${inSessionsOf("joined")(seat, sql)})`,
    "schedule:read": true,
  },
  // Everybody who sees a seat sees its session, and who is or was in the engagement.
  implied: { session: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT", "schedule:read"], person: true },
  // Clients need not know when others took the seat that they were offered.
  rights: { updatedAt: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "schedule:read"] },
  orders: { TURN: ["turn"] },
})
@PartOf(() => Session, "sessionId")
@Entity("seat")
@ObjectType({ implements: Node, description: "A participant's seat or place on the waiting list in a session." })
export class Seat extends Node {
  @Column("uuid")
  sessionId!: string;

  @BelongsTo(() => Session, "The session.")
  session?: Session | null;

  @Column("uuid")
  personId!: string;

  @BelongsTo(() => Person, "The participant.")
  person?: Person | null;

  @Attribute("text", "The participant's status.", { as: () => SeatStatus })
  status!: SeatStatus;

  /**
   * The order of the waiting list, lowest first. It is assigned under the session's lock. A timestamp would not do:
   * clocks may differ, and nobody may be overtaken after they were told their place. Somebody who comes back gets a new
   * number.
   */
  @Column("integer")
  turn!: number;

  @Attribute("timestamptz", "When the participant last took the seat or joined the waiting list.")
  joinedAt!: Date;

  @Attribute("timestamptz", "Until when the seat is kept for the participant. Null if no seat is offered.", {
    nullable: true,
  })
  offeredUntil!: Date | null;

  @UpdatedAt("Null for clients.")
  updatedAt!: Date;
}

declareExpression(Seat, "placeInLine", (seat, sql) => {
  const row = sql.alias("line");
  return `case when ${seat}.status = 'WAITING' then (select count(*)::integer from seat ${row}
    where ${row}.firm_id = ${sql.firm} and ${row}.session_id = ${seat}.session_id
      and ${row}.status = 'WAITING' and ${row}.turn <= ${seat}.turn) end`;
});
field(
  Seat,
  "placeInLine",
  () => Int,
  "The place on the waiting list; 1 is next. Null for participants who are not waiting.",
  true,
);

hasFew(Session, "seats", Seat, {
  by: "sessionId",
  orderBy: "TURN",
  implied: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "schedule:read"],
  description:
    "Seats, waiting participants and those who left, in the order of arrival. Clients see who has a seat, and their own status.",
});
