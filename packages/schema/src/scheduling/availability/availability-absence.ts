import { Reads, type RowCondition } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../../common/connections.js";
import { ordersOf } from "../../common/enums.js";
import { Attribute, BelongsTo } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { ErasedWith } from "../../common/personal.js";
import { TimeZone } from "../../common/scalars.js";
import { Person } from "../../tenancy/person.js";

export const TimeOffOrder = ordersOf("TimeOffOrder", "How time off can be sorted.", {
  STARTS_AT: ["Earliest first.", "Latest first."],
});
export const TravelOrder = ordersOf("TravelOrder", "How trips can be sorted.", {
  FIRST_DATE: ["Earliest first.", "Latest first."],
});

const own: RowCondition = (absence, sql) => `${absence}.coach_id = ${sql.person}`;
const toSchedulers = { ...toManagers, COACH: own, "schedule:read": true } as const;

/** Time when a coach does not work, whatever the weekly hours say. */
@Reads({
  prefix: "time_off",
  visible: toSchedulers,
  // Only the coach and managers see why somebody is away.
  rights: { reason: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH"] },
  orders: { STARTS_AT: ["startsAt"] },
})
@ErasedWith("coachId")
@Entity("time_off")
@ObjectType({ implements: Node, description: "Time when a coach does not work, whatever the weekly hours say." })
export class TimeOff extends Node {
  @Column("uuid")
  coachId!: string;

  @BelongsTo(() => Person, "The coach who is away.")
  coach?: Person;

  @Attribute("timestamptz", "When it starts.")
  startsAt!: Date;

  @Attribute("timestamptz", "When it ends.")
  endsAt!: Date;

  @Attribute(
    "text",
    "The reason. Hidden (null) from viewers other than the coach and owners, admins and program managers.",
    { nullable: true },
  )
  reason!: string | null;
}

/** Dates on which a coach keeps the same hours in another time zone. */
@Reads({ prefix: "travel", visible: toSchedulers, orders: { FIRST_DATE: ["firstDate"] } })
@ErasedWith("coachId")
@Entity("travel")
@ObjectType({
  implements: Node,
  description: "A trip: dates on which a coach keeps the same hours in another time zone.",
})
export class Travel extends Node {
  @Column("uuid")
  coachId!: string;

  @BelongsTo(() => Person, "The coach who travels.")
  coach?: Person;

  @Attribute("date", "The first date, in the other time zone.")
  firstDate!: string;

  @Attribute("date", "The last date, in the other time zone.")
  lastDate!: string;

  @Attribute("text", "The other time zone.", { as: () => TimeZone })
  timeZone!: string;
}

hasMany(Person, "timeOff", TimeOff, {
  by: "coachId",
  order: TimeOffOrder,
  orderBy: "STARTS_AT",
  description: "The person's time off as a coach.",
});
hasMany(Person, "travel", Travel, {
  by: "coachId",
  order: TravelOrder,
  orderBy: "FIRST_DATE",
  description: "The person's trips as a coach.",
});
