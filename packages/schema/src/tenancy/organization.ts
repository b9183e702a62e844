import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Entity } from "typeorm";
import { wordsOf } from "../common/enums.js";
import { Attribute } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { Node } from "../common/node.js";

export const OrganizationOrder = wordsOf("OrganizationOrder", "How organizations can be sorted.", {
  NAME: "By name.",
  CREATED: "Oldest first.",
});

/** A client company that sponsors engagements for its people. */
@Reads({
  prefix: "organization",
  visible: {
    ...toManagers,
    FINANCE: true,
    CLIENT: (organization, sql) => `${organization}.id in (select id from ${sql.scope("own_organization")})`,
    SPONSOR: (organization, sql) => `${organization}.id in (select id from ${sql.scope("own_organization")})`,
    "people:read": true,
  },
  orders: { NAME: ["name"], CREATED: [] },
})
@Entity("organization")
@ObjectType({ implements: Node, description: "A client company that sponsors engagements for its people." })
export class Organization extends Node {
  @Attribute("text", "The name. Unique in the firm.")
  name!: string;

  @Attribute("timestamptz", "When it was created.")
  createdAt!: Date;
}
