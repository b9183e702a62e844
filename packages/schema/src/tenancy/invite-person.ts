import { ADMINS, changed, idOf, mutation, required } from "../common/declare.js";
import { Person } from "./person.js";

export const InvitePerson = mutation("invitePerson", {
  owner: "gateway",
  description:
    "Invites a person to sign in to the firm. The e-mail goes to the person's address, and nobody else sees it. It replaces an open invitation. Only an owner can invite an owner.",
  roles: ADMINS,
  keys: "none",
  input: {
    personId: required(idOf(Person), "The person to invite."),
  },
  refusals: {
    ALREADY_SIGNED_UP: "The person can already sign in to this firm.",
    DEACTIVATED: "The person is deactivated.",
    INVITED_TOO_OFTEN: "This address was written to a moment ago, or too often today.",
  },
  result: { person: changed(Person, "The invited person.") },
});
