import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { field, hasMany } from "../common/connections.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, BelongsTo } from "../common/fields.js";
import { NamesPerson } from "../common/names-person.js";
import { Node } from "../common/node.js";
import { PartOf } from "../common/part-of.js";
import { AboutParticipant, ERASED_TEXT } from "../common/personal.js";
import { Person } from "../tenancy/person.js";
import { Goal, scaleOf } from "./goal.js";
import { goalPeople } from "./goal-viewers.js";

export const GoalRevisionOrder = ordersOf("GoalRevisionOrder", "How the revisions of a goal can be sorted.", {
  REVISED: ["Earliest first.", "Latest first."],
});

/** A revision of a goal's scale, with what was there before. Rows are added, never changed. */
@Reads({
  prefix: "goal_revision",
  visible: goalPeople,
  implied: { goal: true },
  expressions: { scale: scaleOf },
  orders: { REVISED: ["revisedAt"] },
})
@PartOf(() => Goal, "goalId")
@Entity("goal_revision")
@ObjectType({
  implements: Node,
  description: "A revision of a goal's scale after work had started, and what it replaced. Sponsors see none.",
})
export class GoalRevision extends Node {
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

  @Attribute("integer", "The number of the revision, starting at 1.")
  number!: number;

  @AboutParticipant("participantId", "engagementId", ERASED_TEXT)
  @Attribute("text", "Why the scale was revised.")
  reason!: string;

  @Attribute("integer", "The weight before, 1 to 5.")
  weight!: number;

  @AboutParticipant("participantId", "engagementId", ERASED_TEXT)
  @Column("text")
  muchLess!: string;

  @AboutParticipant("participantId", "engagementId", ERASED_TEXT)
  @Column("text")
  less!: string;

  @AboutParticipant("participantId", "engagementId", ERASED_TEXT)
  @Column("text")
  expected!: string;

  @AboutParticipant("participantId", "engagementId", ERASED_TEXT)
  @Column("text")
  more!: string;

  @AboutParticipant("participantId", "engagementId", ERASED_TEXT)
  @Column("text")
  muchMore!: string;

  @Attribute("integer", "The baseline before, -2 to 2.")
  baselineLevel!: number;

  @Attribute("date", "The day since which the new scale holds.")
  revisedOn!: string;

  @Attribute("timestamptz", "When it was revised.")
  revisedAt!: Date;

  @Column("uuid")
  revisedById!: string;

  @BelongsTo(() => Person, "The coach or participant who revised it. Null if you may not see them.")
  revisedBy?: Person | null;
}

field(GoalRevision, "scale", () => [String], "What each level meant before, from -2 to 2.");

hasMany(Goal, "revisions", GoalRevision, {
  by: "goalId",
  implied: ["COACH", "CLIENT"],
  order: GoalRevisionOrder,
  orderBy: "REVISED",
  description: "The revisions of the scale after work had started. Empty if there were none, and for sponsors.",
});
