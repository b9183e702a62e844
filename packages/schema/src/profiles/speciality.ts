import { type Input, Reads } from "@coachwork/reader";
import { Field, InputType, ObjectType } from "type-graphql";
import { Entity } from "typeorm";
import { ADMINS, archives, creates, restores, text, updates } from "../common/declare.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, UpdatedAt, Version } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { Node } from "../common/node.js";
import { Impersonal } from "../common/personal.js";
import { updatedSince, UpdatedSince } from "../common/updated-since.js";

export const SpecialityOrder = ordersOf("SpecialityOrder", "How specialities can be sorted.", {
  NAME: ["By name.", "By name, from Z to A."],
  CREATED: ["Oldest first.", "Newest first."],
});

/** What coaches and mentors of the firm can be good at. The firm keeps the list, so that all say the same by a word. */
@Reads({
  prefix: "speciality",
  // Viewers who see profiles of coaches.
  visible: { ...toManagers, COACH: true, CLIENT: true, "people:read": true },
  orders: { NAME: ["name"], CREATED: [] },
  filters: {
    isArchived: {
      isSkewed: true,
      where: (row, isArchived: Input<boolean>, sql) =>
        `(${row}.archived_at is not null) = ${sql.bind(isArchived, "boolean")}`,
    },
    updatedSince,
  },
})
@Entity("speciality")
@ObjectType({
  implements: Node,
  description: "What coaches and mentors of the firm can be good at, such as change of career.",
})
export class Speciality extends Node {
  @Impersonal()
  @Attribute("text", "The name. Unique in the firm.", {
    settable: text(100),
    taken: "The firm already has a speciality of this name.",
  })
  name!: string;

  @Attribute("timestamptz", "When it was archived; it can no longer be chosen. Null if it can.", { nullable: true })
  archivedAt!: Date | null;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

@InputType({ description: "Filters specialities." })
export class SpecialityFilter {
  @Field(() => Boolean, { nullable: true, description: "Archived specialities, or those that can be chosen." })
  isArchived?: boolean | null;

  @UpdatedSince("Specialities", "archived")
  updatedSince?: Date | null;
}

export const CreateSpeciality = creates("createSpeciality", Speciality, {
  owner: "gateway",
  description: "Adds a speciality to the firm's list.",
  roles: ADMINS,
});

export const UpdateSpeciality = updates("updateSpeciality", Speciality, {
  owner: "gateway",
  description: "Changes a speciality, also in the profiles that have it. Fields that you leave out stay the same.",
  roles: ADMINS,
});

export const ArchiveSpeciality = archives("archiveSpeciality", Speciality, {
  owner: "gateway",
  description: "Archives a speciality, so that nobody can newly choose it. Profiles that have it keep it.",
  roles: ADMINS,
});

export const RestoreSpeciality = restores("restoreSpeciality", Speciality, {
  owner: "gateway",
  description: "Restores an archived speciality, so that it can be chosen again.",
  roles: ADMINS,
});
