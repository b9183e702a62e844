import { declareExpression, declareImplied, declareOnly, Reads, type RowCondition } from "@coachwork/reader";
import { Field, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../../common/connections.js";
import { ordersOf } from "../../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { NamesPerson } from "../../common/names-person.js";
import { inScope } from "../../common/in-scope.js";
import { Node } from "../../common/node.js";
import { onlyFields } from "../../common/only-fields.js";
import { AboutEngagement, Impersonal } from "../../common/personal.js";
import { TimeZone } from "../../common/scalars.js";
import { Engagement } from "../../engagements/engagement.js";
import { Person } from "../../tenancy/person.js";
import { Override } from "../booking/override.js";
import { Session, SessionKind, SessionOrder } from "../booking/session.js";
import { SessionFilter } from "../booking/session-filters.js";
import { SessionType } from "../session-types/session-type.js";

export const SessionSeriesOrder = ordersOf("SessionSeriesOrder", "How series can be sorted.", {
  CREATED: ["First booked first.", "Last booked first."],
});

/** As for sessions: viewers who may only see the date do not see the rule, which reveals the time. */
const details = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT", "schedule:read"];
const detailed = [
  ...["kind", "rule", "timeZone", "firstStart", "durationMinutes", "materialisedUntil", "createdAt", "endedAt"],
  ...["follows", "coaches", "place", "sessionType", "overrides", "bookedBy"],
  ...["capacity", "minimum", "decideMinutes", "offerMinutes", "skipsFirmHolidays", "holidayRegion", "updatedAt"],
];
/** What it follows may be without the principal. When it changed tells more than when it takes place. */
const hiddenFromAssistants = ["follows", "updatedAt"];

/** Assistants see series that a principal coaches, or takes part in. One without coaches has all of the engagement. */
export const assistedSeries: RowCondition = (series, sql) => {
  const [part, coach] = [sql.alias("part"), sql.alias("coach")] as const;
  const coaches = `series_coach ${coach} where ${coach}.firm_id = ${sql.firm} and ${coach}.series_id = ${series}.id`;
  return `(${series}.engagement_id = any(array(select id from ${sql.scope("assisted")}))
    and exists (select 1 from ${sql.scope("assisted_parts")} ${part} where ${part}.id = ${series}.engagement_id
      and (${part}.role = 'CLIENT' or not exists (select 1 from ${coaches})
        or exists (select 1 from ${coaches} and ${coach}.coach_id = ${part}.person_id))))`;
};

/**
 * A recurring session as it was agreed: a rule in local time. Its instances are sessions. They are booked some months
 * ahead and then day by day. Their original start identifies them, and they keep it wherever they are moved.
 */
@Reads({
  prefix: "series",
  visible: {
    ...toManagers,
    COACH: inScope("engagement_id", "coached"),
    CLIENT: inScope("engagement_id", "joined"),
    SPONSOR: inScope("engagement_id", "sponsored"),
    FINANCE: true,
    ASSISTANT: assistedSeries,
    "schedule:read": true,
  },
  only: {
    ASSISTANT: onlyFields(
      ...detailed.filter((name) => !hiddenFromAssistants.includes(name)),
      ...["engagement", "sessions", "exceptions"],
    ),
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

  @Attribute("text", "What its sessions are for. Null for viewers who may only see the dates.", {
    as: () => SessionKind,
    nullable: true,
    optional: false,
  })
  kind!: SessionKind;

  @Impersonal()
  @Attribute("text", "The recurrence rule (RFC 5545, 3.3.10). Null for viewers who may only see the dates.", {
    nullable: true,
    optional: false,
  })
  rule!: string;

  @Attribute("text", "The time zone of the rule. Null for viewers who may only see the dates.", {
    as: () => TimeZone,
    nullable: true,
    optional: false,
  })
  timeZone!: string;

  @Impersonal()
  @Attribute(
    "text",
    "The first local start, such as `2027-03-01T09:00`, from which the rule counts. Null for viewers who may only see the dates.",
    { nullable: true, optional: false },
  )
  firstStart!: string;

  @Attribute("integer", "The duration of each session in minutes. Null for viewers who may only see the dates.", {
    nullable: true,
    optional: false,
  })
  durationMinutes!: number;

  @AboutEngagement("engagementId")
  @Attribute(
    "text",
    "Where its sessions take place. Null means in the coach's meeting room, and for viewers who may only see the dates.",
    { nullable: true },
  )
  place!: string | null;

  @Column("uuid", { nullable: true })
  sessionTypeId!: string | null;

  @BelongsTo(() => SessionType, "The session type of its sessions, if it was booked with one.")
  sessionType?: SessionType | null;

  @Attribute(
    "integer",
    "How many seats each of its sessions has. Null if everybody in the engagement is expected, and for viewers who may only see the dates.",
    { nullable: true },
  )
  capacity!: number | null;

  @Attribute(
    "integer",
    "How many seats of a session must be taken or offered for it to take place. Null if there is no minimum.",
    {
      nullable: true,
    },
  )
  minimum!: number | null;

  @Attribute("integer", "How many minutes before its start it is decided whether a session takes place.", {
    nullable: true,
  })
  decideMinutes!: number | null;

  @Attribute("integer", "How many minutes a seat that becomes free is kept for the first person on the waiting list.", {
    nullable: true,
  })
  offerMinutes!: number | null;

  @Attribute(
    "boolean",
    "Whether it has no sessions on the firm's holidays. Null for viewers who may only see the dates.",
    { nullable: true, optional: false },
  )
  skipsFirmHolidays!: boolean;

  @Impersonal()
  @Attribute(
    "text",
    "Where the public holidays are on which it has no sessions, such as `DE-BY`. Null means nowhere, and for viewers who may only see the dates.",
    { nullable: true },
  )
  holidayRegion!: string | null;

  @Impersonal()
  @Column("text", { array: true, default: [] })
  @Field(() => [Override], {
    description: "What its sessions are booked over. Empty for viewers who may only see the dates.",
    simple: true,
  })
  overrides!: Override[];

  /** The coach who overrides what protects their own time. Null if the firm does, who may override everybody's. */
  @NamesPerson()
  @Column("uuid", { nullable: true })
  overriddenById!: string | null;

  @Attribute(
    "timestamptz",
    "The time up to which its sessions have been booked. Null for viewers who may only see the dates.",
    {
      nullable: true,
      optional: false,
    },
  )
  materialisedUntil!: Date;

  @Attribute("timestamptz", "When it was booked. Null for viewers who may only see the dates.", {
    nullable: true,
    optional: false,
  })
  createdAt!: Date;

  @Column("uuid", { nullable: true })
  bookedById!: string | null;

  @BelongsTo(
    () => Person,
    "The person who made it, by booking it or by changing the series that it follows. Its later sessions count as booked by the same person. Null if nobody in person did, if you may not see that person, and for viewers who may only see the dates.",
  )
  bookedBy?: Person | null;

  @Attribute(
    "timestamptz",
    "When its future sessions were cancelled, or moved to a new series. Null if they were not.",
    {
      nullable: true,
    },
  )
  endedAt!: Date | null;

  /**
   * The series by whose id calendars know it (UID): itself, or the one whose sessions ahead it took over. Null if
   * calendars know each of its sessions by itself.
   */
  @Column("uuid", { nullable: true })
  calendarId!: string | null;

  /** The version that calendars know (RFC 5545 SEQUENCE). */
  @Column("integer")
  sequence!: number;

  @Column("uuid", { nullable: true })
  followsId!: string | null;

  @BelongsTo(
    () => SessionSeries,
    "The series that it follows. It was the later part of that series until it was changed.",
  )
  follows?: SessionSeries | null;

  @UpdatedAt("Null for viewers who may only see the dates.")
  updatedAt!: Date;
}

declareExpression(SessionSeries, "overrides", (series) => `array_to_json(${series}.overrides)`);

hasMany(Engagement, "series", SessionSeries, {
  by: "engagementId",
  implied: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE", "COACH", "CLIENT", "SPONSOR"],
  order: SessionSeriesOrder,
  orderBy: "CREATED",
  description: "Its recurring sessions.",
});

// A series may have sessions without the principal of an assistant.
const withSeries = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE", "COACH", "CLIENT", "SPONSOR", "schedule:read"];

hasMany(SessionSeries, "sessions", Session, {
  by: "seriesId",
  implied: withSeries,
  filter: () => SessionFilter,
  order: SessionOrder,
  orderBy: "STARTS_AT",
  description: "Its sessions that have been booked so far. Moved and cancelled ones are included.",
});

BelongsTo(() => SessionSeries, "The series that it is part of. Null if it was booked on its own.")(
  Session.prototype,
  "series",
);
declareImplied(Session, { series: withSeries });
declareOnly(Engagement, "ASSISTANT", onlyFields("series"));
