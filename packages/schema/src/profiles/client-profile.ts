import { Reads, type RowCondition } from "@coachwork/reader";
import { Field, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { hasOne } from "../common/connections.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { inScope } from "../common/in-scope.js";
import { Node } from "../common/node.js";
import { ErasedWith } from "../common/personal.js";
import { Person } from "../tenancy/person.js";

/** What changes may be about a manager whom the viewer does not see. */
const whole = {
  ...toManagers,
  CLIENT: ((profile, sql) => `${profile}.person_id = ${sql.person}`) satisfies RowCondition,
  "people:read": true as const,
};
const hidden = "Null for anybody but owners, admins, program managers, API keys and the client.";

/** What a client or mentee does, and wants to know about. A person has at most one. */
@Reads({
  prefix: "client_profile",
  visible: {
    ...toManagers,
    COACH: inScope("person_id", "coached_people"),
    CLIENT: inScope("person_id", "joined_people"),
    SPONSOR: inScope("person_id", "sponsored_people"),
    "people:read": true,
  },
  rights: { updatedAt: whole, version: whole },
  // Everybody who sees a profile sees the person, but maybe not the manager.
  implied: { person: true },
  expressions: { interests: (profile) => `array_to_json(${profile}.interests)` },
})
@ErasedWith("personId")
@Entity("client_profile")
@ObjectType({ implements: Node, description: "What a client or mentee does, and wants to know about." })
export class ClientProfile extends Node {
  @Column("uuid")
  personId!: string;

  @BelongsTo(() => Person, "The client or mentee.")
  person?: Person;

  @Attribute("text", "What they do for a living, such as head of payments.", { nullable: true })
  job!: string | null;

  @Attribute("text", "Their level, as their organization calls it.", { nullable: true })
  level!: string | null;

  @Column("uuid", { nullable: true })
  managerId!: string | null;

  @BelongsTo(() => Person, "The person whom they report to. Null if nobody was named, and if you may not see them.")
  manager?: Person | null;

  @Column("text", { array: true })
  @Field(() => [String], { description: "What they want to know about.", simple: true })
  interests!: string[];

  @UpdatedAt(hidden)
  updatedAt!: Date;

  @Version(hidden)
  version!: number;
}

hasOne(Person, "clientProfile", ClientProfile, {
  by: "personId",
  // Finance sees only names.
  implied: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT", "SPONSOR", "people:read"],
  description: "The profile as a client or mentee. Null if there is none, and for finance.",
});
