import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { hasMany } from "../../common/connections.js";
import { ordersOf, wordsOf, type WordOf } from "../../common/enums.js";
import { Attribute, BelongsTo } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { TenantRow } from "../../common/node.js";
import { ErasedWith, Impersonal, MayName } from "../../common/personal.js";
import { Person } from "../../tenancy/person.js";
import { Session, type SessionKind } from "../booking/session.js";
import { SessionSeries } from "../series/series.js";

export const EmailKind = wordsOf("EmailKind", "What an e-mail is about.", {
  SESSION_BOOKED: "The session was booked. The e-mail contains a calendar invitation.",
  SESSION_RESCHEDULED: "The session was moved. The e-mail contains the updated invitation.",
  SESSION_CHANGED:
    "The session's coach, participants, place, kind or title changed. The e-mail contains the updated invitation.",
  SESSION_CANCELLED: "The session does not take place, or not with the recipient.",
  SESSION_REMINDER: "The session starts soon.",
  SERIES_BOOKED: "A recurring session was booked. The e-mail contains one invitation for all of its sessions.",
  SERIES_CHANGED: "Several sessions of a series changed. The e-mail contains the updated invitation.",
  SERIES_CANCELLED: "A series does not take place any more, or not with the recipient.",
  SEAT_OFFERED: "A seat is free for the recipient for a limited time.",
  DECLINE_REFUSED: "The recipient declined in their calendar, and that did not cancel the session.",
});
export type EmailKind = WordOf<typeof EmailKind>;

export const EmailOrder = ordersOf("EmailOrder", "How e-mails can be sorted.", {
  CREATED: ["First written first.", "Last written first."],
});

/**
 * What an e-mail and the invitation in it show of a session besides its time. People are ids in order. What is absent is
 * not shown.
 */
export interface Shown {
  readonly title: string;
  readonly kind: SessionKind;
  readonly place?: string;
  readonly coaches: readonly string[];
  /** To coaches. */
  readonly participants?: readonly string[];
}

/** What an e-mail about a series shows: the sessions in which its recipient takes part. Instants are epoch milliseconds. */
export interface ShownSeries {
  readonly rule: string;
  readonly timeZone: string;
  readonly firstStart: string;
  readonly durationMinutes: number;
  readonly content: Shown;
  readonly without: readonly number[];
  readonly apart: readonly {
    readonly originalStart: number;
    readonly startsAt: number;
    readonly endsAt: number;
    readonly content: Shown;
  }[];
}

/**
 * An e-mail about a session or a series, sent or to be sent. The row exists before the message. Whatever crashes, the message is
 * sent for the row, so the row's unique key also makes the message unique. The row holds no text. It keeps the
 * session's time as told in the message: what the recipient knows from then on.
 */
@Reads({
  // E-mails are only reached through their session. People see those that were written to them.
  visible: {
    ...toManagers,
    COACH: (email, sql) => `${email}.person_id = ${sql.person}`,
    CLIENT: (email, sql) => `${email}.person_id = ${sql.person}`,
  },
  // The recipient is or was in the session's engagement.
  implied: { person: true },
  orders: { CREATED: [] },
})
@ErasedWith("personId")
@Entity("email")
@ObjectType({ description: "An e-mail that was written to somebody about a session." })
export class Email extends TenantRow {
  @PrimaryColumn("uuid")
  id!: string;

  /** The session that it is about. Null if it is about several sessions of a series. */
  @Column("uuid", { nullable: true })
  sessionId!: string | null;

  /** The series by whose id calendars know what it is about. Null if they know the session by its own id. */
  @Column("uuid", { nullable: true })
  seriesId!: string | null;

  @Column("uuid")
  personId!: string;

  @BelongsTo(() => Person, "The recipient.")
  person?: Person | null;

  @Attribute("text", "What it is about.", { as: () => EmailKind })
  kind!: EmailKind;

  /** Completes the unique key of session, person and kind: the session's version, or which reminder of which start. */
  @Impersonal()
  @Column("text")
  occasion!: string;

  /** The session's version that it tells (RFC 5545 SEQUENCE). */
  @Column("integer")
  sequence!: number;

  /** The session's start and end as told in the message. */
  @Column("timestamptz")
  startsAt!: Date;

  @Column("timestamptz")
  endsAt!: Date;

  /** What else it shows of the session. Null in reminders, in offers, and where a release before this one wrote it. */
  @MayName()
  @Column("jsonb", { nullable: true })
  shown!: Shown | null;

  /** The same of a series, as a whole. Null if it is not about a series that calendars know by one id. */
  @MayName()
  @Column("jsonb", { nullable: true })
  shownSeries!: ShownSeries | null;

  /** After this time the e-mail is useless and is not sent. */
  @Column("timestamptz")
  expiresAt!: Date;

  /**
   * The Message-ID (RFC 5322), set when the message is about to be sent. It is the same on every attempt, so receivers
   * recognize a copy.
   */
  @Impersonal()
  @Column("text", { nullable: true })
  messageId!: string | null;

  @Attribute("timestamptz", "When it was written.")
  createdAt!: Date;

  /** When the first attempt to send it began. The recipient may have it from then on. */
  @Column("timestamptz", { nullable: true })
  begunAt!: Date | null;

  @Attribute("timestamptz", "When it was sent. Null if it has not been sent, or came too late to be sent.", {
    nullable: true,
  })
  sentAt!: Date | null;

  @Attribute("timestamptz", "When it was given up because the mail server refused it. Null if it was not.", {
    nullable: true,
  })
  failedAt!: Date | null;

  @MayName()
  @Attribute("text", "The mail server's reason for refusing it.", { nullable: true })
  failure!: string | null;
}

hasMany(Session, "emails", Email, {
  by: "sessionId",
  order: EmailOrder,
  orderBy: "CREATED",
  description: "E-mails about the session. Coaches and clients see the ones that were written to them.",
});

hasMany(SessionSeries, "emails", Email, {
  by: "seriesId",
  order: EmailOrder,
  orderBy: "CREATED",
  description:
    "E-mails about the series, and about the series that took over its sessions. Coaches and clients see the ones that were written to them.",
});
