import { Reads } from "@coachwork/reader";
import { InputType, ObjectType } from "type-graphql";
import { Entity } from "typeorm";
import { archives, creates, MANAGERS, restores, text, updates } from "../common/declare.js";
import { ordersOf } from "../common/enums.js";
import { Attribute, UpdatedAt, Version } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { Node } from "../common/node.js";
import { Impersonal } from "../common/personal.js";
import { FoundBy } from "../common/search/found-by.js";
import { searches, SearchText } from "../common/search/search-filter.js";
import { updatedSince, UpdatedSince } from "../common/updated-since.js";

export const OrganizationOrder = ordersOf("OrganizationOrder", "How organizations can be sorted.", {
  NAME: ["By name.", "By name, from Z to A."],
  CREATED: ["Oldest first.", "Newest first."],
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
  filters: { updatedSince },
  search: searches(() => Organization),
})
@FoundBy({ name: "text" })
@Entity("organization")
@ObjectType({ implements: Node, description: "A client company that sponsors engagements for its people." })
export class Organization extends Node {
  @Impersonal()
  @Attribute("text", "The name. Unique in the firm.", {
    settable: text(200),
    taken: "The firm already has an organization of this name.",
  })
  name!: string;

  @Attribute("timestamptz", "When it was created.")
  createdAt!: Date;

  @Attribute("timestamptz", "When it was archived; it can no longer be chosen. Null if it can.", { nullable: true })
  archivedAt!: Date | null;

  @UpdatedAt()
  updatedAt!: Date;

  @Version()
  version!: number;
}

@InputType({ description: "Filters organizations." })
export class OrganizationFilter {
  @UpdatedSince("Organizations", "archived")
  updatedSince?: Date | null;

  @SearchText("Organizations found by the words of their name.")
  search?: string | null;
}

export const CreateOrganization = creates("createOrganization", Organization, {
  owner: "gateway",
  description: "Adds a client company.",
  roles: MANAGERS,
});

export const UpdateOrganization = updates("updateOrganization", Organization, {
  owner: "gateway",
  description: "Changes a client company. Fields that you leave out stay the same.",
  roles: MANAGERS,
});

export const ArchiveOrganization = archives("archiveOrganization", Organization, {
  owner: "gateway",
  description: "Archives a client company. Its people and engagements stay.",
  roles: MANAGERS,
});

export const RestoreOrganization = restores("restoreOrganization", Organization, {
  owner: "gateway",
  description: "Restores an archived client company, so that it can be chosen again.",
  roles: MANAGERS,
});
