import { Reads } from "@coachwork/reader";
import { Field, ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { hasFew } from "../../common/connections.js";
import { wordsOf, type WordOf } from "../../common/enums.js";
import { Attribute, BelongsTo } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { Person } from "../../tenancy/person.js";

export const BusyCalendarFailure = wordsOf(
  "BusyCalendarFailure",
  "Why a calendar could not be read from its address.",
  {
    UNREACHABLE: "No server answers there with a calendar: it is down, too slow, or has no such file.",
    NOT_A_CALENDAR: "What is there is not iCalendar, or is broken off.",
    FORBIDDEN_ADDRESS: "It leads to where calendars are not read from: not by HTTPS, or not in the public internet.",
    TOO_LARGE: "It has more than 10,000,000 bytes, or its events take too long to work out.",
  },
);
export type BusyCalendarFailure = WordOf<typeof BusyCalendarFailure>;

/** A calendar from outside whose times are not free. It was uploaded, or is read from an address again and again. */
@Reads({
  prefix: "busy_calendar",
  visible: { ...toManagers, COACH: (calendar, sql) => `${calendar}.coach_id = ${sql.person}` },
  expressions: {
    // Whoever has the address of a private calendar can read all of it, so that those who run the practice see the host alone.
    address: (calendar, sql) => `case when ${calendar}.coach_id = ${sql.person} then ${calendar}.address end`,
    host: (calendar) => `split_part(${calendar}.address, '/', 3)`,
  },
  orders: { NAME: ["name"], CREATED: [] },
})
@Entity("busy_calendar")
@ObjectType({ implements: Node, description: "A calendar from outside; its times are not free." })
export class BusyCalendar extends Node {
  @Column("uuid")
  coachId!: string;

  @BelongsTo(() => Person, "Whose calendar it is.")
  coach?: Person;

  @Attribute("text", "What the coach calls it; unique for the coach.")
  name!: string;

  @Attribute("timestamptz", "When its times were last read in.")
  importedAt!: Date;

  @Attribute("timestamptz", "Up to when its recurring events have been worked out.")
  coveredUntil!: Date;

  @Attribute("text", "Where it is read from, if it was not uploaded. It may hold a secret: the coach alone sees it.", {
    nullable: true,
  })
  address!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The server that it is read from, if it was not uploaded.",
    simple: true,
  })
  host?: string | null;

  @Attribute("timestamptz", "When its address last answered with a calendar, new or as it was.", { nullable: true })
  refreshedAt!: Date | null;

  @Attribute("timestamptz", "Since when it cannot be read; until it can, its times stay as they were.", {
    nullable: true,
  })
  failingSince!: Date | null;

  @Attribute("text", "Why it cannot be read, if so.", { nullable: true, as: () => BusyCalendarFailure })
  failure!: BusyCalendarFailure | null;

  @Attribute("text", "What was wrong when it was last tried, for a person to read.", { nullable: true })
  failureMessage!: string | null;

  @Column("text", { array: true, default: [] })
  @Field(() => [String], {
    description:
      "What is wrong in the calendar, by line, and what came of it; the rest was read. The first fifty, and how many more there are.",
    simple: true,
  })
  warnings!: string[];

  /** What of the iCalendar text tells times, kept so that recurring events can be worked out further ahead. */
  @Column("text")
  source!: string;

  /** What the server called this version (RFC 9110, 8.8.3); given back to it, it need not send the same again. */
  @Column("text", { nullable: true })
  etag!: string | null;

  /** When this version was made, in the server's own spelling (RFC 9110, 8.8.2). */
  @Column("text", { nullable: true })
  lastModified!: string | null;

  /** When it is to be read again, or worked out further ahead. Null only where it was uploaded before that was done. */
  @Column("timestamptz", { nullable: true })
  nextRefreshAt!: Date | null;
}

/** A time that is not free, merged out of a calendar's events. It has no content that anybody could see. */
@Entity("busy_time")
export class BusyTime {
  @PrimaryColumn("uuid", { name: "firm_id" })
  firmId!: string;

  @PrimaryColumn("uuid")
  calendarId!: string;

  @PrimaryColumn("timestamptz")
  startsAt!: Date;

  @Column("uuid")
  coachId!: string;

  @Column("timestamptz")
  endsAt!: Date;
}

hasFew(Person, "busyCalendars", BusyCalendar, {
  by: "coachId",
  orderBy: "NAME",
  description: "Calendars from outside that keep the person's time from being booked; at most 20.",
});
