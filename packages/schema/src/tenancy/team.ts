import { Reads } from "@coachwork/reader";
import { InputType, ObjectType } from "type-graphql";
import { Column, Entity } from "typeorm";
import { archives, creates, MANAGERS, restores, text, updates } from "../common/declare.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, BelongsTo, UpdatedAt, Version } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { Node } from "../common/node.js";
import { FoundBy } from "../common/search/found-by.js";
import { searches, SearchText } from "../common/search/search-filter.js";
import { updatedSince, UpdatedSince } from "../common/updated-since.js";
import { hasMany } from "../common/connections.js";
import { MayName } from "../common/personal.js";
import { Organization } from "./organization.js";

export const TeamOrder = ordersOf("TeamOrder", "How teams can be sorted.", {
  NAME: ["By name.", "By name, from Z to A."],
  CREATED: ["Oldest first.", "Newest first."],
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
  filters: { updatedSince },
  search: searches(() => Team),
})
@FoundBy({ name: "text" })
@Entity("team")
@ObjectType({ implements: Node, description: "A group of people in an organization who work together." })
export class Team extends Node {
  @MayName()
  @Attribute("text", "The name. Unique in the organization.", {
    settable: text(200),
    taken: "The organization already has a team of this name.",
  })
  name!: string;

  @Column("uuid")
  organizationId!: string;

  @BelongsTo(() => Organization, "The organization that it belongs to.", { settable: true, fixed: true })
  organization?: Organization;

  @Attribute("timestamptz", "When it was archived; it can no longer be chosen. Null if it can.", { nullable: true })
  archivedAt!: Date | null;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

@InputType({ description: "Filters teams." })
export class TeamFilter {
  @UpdatedSince("Teams", "archived")
  updatedSince?: Date | null;

  @SearchText("Teams found by the words of their name.")
  search?: string | null;
}

hasMany(Organization, "teams", Team, {
  by: "organizationId",
  order: TeamOrder,
  orderBy: "NAME",
  description: "The organization's teams.",
});

export const CreateTeam = creates("createTeam", Team, {
  owner: "gateway",
  description: "Adds a team to an organization.",
  roles: MANAGERS,
});

export const UpdateTeam = updates("updateTeam", Team, {
  owner: "gateway",
  description: "Changes a team. Fields that you leave out stay the same.",
  roles: MANAGERS,
});

export const ArchiveTeam = archives("archiveTeam", Team, {
  owner: "gateway",
  description: "Archives a team. Its people and engagements stay.",
  roles: MANAGERS,
});

export const RestoreTeam = restores("restoreTeam", Team, {
  owner: "gateway",
  description: "Restores an archived team, so that it can be chosen again.",
  roles: MANAGERS,
});
