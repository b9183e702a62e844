import { type Input, Reads, type RowCondition } from "@coachwork/reader";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasComputed, hasMany } from "../common/connections.js";
import { argumentsOf } from "../common/declare.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { inScope } from "../common/in-scope.js";
import { Node } from "../common/node.js";
import { ErasedWith, MayName } from "../common/personal.js";
import { CalendarDate } from "../common/scalars.js";
import { boundId } from "../common/uuid-of.js";
import { Engagement } from "../engagements/engagement.js";
import { Person } from "../tenancy/person.js";
import { AssignedWorksheetStatus } from "./assigned-worksheet-status.js";
import {
  answersIn,
  fieldsOfForm,
  type FormField,
  type StoredAnswer,
  WorksheetAnswer,
  WorksheetField,
} from "./worksheet-form.js";
import { Worksheet } from "./worksheet.js";

export const AssignedWorksheetOrder = ordersOf("AssignedWorksheetOrder", "How assigned worksheets can be sorted.", {
  DUE_ON: ["Earliest due day first. Those without one come last.", "Latest due day first."],
  CREATED: ["Oldest first.", "Newest first."],
});

const own: RowCondition = (row, sql) => `${row}.participant_id = ${sql.person}`;

/** Who sees what is assigned: the coaches of the engagement, and the participant, also after they have left. */
export const worksheetPeople = { COACH: inScope("engagement_id", "coached"), CLIENT: own } as const;

/** A worksheet that a participant fills in. It is nothing without them, and keeps the form as it was assigned. */
@Reads({
  prefix: "assigned_worksheet",
  visible: worksheetPeople,
  rights: { draft: ["CLIENT"] },
  implied: { engagement: ["COACH"], participant: true, worksheet: ["COACH"] },
  sorts: { dueOn: { sql: (row) => `coalesce(${row}.due_on, 'infinity'::date)`, type: "date" } },
  orders: { DUE_ON: ["dueOn"], CREATED: [] },
  filters: {
    participantId: { where: (row, id: Input<string>, sql) => `${row}.participant_id = ${boundId(sql, Person, id)}` },
    status: { where: (row, status: Input<string>, sql) => `${row}.status = ${sql.bind(status, "text")}` },
    dueBefore: {
      isSkewed: true,
      where: (row, day: Input<string>, sql) => `${row}.due_on < ${sql.bind(day, "date")}`,
    },
  },
})
@ErasedWith("participantId")
@Entity("assigned_worksheet")
@ObjectType({
  implements: Node,
  description:
    "A worksheet that is assigned to a participant. Seen by the coaches of the engagement and by that participant; never by other members of a group, sponsors or those who run the firm.",
})
export class AssignedWorksheet extends Node {
  @Column("uuid")
  engagementId!: string;

  @BelongsTo(() => Engagement, "The engagement. Null for a participant who has left it.")
  engagement?: Engagement | null;

  @Column("uuid")
  participantId!: string;

  @BelongsTo(() => Person, "Who fills it in.")
  participant?: Person | null;

  @Column("uuid")
  worksheetId!: string;

  @BelongsTo(() => Worksheet, "The worksheet of the firm, as it is now. Null for participants.")
  worksheet?: Worksheet | null;

  @MayName("engagementId")
  @Attribute("text", "The title, as it was assigned.")
  title!: string;

  @MayName("engagementId")
  @Attribute("text", "What to do with it, as it was assigned: Markdown. Null if there is nothing to say.", {
    nullable: true,
  })
  instructions!: string | null;

  @MayName("engagementId")
  @Column("jsonb")
  form!: readonly FormField[];

  @Attribute("integer", "The version of the worksheet's form that it has.")
  formVersion!: number;

  @Attribute("date", "The day by which it is to be handed in. Null if there is none.", { nullable: true })
  dueOn!: string | null;

  @Attribute("text", "The status.", { as: () => AssignedWorksheetStatus })
  status!: AssignedWorksheetStatus;

  /** What the participant has written so far. It becomes a hand-in. */
  @MayName("engagementId")
  @Column("jsonb")
  answers!: readonly StoredAnswer[];

  @MayName("engagementId")
  @Attribute("text", "What a coach said when handing it back last. Null if nothing was said.", { nullable: true })
  comment!: string | null;

  @Column("uuid")
  assignedById!: string;

  @BelongsTo(() => Person, "The coach who assigned it. Null if you may not see them.")
  assignedBy?: Person | null;

  @Attribute("timestamptz", "When it was assigned.")
  createdAt!: Date;

  @Attribute("integer", "How often it was handed in.")
  handInCount!: number;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

hasComputed(AssignedWorksheet, "fields", {
  type: WorksheetField,
  takes: argumentsOf({}),
  objects: fieldsOfForm,
  sortedBy: "number",
  description: "The fields of its form, in order, as they were assigned.",
});
hasComputed(AssignedWorksheet, "draft", {
  type: WorksheetAnswer,
  takes: argumentsOf({}),
  objects: answersIn,
  sortedBy: "number",
  description: "What the participant has written so far. Empty for coaches, who see what is handed in.",
});

@InputType({ description: "Filters assigned worksheets." })
export class AssignedWorksheetFilter {
  @Field(() => ID, { nullable: true, description: "Worksheets of this participant." })
  participantId?: string | null;

  @Field(() => AssignedWorksheetStatus, { nullable: true, description: "Worksheets in this status." })
  status?: AssignedWorksheetStatus | null;

  @Field(() => CalendarDate, { nullable: true, description: "Worksheets that are due before this day." })
  dueBefore?: string | null;
}

hasMany(Engagement, "assignedWorksheets", AssignedWorksheet, {
  by: "engagementId",
  filter: () => AssignedWorksheetFilter,
  order: AssignedWorksheetOrder,
  orderBy: "DUE_ON",
  description: "The assigned worksheets that you may see. Empty for those who run the firm, sponsors and finance.",
});
