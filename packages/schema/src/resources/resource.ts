import { type Input, Reads, type RowCondition } from "@coachwork/reader";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasMany } from "../common/connections.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { NamesPerson } from "../common/names-person.js";
import { Node } from "../common/node.js";
import { ErasedWith, Impersonal, MayName } from "../common/personal.js";
import { boundId } from "../common/uuid-of.js";
import { Engagement } from "../engagements/engagement.js";
import { Program } from "../engagements/program.js";
import { Person } from "../tenancy/person.js";

export const ResourceOrder = ordersOf("ResourceOrder", "How resources can be sorted.", {
  TITLE: ["By title, A to Z.", "By title, Z to A."],
  CREATED: ["Oldest first.", "Newest first."],
});

/** What is shared in an engagement is content of the work, so that those who run the firm do not see it. */
const ofFirm: RowCondition = (resource) => `${resource}.engagement_id is null`;

const sharedWith =
  (engagements: string, programs: string): RowCondition =>
  (resource, sql) =>
    `(${resource}.engagement_id in (select id from ${sql.scope(engagements)})
      or ${resource}.program_id in (select id from ${sql.scope(programs)})
      or ${resource}.engagement_id is null and ${resource}.program_id is null)`;

/** Material that people work with: a link or a file. Material that a participant shares is nothing without them. */
@Reads({
  prefix: "resource",
  visible: {
    OWNER: ofFirm,
    ADMIN: ofFirm,
    PROGRAM_MANAGER: ofFirm,
    COACH: sharedWith("coached", "coached_programs"),
    CLIENT: sharedWith("joined", "joined_programs"),
  },
  implied: { engagement: true, program: true },
  orders: { TITLE: ["title"], CREATED: [] },
  filters: {
    engagementId: {
      where: (resource, id: Input<string>, sql) => `${resource}.engagement_id = ${boundId(sql, Engagement, id)}`,
    },
    programId: { where: (resource, id: Input<string>, sql) => `${resource}.program_id = ${boundId(sql, Program, id)}` },
  },
})
@ErasedWith("participantId")
@Entity("resource")
@ObjectType({
  implements: Node,
  description:
    "A link or a file, shared with an engagement, with a program or with the whole firm. Seen by the coaches and participants whom it is shared with; those who run the firm see what is shared with programs and the firm. Never seen by sponsors and finance.",
})
export class Resource extends Node {
  @MayName("engagementId")
  @Attribute("text", "The title.")
  title!: string;

  @MayName("engagementId")
  @Attribute("text", "What it is for. Null if nothing is said.", { nullable: true })
  description!: string | null;

  @MayName("engagementId")
  @Attribute("text", "The https address that it leads to. Null for a file.", { nullable: true })
  url!: string | null;

  @Column("uuid", { nullable: true })
  fileId!: string | null;

  @MayName("engagementId")
  @Attribute("text", "What the file is called. Null for a link.", { nullable: true })
  fileName!: string | null;

  @Impersonal()
  @Attribute("text", "What is in the file, such as `application/pdf`. Null for a link.", { nullable: true })
  contentType!: string | null;

  @Attribute("integer", "The size of the file in bytes. Null for a link.", { nullable: true })
  bytes!: number | null;

  @Column("uuid", { nullable: true })
  engagementId!: string | null;

  @BelongsTo(() => Engagement, "The engagement that it is shared with. Null if it is shared more widely.")
  engagement?: Engagement | null;

  @Column("uuid", { nullable: true })
  programId!: string | null;

  @BelongsTo(() => Program, "The program that it is shared with. Null if it is shared with an engagement or the firm.")
  program?: Program | null;

  @Column("uuid")
  authorId!: string;

  @BelongsTo(() => Person, "Who shared it.")
  author?: Person | null;

  /** The author, where they took part in the engagement and did not coach it. */
  @NamesPerson()
  @Column("uuid", { nullable: true })
  participantId!: string | null;

  @Attribute("timestamptz", "When it was shared.")
  createdAt!: Date;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

@InputType({ description: "Filters resources." })
export class ResourceFilter {
  @Field(() => ID, { nullable: true, description: "Resources shared with this engagement." })
  engagementId?: string | null;

  @Field(() => ID, { nullable: true, description: "Resources shared with this program." })
  programId?: string | null;
}

hasMany(Engagement, "resources", Resource, {
  by: "engagementId",
  order: ResourceOrder,
  orderBy: "CREATED",
  description:
    "The resources that are shared with the engagement itself. Empty for those who run the firm, sponsors and finance.",
});
hasMany(Program, "resources", Resource, {
  by: "programId",
  order: ResourceOrder,
  orderBy: "CREATED",
  description: "The resources that are shared with the people of the program, as far as you may see them.",
});
