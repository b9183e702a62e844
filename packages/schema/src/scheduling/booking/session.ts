import { declareExpression, type Input, Reads, type RowCondition } from "@coachwork/reader";
import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { field, hasMany } from "../../common/connections.js";
import { wordsOf, type WordOf } from "../../common/enums.js";
import { Attribute, BelongsTo } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { uuidOf } from "../../common/uuid-of.js";
import { Node } from "../../common/node.js";
import { CalendarDate, DateTime, TimeZone } from "../../common/scalars.js";
import { Engagement } from "../../engagements/engagement.js";
import { isOfDayIn } from "../../engagements/scopes.js";
import { Person } from "../../tenancy/person.js";
import { SessionKind } from "../session-types/session-kind.js";
import { SessionType } from "../session-types/session-type.js";

export { SessionKind };

export const SessionStatus = wordsOf("SessionStatus", "Where a session stands.", {
  HELD: "Kept for a few minutes while somebody decides.",
  CONFIRMED: "Booked.",
  IN_PROGRESS: "Going on.",
  COMPLETED: "Took place.",
  CANCELLED: "Called off.",
  NO_SHOW: "Nobody came, excused or not.",
  EXPIRED: "Held and never confirmed.",
});
export type SessionStatus = WordOf<typeof SessionStatus>;

export const CancellingParty = wordsOf("CancellingParty", "On whose side a session was called off.", {
  COACH: "The coach's: it costs the participants nothing.",
  CLIENT: "The participants': the cancellation policy holds.",
  FIRM: "The firm's: it costs the participants nothing.",
});
export type CancellingParty = WordOf<typeof CancellingParty>;

export const SessionOrder = wordsOf("SessionOrder", "Orders of sessions.", {
  STARTS_AT: "Earliest first. Viewers who may only see the date get the order DATE where nothing else is asked for.",
  DATE: "Earliest date first.",
  CREATED: "First booked, first.",
});

const coached: RowCondition = (session, sql) => `${session}.engagement_id in (select id from ${sql.scope("coached")})`;
/** As an array, so that the index by engagement serves it: a client's sessions are few among a firm's. */
const joined: RowCondition = (session, sql) =>
  `${session}.engagement_id = any(array(select id from ${sql.scope("joined")}))`;

/** Sponsors and finance see the date; the time and what it was for are between coach and client. */
const details = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT", "schedule:read"];
const detailed = [
  ...["kind", "status", "startsAt", "endsAt", "timeZone", "sequence", "createdAt", "coaches"],
  ...["cancelledBy", "cancelledAt", "cancellationReason", "freeCancellationUntil"],
  ...["decideBy", "minimumMetAt", "offerMinutes"],
  ...["sessionType", "heldUntil", "heldBy"],
  "originalStart",
];

/** Of what belongs to a session: that of the sessions of those engagements that a scope names. */
export const inSessionsOf =
  (scope: string): RowCondition =>
  (part, sql) => {
    const row = sql.alias("session");
    return `${part}.session_id in (select ${row}.id from session ${row}
      where ${row}.firm_id = ${sql.firm} and ${row}.engagement_id in (select id from ${sql.scope(scope)}))`;
  };

