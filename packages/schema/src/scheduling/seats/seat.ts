import { declareExpression, Reads } from "@coachwork/reader";
import { Int, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { field, hasFew } from "../../common/connections.js";
import { wordsOf, type WordOf } from "../../common/enums.js";
import { Attribute, BelongsTo } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { Person } from "../../tenancy/person.js";
import { inSessionsOf, Session } from "../booking/session.js";

export const SeatStatus = wordsOf("SeatStatus", "How somebody stands to a seat of a session.", {
  WAITING: "Is in line: all seats were taken.",
  OFFERED: "A seat fell free and is kept for the person for a while.",
  TAKEN: "Has a seat.",
  DECLINED: "Did not want the seat that was offered.",
  EXPIRED: "Did not answer in time when a seat was offered.",
  LEFT: "Gave up the seat, or the place in line.",
});
export type SeatStatus = WordOf<typeof SeatStatus>;

/**
 * How a participant stands to a seat of a session: one row a person, however often they come and go. Everybody in the group
 * sees who has a seat; who waits for one is for coaches and who runs the practice to see.
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
  // Whoever sees a seat sees its session, and who is or was in the engagement.
  implied: { session: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT", "schedule:read"], person: true },
  orders: { TURN: ["turn"] },
})
@Entity("seat")
@ObjectType({ implements: Node, description: "How a participant stands to a seat of a session." })
export class Seat extends Node {
  @Column("uuid")
  sessionId!: string;

  @BelongsTo(() => Session, "The session.")
  session?: Session | null;

  @Column("uuid")
  personId!: string;

  @BelongsTo(() => Person, "The participant.")
  person?: Person | null;

  @Attribute("text", "How the participant stands to a seat.", { as: () => SeatStatus })
  status!: SeatStatus;

  /**
   * Who has a lower one is first in line. Given out under the session's lock, unlike the time: nobody who was told a place
   * is overtaken, whatever clocks say. Who comes back gets a new one.
   */
  @Column("integer")
  turn!: number;

  @Attribute("timestamptz", "When the participant took the seat or a place in line, for the last time.")
  joinedAt!: Date;

  @Attribute("timestamptz", "Until when the seat is kept for the participant; null where none is offered.", {
    nullable: true,
  })
  offeredUntil!: Date | null;
}

declareExpression(Seat, "placeInLine", (seat, sql) => {
  const row = sql.alias("line");
  return `case when ${seat}.status = 'WAITING' then (select count(*)::integer from seat ${row}
    where ${row}.firm_id = ${sql.firm} and ${row}.session_id = ${seat}.session_id
      and ${row}.status = 'WAITING' and ${row}.turn <= ${seat}.turn) end`;
});
field(Seat, "placeInLine", () => Int, "1 is next; null to who does not wait.", true);

hasFew(Session, "seats", Seat, {
  by: "sessionId",
  orderBy: "TURN",
  implied: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "schedule:read"],
  description:
    "Who has a seat, who waits for one and who gave one up, who came first first. Clients see who has one, and how they themselves stand.",
});
