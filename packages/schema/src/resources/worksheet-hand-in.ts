import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasComputed, hasMany } from "../common/connections.js";
import { argumentsOf } from "../common/declare.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, BelongsTo } from "../common/fields.js";
import { NamesPerson } from "../common/names-person.js";
import { Node } from "../common/node.js";
import { PartOf } from "../common/part-of.js";
import { ErasedWith, MayName } from "../common/personal.js";
import { AssignedWorksheet, worksheetPeople } from "./assigned-worksheet.js";
import { answersIn, type StoredAnswer, WorksheetAnswer } from "./worksheet-form.js";

export const WorksheetHandInOrder = ordersOf("WorksheetHandInOrder", "How what was handed in can be sorted.", {
  NUMBER: ["Earliest first.", "Latest first."],
});

/** What was handed in, as it was. Rows are added, never changed. */
@Reads({
  prefix: "worksheet_hand_in",
  visible: worksheetPeople,
  implied: { assignedWorksheet: true },
  orders: { NUMBER: ["number"] },
})
@ErasedWith("participantId")
@PartOf(() => AssignedWorksheet, "assignedWorksheetId")
@Entity("worksheet_hand_in")
@ObjectType({
  implements: Node,
  description: "What a participant handed in: the questions and the answers, as they were. Seen with the worksheet.",
})
export class WorksheetHandIn extends Node {
  @Column("uuid")
  assignedWorksheetId!: string;

  @BelongsTo(() => AssignedWorksheet, "The assigned worksheet, whose form never changes.")
  assignedWorksheet?: AssignedWorksheet | null;

  /** That of the assigned worksheet, like its participant. */
  @Column("uuid")
  engagementId!: string;

  @NamesPerson()
  @Column("uuid")
  participantId!: string;

  @Attribute("integer", "The number of the round, starting at 1.")
  number!: number;

  @MayName("engagementId")
  @Column("jsonb")
  answers!: readonly StoredAnswer[];

  @Attribute("timestamptz", "When it was handed in.")
  handedInAt!: Date;
}

hasComputed(WorksheetHandIn, "answers", {
  type: WorksheetAnswer,
  takes: argumentsOf({}),
  objects: answersIn,
  sortedBy: "number",
  description: "The answers, in the order of the form, with what was asked. Fields without an answer are left out.",
});

hasMany(AssignedWorksheet, "handIns", WorksheetHandIn, {
  by: "assignedWorksheetId",
  implied: true,
  order: WorksheetHandInOrder,
  orderBy: "NUMBER",
  description: "What was handed in, round after round.",
});
