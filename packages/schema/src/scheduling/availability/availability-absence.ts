import { Reads, type RowCondition } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../../common/connections.js";
import { wordsOf } from "../../common/enums.js";
import { Attribute, BelongsTo } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { TimeZone } from "../../common/scalars.js";
import { Person } from "../../tenancy/person.js";

export const TimeOffOrder = wordsOf("TimeOffOrder", "Orders of time off.", { STARTS_AT: "Earliest first." });
export const TravelOrder = wordsOf("TravelOrder", "Orders of journeys.", { FIRST_DATE: "Earliest first." });

const own: RowCondition = (absence, sql) => `${absence}.coach_id = ${sql.person}`;
const toWhoPlans = { ...toManagers, COACH: own, "schedule:read": true } as const;

/** When a coach does not work, whatever the hours say. */
@Reads({
  prefix: "time_off",
  visible: toWhoPlans,
  // Why somebody is away is between them and who runs the practice.
  rights: { reason: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH"] },
  orders: { STARTS_AT: ["startsAt"] },
})
@Entity("time_off")
@ObjectType({ implements: Node, description: "When a coach does not work, whatever the hours say." })
export class TimeOff extends Node {
  @Column("uuid")
  coachId!: string;

  @BelongsTo(() => Person, "Who is away.")
  coach?: Person;

  @Attribute("timestamptz", "When it begins.")
  startsAt!: Date;

  @Attribute("timestamptz", "When it ends.")
  endsAt!: Date;

  @Attribute("text", "Why, for the coach and who runs the practice; null to others.", { nullable: true })
  reason!: string | null;
}

/** Dates on which a coach keeps the hours in another zone. */
@Reads({ prefix: "travel", visible: toWhoPlans, orders: { FIRST_DATE: ["firstDate"] } })
@Entity("travel")
@ObjectType({ implements: Node, description: "Dates on which a coach keeps the hours in another zone." })
export class Travel extends Node {
  @Column("uuid")
  coachId!: string;

  @BelongsTo(() => Person, "Who travels.")
  coach?: Person;

  @Attribute("date", "The first date, in the other zone.")
  firstDate!: string;

  @Attribute("date", "The last date, in the other zone.")
  lastDate!: string;

  @Attribute("text", "The other zone.", { as: () => TimeZone })
  timeZone!: string;
}

hasMany(Person, "timeOff", TimeOff, {
  by: "coachId",
  order: TimeOffOrder,
  orderBy: "STARTS_AT",
  description: "When the person, as a coach, is away.",
});
hasMany(Person, "travel", Travel, {
  by: "coachId",
  order: TravelOrder,
  orderBy: "FIRST_DATE",
  description: "When the person, as a coach, works in another zone.",
});
