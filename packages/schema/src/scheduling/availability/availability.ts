import { Reads } from "@coachwork/reader";
import { Field, Int, ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { hasFew } from "../../common/connections.js";
import { Attribute, BelongsTo } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { TimeZone } from "../../common/scalars.js";
import { Person } from "../../tenancy/person.js";

/** When a coach works: weekly windows in the coach's zone, and what a session needs around it. One a coach. */
@Reads({
  prefix: "availability",
  visible: {
    ...toManagers,
    COACH: (availability, sql) => `${availability}.coach_id = ${sql.person}`,
    "schedule:read": true,
  },
  orders: { CREATED: [] },
})
@Entity("availability")
@ObjectType({ implements: Node, description: "When a coach works: weekly windows in the coach's zone." })
export class Availability extends Node {
  @Column("uuid")
  coachId!: string;

  @BelongsTo(() => Person, "The coach.")
  coach?: Person;

  @Attribute("text", "The zone that the windows are told in.", { as: () => TimeZone })
  timeZone!: string;

  @Attribute("integer", "Minutes kept free before each session.")
  bufferBeforeMinutes!: number;

  @Attribute("integer", "Minutes kept free after each session.")
  bufferAfterMinutes!: number;

  @Attribute("integer", "How many minutes ahead a session must be booked at least.")
  minimumNoticeMinutes!: number;

  @Attribute("integer", "How many days ahead a session can be booked at most; null: any.", { nullable: true })
  horizonDays!: number | null;

  @Attribute("integer", "The most sessions that start on one day of the coach; null: any.", { nullable: true })
  mostPerDay!: number | null;

  @Attribute("integer", "The most sessions that start in one week of the coach, from Monday; null: any.", {
    nullable: true,
  })
  mostPerWeek!: number | null;
}

/** A weekly window of an availability. */
@Reads({
  // Reached through its availability alone.
  visible: {
    ...toManagers,
    COACH: true,
    "schedule:read": true,
  },
  orders: { STARTS: ["weekday", "startMinute"] },
})
@Entity("availability_window")
@ObjectType({ description: "A window of the week in which a coach works." })
export class AvailabilityWindow {
  @PrimaryColumn("uuid", { name: "firm_id" })
  firmId!: string;

  @PrimaryColumn("uuid")
  availabilityId!: string;

  @PrimaryColumn("integer")
  @Field(() => Int, { description: "The day on which it starts, 1 (Monday) to 7 (ISO 8601).", simple: true })
  weekday!: number;

  @PrimaryColumn("integer")
  @Field(() => Int, { description: "Where it starts, in minutes after midnight, 0 to 1439.", simple: true })
  startMinute!: number;

  @Attribute("integer", "Where it ends, in minutes after midnight, 1 to 1440; at or before the start: on the next day.")
  endMinute!: number;
}

hasFew(Availability, "windows", AvailabilityWindow, {
  by: "availabilityId",
  orderBy: "STARTS",
  implied: true,
  description: "The windows, in order.",
});
hasFew(Person, "availability", Availability, {
  by: "coachId",
  orderBy: "CREATED",
  description: "When the person works as a coach; empty where that is not set.",
});
