import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { hasFew, hasOne } from "../../common/connections.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node, TenantRow } from "../../common/node.js";
import { PartOf } from "../../common/part-of.js";
import { ErasedWith } from "../../common/personal.js";
import { TimeZone } from "../../common/scalars.js";
import { Person } from "../../tenancy/person.js";
import { SessionType } from "../session-types/session-type.js";

/** What the session type of a window means. */
export const ONLY_FOR_TYPE =
  "The only session type that it is for. Null means all other sessions. From the first to the last date of its own weekly windows, a type is booked in its own windows alone.";

/** When a coach works: weekly windows in the coach's time zone and the terms of a session. One per coach. */
@Reads({
  prefix: "availability",
  visible: {
    ...toManagers,
    COACH: (availability, sql) => `${availability}.coach_id = ${sql.person}`,
    "schedule:read": true,
  },
  orders: { CREATED: [] },
})
@ErasedWith("coachId")
@Entity("availability")
@ObjectType({ implements: Node, description: "When a coach works: weekly windows in the coach's time zone." })
export class Availability extends Node {
  @Column("uuid")
  coachId!: string;

  @BelongsTo(() => Person, "The coach.")
  coach?: Person;

  @Attribute("text", "The time zone of the windows.", { as: () => TimeZone })
  timeZone!: string;

  @Attribute("integer", "Minutes kept free before each session.")
  bufferBeforeMinutes!: number;

  @Attribute("integer", "Minutes kept free after each session.")
  bufferAfterMinutes!: number;

  @Attribute("integer", "The minimum notice in minutes between booking and start.")
  minimumNoticeMinutes!: number;

  @Attribute("integer", "How many days ahead a session can be booked. Null means no limit.", { nullable: true })
  horizonDays!: number | null;

  @Attribute("integer", "The maximum number of sessions that start on one day of the coach. Null means no limit.", {
    nullable: true,
  })
  mostPerDay!: number | null;

  @Attribute(
    "integer",
    "The maximum number of sessions that start in one week of the coach, from Monday. Null means no limit.",
    {
      nullable: true,
    },
  )
  mostPerWeek!: number | null;

  @Attribute(
    "text",
    "The https address of the coach's own online meeting room. Sessions take place there unless they say another place.",
    {
      nullable: true,
    },
  )
  meetingRoom!: string | null;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

/** A weekly window of an availability. Several may start at the same time, on different dates or for different types. */
@Reads({
  // Windows are only reached through their availability.
  visible: {
    ...toManagers,
    COACH: true,
    "schedule:read": true,
  },
  orders: { STARTS: ["weekday", "startMinute", "firstDate", "id"] },
})
@PartOf(() => Availability, "availabilityId")
@Entity("availability_window")
@ObjectType({ description: "A weekly window in which a coach works." })
export class AvailabilityWindow extends TenantRow {
  /** The API does not show it. */
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  availabilityId!: string;

  @Attribute("integer", "The weekday on which it starts, 1 to 7. 1 is Monday (ISO 8601).")
  weekday!: number;

  @Attribute("integer", "Where it starts, in minutes after midnight, 0 to 1,439.")
  startMinute!: number;

  @Attribute(
    "integer",
    "Where it ends, in minutes after midnight, 1 to 1,440. At or before the start means on the next day.",
  )
  endMinute!: number;

  @Attribute("date", "The first date on which it applies. Null means no first one.", { nullable: true })
  firstDate!: string | null;

  @Attribute("date", "The last date on which it applies. Null means no last one.", { nullable: true })
  lastDate!: string | null;

  @Column("uuid", { nullable: true })
  sessionTypeId!: string | null;

  @BelongsTo(() => SessionType, ONLY_FOR_TYPE)
  sessionType?: SessionType;
}

hasFew(Availability, "windows", AvailabilityWindow, {
  by: "availabilityId",
  orderBy: "STARTS",
  implied: true,
  description: "The windows, in order.",
});
hasOne(Person, "availability", Availability, {
  by: "coachId",
  description: "When the person works as a coach. Null if that is not set.",
});
