import { type Input, Reads } from "@coachwork/reader";
import { Field, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasComputed } from "../common/connections.js";
import { archives, argumentsOf, MANAGERS, restores } from "../common/declare.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, UpdatedAt, Version } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { Node } from "../common/node.js";
import { MayName } from "../common/personal.js";
import { fieldsOfForm, type FormField, WorksheetField } from "./worksheet-form.js";

export const WorksheetOrder = ordersOf("WorksheetOrder", "How worksheets can be sorted.", {
  TITLE: ["By title.", "By title, from Z to A."],
  CREATED: ["Oldest first.", "Newest first."],
});

/** A form that coaches assign. What was assigned keeps the form as it was then. */
@Reads({
  prefix: "worksheet",
  visible: { ...toManagers, COACH: true },
  orders: { TITLE: ["title"], CREATED: [] },
  filters: {
    isArchived: {
      isSkewed: true,
      where: (row, isArchived: Input<boolean>, sql) =>
        `(${row}.archived_at is not null) = ${sql.bind(isArchived, "boolean")}`,
    },
  },
})
@Entity("worksheet")
@ObjectType({
  implements: Node,
  description:
    "A form of the firm that coaches assign to participants. A change makes a new version of the form; what is assigned keeps the form as it was. For owners, admins, program managers and coaches.",
})
export class Worksheet extends Node {
  @MayName()
  @Attribute("text", "The title.")
  title!: string;

  @MayName()
  @Attribute("text", "What to do with it: Markdown. Null if there is nothing to say.", { nullable: true })
  instructions!: string | null;

  @MayName()
  @Column("jsonb")
  form!: readonly FormField[];

  @Attribute("integer", "The number of the form's version, starting at 1.")
  formVersion!: number;

  @Attribute("timestamptz", "When it was created.")
  createdAt!: Date;

  @Attribute("timestamptz", "When it was archived; nobody can assign it any more. Null if it is in use.", {
    nullable: true,
  })
  archivedAt!: Date | null;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

hasComputed(Worksheet, "fields", {
  type: WorksheetField,
  takes: argumentsOf({}),
  objects: fieldsOfForm,
  sortedBy: "number",
  description: "The fields of its form, in order.",
});

@InputType({ description: "Filters worksheets." })
export class WorksheetFilter {
  @Field(() => Boolean, { nullable: true, description: "Archived worksheets, or those in use." })
  isArchived?: boolean | null;
}

export const ArchiveWorksheet = archives("archiveWorksheet", Worksheet, {
  owner: "gateway",
  description: "Archives a worksheet, so that nobody assigns it any more. What is assigned goes on.",
  roles: MANAGERS,
});

export const RestoreWorksheet = restores("restoreWorksheet", Worksheet, {
  owner: "gateway",
  description: "Restores an archived worksheet, so that it can be assigned again.",
  roles: MANAGERS,
});
