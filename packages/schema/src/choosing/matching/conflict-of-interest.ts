import { type Input, Reads } from "@coachwork/reader";
import { Field, ID, InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { changed, clearable, idOf, longText, MANAGERS, mutation, optional, required } from "../../common/declare.js";
import { ordersOf } from "../../common/enums.js";
import { Attribute, BelongsTo } from "../../common/fields.js";
import { toManagers } from "../../common/grants.js";
import { Node } from "../../common/node.js";
import { ErasedWith, MayName } from "../../common/personal.js";
import { boundId } from "../../common/uuid-of.js";
import { Organization } from "../../tenancy/organization.js";
import { Person } from "../../tenancy/person.js";

export const ConflictOfInterestOrder = ordersOf("ConflictOfInterestOrder", "How conflicts of interest can be sorted.", {
  CREATED: ["Oldest first.", "Newest first."],
});

/** Says that a coach must not coach a person, or anybody of an organization. Rows are added and removed, never changed. */
@Reads({
  prefix: "conflict_of_interest",
  // It can reveal a kinship, a share or a quarrel, so neither the coach nor the other side may read it.
  visible: toManagers,
  implied: { coach: true, person: true, organization: true },
  orders: { CREATED: [] },
  filters: {
    coachId: { where: (row, id: Input<string>, sql) => `${row}.coach_id = ${boundId(sql, Person, id)}` },
  },
})
@ErasedWith("coachId", "personId")
@Entity("conflict_of_interest")
@ObjectType({
  implements: Node,
  description:
    "Says that a coach must not coach a person, or anybody of an organization. For owners, admins and program managers.",
})
export class ConflictOfInterest extends Node {
  @Column("uuid")
  coachId!: string;

  @BelongsTo(() => Person, "The coach or mentor.")
  coach?: Person;

  @Column("uuid", { nullable: true })
  personId!: string | null;

  @BelongsTo(() => Person, "The person. Null if the conflict is with an organization.")
  person?: Person | null;

  @Column("uuid", { nullable: true })
  organizationId!: string | null;

  @BelongsTo(() => Organization, "The organization. Null if the conflict is with a person.")
  organization?: Organization | null;

  @MayName()
  @Attribute("text", "What the conflict is. Null if no reason was given.", { nullable: true })
  reason!: string | null;

  @Attribute("timestamptz", "When it was declared.")
  createdAt!: Date;
}

@InputType({ description: "Filters conflicts of interest." })
export class ConflictOfInterestFilter {
  @Field(() => ID, { nullable: true, description: "Conflicts of this coach or mentor." })
  coachId?: string | null;
}

export const CreateConflictOfInterest = mutation("createConflictOfInterest", {
  owner: "gateway",
  description:
    "Declares a conflict of interest of a coach with a person or an organization. `matchCandidates` then excludes the coach for them.",
  roles: MANAGERS,
  keys: "none",
  input: {
    coachId: required(idOf(Person), "The coach or mentor."),
    personId: optional(idOf(Person), "The other person. Give either this or `organizationId`."),
    organizationId: optional(idOf(Organization), "The organization. Give either this or `personId`."),
    reason: clearable(longText(1_000), "What the conflict is."),
  },
  refusals: {
    ONE_OF_BOTH: "Give either a person or an organization.",
    NOT_A_COACH: "The person named as the coach does not hold the role COACH.",
    WITH_SELF: "The coach and the person are the same.",
    ALREADY_DECLARED: "The conflict is already declared.",
  },
  result: { conflictOfInterest: changed(ConflictOfInterest, "The new conflict of interest.") },
});

export const RemoveConflictOfInterest = mutation("removeConflictOfInterest", {
  owner: "gateway",
  description: "Removes a conflict of interest that is over. The coach can be matched with them again.",
  roles: MANAGERS,
  keys: "none",
  input: { id: required(idOf(ConflictOfInterest), "The conflict of interest.") },
  result: { coach: changed(Person, "The coach or mentor.") },
});
