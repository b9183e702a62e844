import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, BelongsTo } from "../common/fields.js";
import { NamesPerson } from "../common/names-person.js";
import { Node } from "../common/node.js";
import { PartOf } from "../common/part-of.js";
import { AboutParticipant } from "../common/personal.js";
import { Person } from "../tenancy/person.js";
import { Goal } from "./goal.js";
import { goalPeople, ofSharedGoal } from "./goal-viewers.js";

export const GoalProgressOrder = ordersOf("GoalProgressOrder", "How the progress of a goal can be sorted.", {
  REACHED_ON: ["Earliest day first.", "Latest day first."],
});

/** A level that was reached. Rows are added and removed, never changed. */
@Reads({
  prefix: "goal_progress",
  visible: { ...goalPeople, SPONSOR: ofSharedGoal },
  rights: { comment: ["COACH", "CLIENT"], recordedBy: ["COACH", "CLIENT"] },
  implied: { goal: true },
  orders: { REACHED_ON: ["reachedOn"] },
})
@PartOf(() => Goal, "goalId")
@Entity("goal_progress")
@ObjectType({
  implements: Node,
  description:
    "A level of a goal that was reached. Seen with the goal; sponsors see it if progress is shared with them.",
})
export class GoalProgress extends Node {
  @Column("uuid")
  goalId!: string;

  @BelongsTo(() => Goal, "The goal.")
  goal?: Goal | null;

  /** That of the goal, like its participant. */
  @Column("uuid")
  engagementId!: string;

  @NamesPerson()
  @Column("uuid", { nullable: true })
  participantId!: string | null;

  @Attribute("integer", "The level, -2 to 2. 0 is what was expected.")
  level!: number;

  @Attribute("date", "The day on which it was reached.")
  reachedOn!: string;

  @AboutParticipant("participantId", "engagementId")
  @Attribute("text", "What shows it. Null if nothing was said, and for sponsors.", { nullable: true })
  comment!: string | null;

  @Attribute("integer", "The revision of the scale on which it was measured: 0 is the first scale.")
  revision!: number;

  @Column("uuid")
  recordedById!: string;

  @BelongsTo(() => Person, "The coach or participant who recorded it. Null for sponsors, and if you may not see them.")
  recordedBy?: Person | null;

  @Attribute("timestamptz", "When it was recorded.")
  recordedAt!: Date;
}

hasMany(Goal, "progress", GoalProgress, {
  by: "goalId",
  implied: ["COACH", "CLIENT"],
  order: GoalProgressOrder,
  orderBy: "REACHED_ON",
  description:
    "The levels reached so far, also on earlier scales. Empty for sponsors with whom only the title is shared.",
});
