import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { hasFew } from "../../common/connections.js";
import { Attribute, BelongsTo } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { TenantRow } from "../../common/node.js";
import { PartOf } from "../../common/part-of.js";
import { SessionType } from "../session-types/session-type.js";
import { Availability, ONLY_FOR_TYPE } from "./availability.js";

/** Overrides are only reached through their availability. */
const withAvailability = { ...toManagers, COACH: true, "schedule:read": true } as const;

/** How many future dates of a coach can have their own hours. */
export const MOST_OVERRIDES = 366;

/**
 * A date on which a coach's hours differ from the weekly hours. There is one per date. Past ones are deleted when the
 * next is set.
 */
@Reads({ visible: withAvailability, orders: { DATE: ["date"] } })
@PartOf(() => Availability, "availabilityId")
@Entity("availability_override")
@ObjectType({
  description: "A date on which a coach's hours differ from the weekly hours. It may have no hours at all.",
})
export class AvailabilityOverride extends TenantRow {
  /** Only its windows need it. The API identifies an override by its date. */
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  availabilityId!: string;

  @Attribute("date", "The date in the coach's time zone.")
  date!: string;
}

/** A window on such a date. */
@Reads({ visible: withAvailability, orders: { STARTS: ["startMinute", "id"] } })
@Entity("availability_override_window")
@ObjectType({ description: "A window on a date that has its own hours." })
export class AvailabilityOverrideWindow extends TenantRow {
  /** The API does not show it. */
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  overrideId!: string;

  @Attribute("integer", "Where it starts, in minutes after midnight, 0 to 1,439.")
  startMinute!: number;

  @Attribute(
    "integer",
    "Where it ends, in minutes after midnight, 1 to 1,440. At or before the start means on the next day.",
  )
  endMinute!: number;

  @Column("uuid", { nullable: true })
  sessionTypeId!: string | null;

  @BelongsTo(() => SessionType, ONLY_FOR_TYPE)
  sessionType?: SessionType;
}

hasFew(AvailabilityOverride, "windows", AvailabilityOverrideWindow, {
  by: "overrideId",
  orderBy: "STARTS",
  implied: true,
  description: "The windows in order. They replace the weekly ones. An empty list means a day off.",
});
hasFew(Availability, "overrides", AvailabilityOverride, {
  by: "availabilityId",
  orderBy: "DATE",
  implied: true,
  description: `Dates with their own hours, in order, at most ${MOST_OVERRIDES}.`,
});
