import { Reads } from "@coachwork/reader";
import { ObjectType } from "type-graphql";
import { Column, Entity, PrimaryColumn } from "typeorm";
import { hasMany } from "../common/connections.js";
import { ordersOf } from "../common/enums.js";
import { Attribute } from "../common/fields.js";
import { toManagers } from "../common/grants.js";
import { NamesPerson } from "../common/names-person.js";
import { TenantRow } from "../common/node.js";
import { ERASED_TEXT, OfPerson } from "../common/personal.js";
import { Person } from "./person.js";

export const InvitationOrder = ordersOf("InvitationOrder", "How invitations can be sorted.", {
  CREATED: ["First written first.", "Last written first."],
});

/**
 * An invitation to sign in as a person of the firm. The token in its letter is derived from it (`MailboxTokens`) and
 * never stored. A person has at most one open invitation.
 */
@Reads({
  // Invitations are only reached through their person.
  visible: toManagers,
  orders: { CREATED: [] },
})
@Entity("invitation")
@ObjectType({ description: "An invitation to sign in to the firm, sent to the person by e-mail." })
export class Invitation extends TenantRow {
  @PrimaryColumn("uuid")
  id!: string;

  @NamesPerson()
  @Column("uuid")
  personId!: string;

  @OfPerson("personId", ERASED_TEXT)
  @Attribute("text", "The address it is sent to.")
  email!: string;

  @Attribute("timestamptz", "When the person was invited.")
  createdAt!: Date;

  @Attribute("timestamptz", "Until when it can be accepted.")
  expiresAt!: Date;

  @Attribute("timestamptz", "When the e-mail was sent. Null if it has not been sent.", { nullable: true })
  sentAt!: Date | null;

  @OfPerson("personId")
  @Attribute("text", "The mail server's reason for refusing the e-mail.", { nullable: true })
  failure!: string | null;

  @Attribute("timestamptz", "When the person accepted. Null if they have not.", { nullable: true })
  acceptedAt!: Date | null;

  @Attribute("timestamptz", "When it was withdrawn or replaced by a newer one. Null if it was not.", { nullable: true })
  withdrawnAt!: Date | null;
}

hasMany(Person, "invitations", Invitation, {
  by: "personId",
  order: InvitationOrder,
  orderBy: "CREATED",
  description: "The person's invitations. Visible to owners, admins and program managers.",
});
