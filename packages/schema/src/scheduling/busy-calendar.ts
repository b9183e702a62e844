import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { hasFew } from "../common/connections.js";
import { Attribute, BelongsTo } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { Node } from "../common/node.js";
import { Person } from "../tenancy/person.js";

/** A calendar from outside whose times are not free. */
@Reads({
  prefix: "busy_calendar",
  visible: { ...toManagers, COACH: (calendar, sql) => `${calendar}.coach_id = ${sql.person}` },
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

  @Attribute("timestamptz", "When it was last read in.")
  importedAt!: Date;

  @Attribute("timestamptz", "Up to when its recurring events have been worked out.")
  coveredUntil!: Date;

  /** The iCalendar text, kept so that recurring events can be worked out further ahead. */
  @Column("text")
  source!: string;
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
