import { declareImplied, Reads, type RowCondition } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { hasFew, hasMany } from "../../common/connections.js";
import { wordsOf } from "../../common/enums.js";
import { Attribute, BelongsTo } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node, TenantRow } from "../../common/node.js";
import { TimeZone } from "../../common/scalars.js";
import { Engagement } from "../../engagements/engagement.js";
import { Person } from "../../tenancy/person.js";
import { BookSession } from "../booking/book-session.js";
import { Session, SessionFilter, SessionKind, SessionOrder } from "../booking/session.js";

export const SessionSeriesOrder = wordsOf("SessionSeriesOrder", "Orders of series.", {
  CREATED: "First booked, first.",
});

export const SeriesExceptionOrder = wordsOf("SeriesExceptionOrder", "Orders of exceptions.", {
  ORIGINAL_START: "Earliest first.",
  CREATED: "First found out, first.",
});

/** As of sessions: who sees the date only learns nothing of the rule, which tells the time. */
const details = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT", "schedule:read"];
const detailed = [
  ...["kind", "rule", "timeZone", "firstStart", "durationMinutes", "materialisedUntil", "createdAt", "endedAt"],
  ...["follows", "coaches"],
];
const ofEngagement =
  (scope: string): RowCondition =>
  (series, sql) =>
    `${series}.engagement_id in (select id from ${sql.scope(scope)})`;

/**
 * A recurring session, as it was agreed: a rule on a clock on the wall. Its instances are sessions, booked some months ahead
 * and then day by day; they are told apart by their original start, which they keep wherever they are moved.
 */
@Reads({
  prefix: "series",
  visible: {
    ...toManagers,
    COACH: ofEngagement("coached"),
    CLIENT: ofEngagement("joined"),
    SPONSOR: ofEngagement("sponsored"),
    FINANCE: true,
    "schedule:read": true,
  },
  rights: Object.fromEntries(detailed.map((name) => [name, details])),
  implied: { engagement: true, follows: true },
  orders: { CREATED: ["createdAt"] },
})
@Entity("series")
@ObjectType({ implements: Node, description: "A recurring session." })
export class SessionSeries extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The engagement it belongs to.")
  engagement?: Engagement | null;

  @Attribute("text", "What its sessions are for; null to who may see the dates only.", {
    as: () => SessionKind,
    nullable: true,
    optional: false,
  })
  kind!: SessionKind;

  @Attribute("text", "When they recur: a recurrence rule (RFC 5545, 3.3.10); null to who may see the dates only.", {
    nullable: true,
    optional: false,
  })
  rule!: string;

  @Attribute("text", "The zone of the clock that the rule goes by; null to who may see the dates only.", {
    as: () => TimeZone,
    nullable: true,
    optional: false,
  })
  timeZone!: string;

  @Attribute(
    "text",
    "The first start on that clock, such as `2027-03-01T09:00`; null to who may see the dates only. The rule counts from it.",
    { nullable: true, optional: false },
  )
  firstStart!: string;

  @Attribute("integer", "How many minutes each takes; null to who may see the dates only.", {
    nullable: true,
    optional: false,
  })
  durationMinutes!: number;

  @Attribute("timestamptz", "Up to when its sessions are booked so far; null to who may see the dates only.", {
    nullable: true,
    optional: false,
  })
  materialisedUntil!: Date;

  @Attribute("timestamptz", "When it was booked; null to who may see the dates only.", {
    nullable: true,
    optional: false,
  })
  createdAt!: Date;

  @Attribute(
    "timestamptz",
    "When all of it that lay ahead was called off, or became another series; null where it was not.",
    {
      nullable: true,
    },
  )
  endedAt!: Date | null;

  @Column("uuid", { nullable: true })
  followsId!: string | null;

  @BelongsTo(() => SessionSeries, "The series whose later part it was, until that was changed.")
  follows?: SessionSeries | null;
}

hasMany(Engagement, "series", SessionSeries, {
  by: "engagementId",
  implied: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE", "COACH", "CLIENT", "SPONSOR"],
  order: SessionSeriesOrder,
  orderBy: "CREATED",
  description: "Its recurring sessions.",
});

hasMany(SessionSeries, "sessions", Session, {
  by: "seriesId",
  implied: true,
  filter: () => SessionFilter,
  order: SessionOrder,
  orderBy: "STARTS_AT",
  description: "Its sessions, as far as they are booked; those that were moved or called off, too.",
});

BelongsTo(() => SessionSeries, "The series that it is one of; null where it is booked alone.")(
  Session.prototype,
  "series",
);
declareImplied(Session, { series: true });

/** A coach of a series. */
@Reads({
  // Reached through its series alone, whose right `coaches` decides.
  visible: { ...toManagers, COACH: true, CLIENT: true, "schedule:read": true },
  // Its coaches are or were coaches of the engagement.
  implied: { coach: true },
  orders: { COACH: ["coachId"] },
})
@Entity("series_coach")
@ObjectType({ description: "A coach of a series." })
export class SeriesCoach extends TenantRow {
  @PrimaryColumn("uuid")
  seriesId!: string;

  @PrimaryColumn("uuid")
  coachId!: string;

  @BelongsTo(() => Person, "The coach.")
  coach?: Person | null;
}

hasFew(SessionSeries, "coaches", SeriesCoach, {
  by: "seriesId",
  orderBy: "COACH",
  implied: true,
  description:
    "Whom its sessions need; empty where that is all coaches whom the engagement has on each day, and to who may see the dates only.",
});

const inSeriesOf =
  (scope: string): RowCondition =>
  (exception, sql) => {
    const row = sql.alias("series");
    return `${exception}.series_id in (select ${row}.id from series ${row} where ${row}.firm_id = ${sql.firm} and ${row}.engagement_id in (select id from ${sql.scope(scope)}))`;
  };

/** A start of a series' rule at which there is no session. (A session that was called off is its own exception.) */
@Reads({
  prefix: "series_exception",
  visible: { ...toManagers, COACH: inSeriesOf("coached"), CLIENT: inSeriesOf("joined"), "schedule:read": true },
  orders: { ORIGINAL_START: ["originalStart"], CREATED: [] },
})
@Entity("series_exception")
@ObjectType({ implements: Node, description: "A start of a series at which no session was booked." })
export class SeriesException extends Node {
  @Column("uuid")
  seriesId!: string;

  @Attribute("timestamptz", "When the rule has it.")
  originalStart!: Date;

  @Attribute(
    "text",
    "Why it could not be booked; null where it was left out because its session had been called off.",
    {
      as: () => BookSession.codes,
      nullable: true,
    },
  )
  code!: keyof typeof BookSession.codes | null;
}

hasMany(SessionSeries, "exceptions", SeriesException, {
  by: "seriesId",
  order: SeriesExceptionOrder,
  orderBy: "ORIGINAL_START",
  description: "Its starts at which no session was booked; empty to who may see the dates only.",
});
