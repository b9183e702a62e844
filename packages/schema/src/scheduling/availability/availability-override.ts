import { Reads } from "@coachwork/reader";
import { Field, Int, ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { hasFew } from "../../common/connections.js";
import { Attribute } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { TenantRow } from "../../common/node.js";
import { Availability } from "./availability.js";

/** Reached through their availability alone. */
const withAvailability = { ...toManagers, COACH: true, "schedule:read": true } as const;

/** How many dates ahead a coach can have other hours on. */
export const MOST_OVERRIDES = 366;

/** A date on which a coach works other hours than in other weeks. One a date; those in the past go when the next is set. */
@Reads({ visible: withAvailability, orders: { DATE: ["date"] } })
@Entity("availability_override")
@ObjectType({ description: "A date on which a coach works other hours than in other weeks, or none." })
export class AvailabilityOverride extends TenantRow {
  /** Of use to its windows alone: at the API it is named by its date. */
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  availabilityId!: string;

  @Attribute("date", "The date, where the coach is.")
  date!: string;
}

/** A window of such a date. */
@Reads({ visible: withAvailability, orders: { STARTS: ["startMinute"] } })
@Entity("availability_override_window")
@ObjectType({ description: "A window of a date on which a coach works other hours." })
export class AvailabilityOverrideWindow extends TenantRow {
  @PrimaryColumn("uuid")
  overrideId!: string;

  @PrimaryColumn("integer")
  @Field(() => Int, { description: "Where it starts, in minutes after midnight, 0 to 1439.", simple: true })
  startMinute!: number;

  @Attribute("integer", "Where it ends, in minutes after midnight, 1 to 1440; at or before the start: on the next day.")
  endMinute!: number;
}

hasFew(AvailabilityOverride, "windows", AvailabilityOverrideWindow, {
  by: "overrideId",
  orderBy: "STARTS",
  implied: true,
  description: "The windows, in order, in place of the week's; none: a day off.",
});
hasFew(Availability, "overrides", AvailabilityOverride, {
  by: "availabilityId",
  orderBy: "DATE",
  implied: true,
  description: `Dates with other hours, in order; at most ${MOST_OVERRIDES}.`,
});
