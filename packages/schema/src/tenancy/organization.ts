import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Entity } from "typeorm";
import { archives, creates, MANAGERS, restores, text, updates } from "../common/declare.js";
import { wordsOf } from "../common/enums.js";
import { Attribute, Version } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { Node } from "../common/node.js";

export const OrganizationOrder = wordsOf("OrganizationOrder", "Orders of organizations.", {
  NAME: "By name.",
  CREATED: "Oldest first.",
});

/** A client company, which sponsors engagements for its people. */
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
@ObjectType({ implements: Node, description: "A client company, which sponsors engagements for its people." })
export class Organization extends Node {
  @Attribute("text", "Its name, unique in the firm.", {
    settable: text(200),
    taken: "The firm has an organization of this name.",
  })
  name!: string;

  @Attribute("timestamptz", "When it was added.")
  createdAt!: Date;

  @Attribute("timestamptz", "When it was archived. Null: it can be chosen.", { nullable: true })
  archivedAt!: Date | null;

  @Version()
  version!: number;
}

export const CreateOrganization = creates("createOrganization", Organization, {
  owner: "gateway",
  description: "Adds a client company. For those who run the practice.",
  roles: MANAGERS,
});

export const UpdateOrganization = updates("updateOrganization", Organization, {
  owner: "gateway",
  description: "Changes a client company. For those who run the practice.",
  roles: MANAGERS,
});

export const ArchiveOrganization = archives("archiveOrganization", Organization, {
  owner: "gateway",
  description: "Archives a client company. Its people and engagements stay. For those who run the practice.",
  roles: MANAGERS,
});

export const RestoreOrganization = restores("restoreOrganization", Organization, {
  owner: "gateway",
  description: "Makes an archived client company one that can be chosen again. For those who run the practice.",
  roles: MANAGERS,
});