/** A conversation in time. */
@Reads({
  prefix: "session",
  visible: {
    ...toManagers,
    COACH: coached,
    CLIENT: joined,
    SPONSOR: (session, sql) => `${session}.engagement_id in (select id from ${sql.scope("sponsored")})`,
    FINANCE: true,
    "schedule:read": true,
  },
  rights: {
    ...Object.fromEntries(detailed.map((name) => [name, details])),
    // Like a SHARED note: of the conversation itself, and nobody else's who runs it, pays for it or connects to it. Who joins
    // reads it from the sessions of their first day on.
    agenda: {
      COACH: (session, sql) => isOfDayIn("coached_times", `${session}.engagement_id`, `${session}.date`, sql),
      CLIENT: (session, sql) => isOfDayIn("joined_times", `${session}.engagement_id`, `${session}.date`, sql),
    },
  },
  implied: { engagement: true },
  orders: { STARTS_AT: ["startsAt"], DATE: ["date"], CREATED: ["createdAt"] },
  filters: {
    coachId: {
      reads: ["coaches"],
      where: (session, id: Input<string>, sql) => {
        const row = sql.alias("coach");
        return `exists (select 1 from session_coach ${row} where ${row}.firm_id = ${sql.firm} and ${row}.session_id = ${session}.id and ${row}.coach_id = ${sql.bind(
          id.map((text) => uuidOf(Person, text)),
          "uuid",
        )})`;
      },
    },
    engagementId: {
      names: "engagement",
      where: (session, id: Input<string>, sql) =>
        `${session}.engagement_id = ${sql.bind(
          id.map((text) => uuidOf(Engagement, text)),
          "uuid",
        )}`,
    },
    status: { reads: ["status"], where: (session, status, sql) => `${session}.status = ${sql.bind(status, "text")}` },
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
  },
})
@Entity("session")
@ObjectType({ implements: Node, description: "A conversation in time." })
export class Session extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The engagement it belongs to.")
  engagement?: Engagement;

  @Attribute("text", "What it is for; null to who may see the date only.", {
    as: () => SessionKind,
    nullable: true,
    optional: false,
  })
  kind!: SessionKind;

  @Attribute("text", "Where it stands; null to who may see the date only.", {
    as: () => SessionStatus,
    nullable: true,
    optional: false,
  })
  status!: SessionStatus;

  @Attribute("timestamptz", "When it starts; null to who may see the date only.", { nullable: true, optional: false })
  startsAt!: Date;

  @Attribute("timestamptz", "When it ends; null to who may see the date only.", { nullable: true, optional: false })
  endsAt!: Date;

  @Attribute("text", "The zone it was agreed in; null to who may see the date only.", {
    as: () => TimeZone,
    nullable: true,
    optional: false,
  })
  timeZone!: string;

  @Attribute("date", "The date on which it starts, in its zone.", { as: () => CalendarDate })
  date!: string;

  @Attribute("integer", "How often it was changed (RFC 5545 SEQUENCE); null to who may see the date only.", {
    nullable: true,
    optional: false,
  })
  sequence!: number;

  @Attribute("timestamptz", "When it was booked; null to who may see the date only.", {
    nullable: true,
    optional: false,
  })
  createdAt!: Date;

  @Column("uuid", { nullable: true })
  seriesId!: string | null;

  @Attribute(
    "timestamptz",
    "When its series has it, wherever it was moved: its name within the series (RFC 5545 RECURRENCE-ID). Null where it is booked alone, and to who may see the date only.",
    { nullable: true },
  )
  originalStart!: Date | null;

  @Attribute("text", "On whose side it was called off; null where it was not.", {
    as: () => CancellingParty,
    nullable: true,
  })
  cancelledBy!: CancellingParty | null;

  @Attribute("timestamptz", "When it was called off.", { nullable: true })
  cancelledAt!: Date | null;

  @Attribute("text", "Why it was called off, where somebody said so.", { nullable: true })
  cancellationReason!: string | null;

  @Attribute("integer", "How many seats it has; null where everybody in the engagement is expected.", {
    nullable: true,
  })
  capacity!: number | null;

  @Attribute(
    "integer",
    "How many seats must be taken or offered for it to take place; null where it does in any case.",
    {
      nullable: true,
    },
  )
  minimum!: number | null;

  @Attribute(
    "timestamptz",
    "When it is decided whether it takes place: it is called off with fewer seats than the minimum.",
    {
      nullable: true,
    },
  )
  decideBy!: Date | null;

  @Attribute("timestamptz", "When it was decided that it takes place; null where it was not yet, or need not be.", {
    nullable: true,
  })
  minimumMetAt!: Date | null;

  @Attribute("integer", "For how many minutes a seat that falls free is kept for the first in line.", {
    nullable: true,
  })
  offerMinutes!: number | null;

  /** Never written but by one more or one less, in the database: a number read before may be another's already. */
  @Attribute("integer", "How many of its seats are taken or offered.")
  seatsTaken!: number;

  @Attribute(
    "text",
    "What it is to be about, as its coaches and participants wrote down; nobody else reads it, and who joined after its date does not.",
    {
      nullable: true,
    },
  )
  agenda!: string | null;

  @Column("uuid", { nullable: true })
  sessionTypeId!: string | null;

  @BelongsTo(() => SessionType, "Its type, if it was booked as one.")
  sessionType?: SessionType | null;

  @Attribute("timestamptz", "Until when it is held for somebody who decides, or was; null where it is booked.", {
    nullable: true,
  })
  heldUntil!: Date | null;

  @Column("uuid", { nullable: true })
  heldById!: string | null;

  @BelongsTo(() => Person, "Who has held it, if it was held before it was booked.")
  heldBy?: Person | null;

  /** Which of the person's places for open holds it takes, 1 to 3. */
  @Column("integer", { nullable: true })
  holdPlace!: number | null;
}

@InputType({ description: "Narrows down sessions." })
export class SessionFilter {
  @Field(() => ID, { nullable: true, description: "With this coach." })
  coachId?: string | null;

  @Field(() => ID, { nullable: true, description: "Of this engagement." })
  engagementId?: string | null;

  @Field(() => SessionStatus, { nullable: true, description: "In this status." })
  status?: SessionStatus | null;

  @Field(() => DateTime, { nullable: true, description: "That start at this instant or later." })
  startsFrom?: Date | null;

  @Field(() => DateTime, { nullable: true, description: "That start before this instant." })
  startsBefore?: Date | null;

  @Field(() => CalendarDate, { nullable: true, description: "On this date or later." })
  dateFrom?: string | null;

  @Field(() => CalendarDate, { nullable: true, description: "On this date or earlier." })
  dateUntil?: string | null;
}

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
field(Engagement, "sessionCount", () => Int, "How many sessions are booked, going on or took place.");
