import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { wordsOf } from "../common/enums.js";
import { Attribute, BelongsTo } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { Node } from "../common/node.js";
import { hasMany } from "../common/connections.js";
import { Organization } from "./organization.js";

export const TeamOrder = wordsOf("TeamOrder", "How teams can be sorted.", {
  NAME: "By name.",
  CREATED: "Oldest first.",
});

/** A group of people in an organization who work together. */
@Reads({
  prefix: "team",
  visible: {
    ...toManagers,
    FINANCE: true,
    CLIENT: (team, sql) => `${team}.id in (select id from ${sql.scope("own_team")})`,
    SPONSOR: (team, sql) => `${team}.organization_id in (select id from ${sql.scope("own_organization")})`,
    "people:read": true,
  },
  orders: { NAME: ["name"], CREATED: [] },
})
@Entity("team")
@ObjectType({ implements: Node, description: "A group of people in an organization who work together." })
export class Team extends Node {
  @Attribute("text", "The name. Unique in the organization.")
  name!: string;

  @Column("uuid")
  organizationId!: string;

  @BelongsTo(() => Organization, "The organization that it belongs to.")
  organization?: Organization;
}

hasMany(Organization, "teams", Team, {
  by: "organizationId",
  order: TeamOrder,
  orderBy: "NAME",
  description: "The organization's teams.",
});
