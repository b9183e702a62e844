import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { hasMany } from "../common/connections.js";
import { wordsOf } from "../common/enums.js";
import { Attribute } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { TenantRow } from "../common/node.js";
import { Person } from "./person.js";

export const InvitationOrder = wordsOf("InvitationOrder", "Orders of invitations.", {
  CREATED: "First written, first.",
});

/**
 * An invitation to sign in as a person of the firm. The token in its letter is derived from it (`MailboxTokens`) and stored
 * nowhere. A person has one open invitation at most.
 */
@Reads({
  // Reached through its person alone.
  visible: toManagers,
  orders: { CREATED: [] },
})
@Entity("invitation")
@ObjectType({ description: "An invitation to sign in to the firm, which a letter takes to the person." })
export class Invitation extends TenantRow {
  @PrimaryColumn("uuid")
  id!: string;

  @Column("uuid")
  personId!: string;

  @Attribute("text", "The address that the letter goes to.")
  email!: string;

  @Attribute("timestamptz", "When the person was invited.")
  createdAt!: Date;

  @Attribute("timestamptz", "Until when it can be accepted.")
  expiresAt!: Date;

  @Attribute("timestamptz", "When the letter was sent; null: not yet.", { nullable: true })
  sentAt!: Date | null;

  @Attribute("text", "What the mail server said when it refused the letter.", { nullable: true })
  failure!: string | null;

  @Attribute("timestamptz", "When the person accepted; null: not yet.", { nullable: true })
  acceptedAt!: Date | null;

  @Attribute("timestamptz", "When it was withdrawn, or replaced by a newer one; null: it was not.", { nullable: true })
  withdrawnAt!: Date | null;
}

hasMany(Person, "invitations", Invitation, {
  by: "personId",
  order: InvitationOrder,
  orderBy: "CREATED",
  description: "The invitations that were written to the person. For owners, admins and program managers.",
});
