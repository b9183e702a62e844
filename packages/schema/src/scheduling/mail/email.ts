import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { hasMany } from "../../common/connections.js";
import { wordsOf, type WordOf } from "../../common/enums.js";
import { Attribute, BelongsTo } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { TenantRow } from "../../common/node.js";
import { Person } from "../../tenancy/person.js";
import { Session } from "../booking/session.js";

export const EmailKind = wordsOf("EmailKind", "What an e-mail tells.", {
  SESSION_BOOKED: "That a session was booked: an invitation for the calendar.",
  SESSION_RESCHEDULED: "That the session has another time: the invitation again, changed.",
  SESSION_CANCELLED: "That the session does not take place, or not with whom it is written to.",
  SESSION_REMINDER: "That the session is near.",
  SEAT_OFFERED: "That a seat is free for a while.",
});
export type EmailKind = WordOf<typeof EmailKind>;

export const EmailOrder = wordsOf("EmailOrder", "Orders of e-mails.", { CREATED: "First written, first." });

/**
 * An e-mail that is or was to be sent to somebody about a session. The row comes before the message, and whatever crashes
 * the message is sent for the row: what makes the row one of a kind makes the message so. It has no text; of the session it
 * keeps the time that the message tells, which is what its reader knows from then on.
 */
@Reads({
  // Reached through its session alone, of whose e-mails people see those that were written to them.
  visible: {
    ...toManagers,
    COACH: (email, sql) => `${email}.person_id = ${sql.person}`,
    CLIENT: (email, sql) => `${email}.person_id = ${sql.person}`,
  },
  // Who is written to is or was of the session's engagement.
  implied: { person: true },
  orders: { CREATED: [] },
})
@Entity("email")
@ObjectType({ description: "An e-mail that was written to somebody about a session." })
export class Email extends TenantRow {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  sessionId!: string;

  @Column("uuid")
  personId!: string;

  @BelongsTo(() => Person, "To whom.")
  person?: Person | null;

  @Attribute("text", "What it tells.", { as: () => EmailKind })
  kind!: EmailKind;

  /** With session, person and kind what makes it one of its kind: the session's version, or which reminder of which start. */
  @Column("text")
  occasion!: string;

  /** The session's version that it tells (RFC 5545 SEQUENCE). */
  @Column("integer")
  sequence!: number;

  /** When the session starts and ends, as it tells. */
  @Column("timestamptz")
  startsAt!: Date;

  @Column("timestamptz")
  endsAt!: Date;

  /** From when on it is of no use and is not sent. */
  @Column("timestamptz")
  expiresAt!: Date;

  /** Its Message-ID (RFC 5322) from when it is about to leave: the same however often it is sent, by which receivers know a copy. */
  @Column("text", { nullable: true })
  messageId!: string | null;

  @Attribute("timestamptz", "When it was written.")
  createdAt!: Date;

  /** When it was about to leave, for the first time; from then on its reader may have it. */
  @Column("timestamptz", { nullable: true })
  begunAt!: Date | null;

  @Attribute("timestamptz", "When it was sent; null: not yet, or never, since it came too late.", { nullable: true })
  sentAt!: Date | null;

  @Attribute("timestamptz", "When it was given up because the mail server refused it; null: it was not.", {
    nullable: true,
  })
  failedAt!: Date | null;

  @Attribute("text", "What the mail server said when it refused it.", { nullable: true })
  failure!: string | null;
}

hasMany(Session, "emails", Email, {
  by: "sessionId",
  order: EmailOrder,
  orderBy: "CREATED",
  description: "The e-mails that were written about it; coaches and clients see those to themselves.",
});
