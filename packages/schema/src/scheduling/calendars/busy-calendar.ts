import { Reads } from "@coachwork/reader";
import { Field, ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { hasFew } from "../../common/connections.js";
import { wordsOf, type WordOf } from "../../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { NamesPerson } from "../../common/names-person.js";
import { Node } from "../../common/node.js";
import { ErasedWith } from "../../common/personal.js";
import { Person } from "../../tenancy/person.js";

/** Why a calendar cannot be read from its address. */
export const calendarFailures = {
  UNREACHABLE: "No server returns a calendar there. It is down, too slow or has no such file.",
  NOT_A_CALENDAR: "The address does not return iCalendar, or the calendar breaks off.",
  FORBIDDEN_ADDRESS:
    "The address leads to a place that calendars are not read from: it is not HTTPS, or not on the public internet.",
  TOO_LARGE: "The calendar has more than 10,000,000 bytes, or its events take too long to compute.",
} as const;

export const BusyCalendarFailure = wordsOf(
  "BusyCalendarFailure",
  "Why a calendar could not be read from its address.",
  calendarFailures,
);
export type BusyCalendarFailure = WordOf<typeof BusyCalendarFailure>;

/** An external calendar whose times are busy. It was uploaded, or is read from an address regularly. */
@Reads({
  prefix: "busy_calendar",
  visible: { ...toManagers, COACH: (calendar, sql) => `${calendar}.coach_id = ${sql.person}` },
  expressions: {
    // A private calendar's address gives access to all of it. Managers therefore see only the host.
    address: (calendar, sql) => `case when ${calendar}.coach_id = ${sql.person} then ${calendar}.address end`,
    host: (calendar) => `split_part(${calendar}.address, '/', 3)`,
  },
  orders: { NAME: ["name"], CREATED: [] },
})
@ErasedWith("coachId")
@Entity("busy_calendar")
@ObjectType({ implements: Node, description: "An external calendar. Its times are busy." })
export class BusyCalendar extends Node {
  @Column("uuid")
  coachId!: string;

  @BelongsTo(() => Person, "The coach whose calendar it is.")
  coach?: Person;

  @Attribute("text", "The coach's name for it. Unique per coach.")
  name!: string;

  @Attribute("timestamptz", "When its times were last read.")
  importedAt!: Date;

  @Attribute("timestamptz", "Its recurring events have been expanded up to this time.")
  coveredUntil!: Date;

  @Attribute(
    "text",
    "The address that it is read from. Null if it was uploaded. It may contain a secret: hidden (null) from everybody but the coach.",
    {
      nullable: true,
    },
  )
  address!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The server that it is read from. Null if it was uploaded.",
    simple: true,
  })
  host?: string | null;

  @Attribute("timestamptz", "When its address last returned a calendar, changed or not.", { nullable: true })
  refreshedAt!: Date | null;

  @Attribute(
    "timestamptz",
    "Since when it cannot be read. Its times stay as they were until it can. Null if it can be read.",
    {
      nullable: true,
    },
  )
  failingSince!: Date | null;

  @Attribute("text", "Why it cannot be read. Null if it can.", { nullable: true, as: () => BusyCalendarFailure })
  failure!: BusyCalendarFailure | null;

  @Attribute("text", "What was wrong when it was last tried, as a message for people.", { nullable: true })
  failureMessage!: string | null;

  @Column("text", { array: true, default: [] })
  @Field(() => [String], {
    description:
      "What is wrong in the calendar, with the line and the consequence. The rest was read. Lists the first fifty and says how many more there are.",
    simple: true,
  })
  warnings!: string[];

  /** The parts of the iCalendar text that tell times. They are stored so that recurring events can be expanded further ahead. */
  @Column("text")
  source!: string;

  /**
   * The server's tag for this version (RFC 9110, 8.8.3). Sending it back saves the server from sending the same version
   * again.
   */
  @Column("text", { nullable: true })
  etag!: string | null;

  /** When this version was made, in the server's own format (RFC 9110, 8.8.2). */
  @Column("text", { nullable: true })
  lastModified!: string | null;

  /** When to read it again or expand it further ahead. Null only for calendars uploaded before this column existed. */
  @Column("timestamptz", { nullable: true })
  nextRefreshAt!: Date | null;

  @UpdatedAt()
  updatedAt!: Date;
}

/** A busy time, merged from a calendar's events. It holds no content that anybody could see. */
@ErasedWith("coachId")
@Entity("busy_time")
export class BusyTime {
  @PrimaryColumn("uuid", { name: "firm_id" })
  firmId!: string;

  @PrimaryColumn("uuid")
  calendarId!: string;

  @PrimaryColumn("timestamptz")
  startsAt!: Date;

  @NamesPerson()
  @Column("uuid")
  coachId!: string;

  @Column("timestamptz")
  endsAt!: Date;
}

hasFew(Person, "busyCalendars", BusyCalendar, {
  by: "coachId",
  orderBy: "NAME",
  description: "External calendars that keep the person's time from being booked, at most 20.",
});
