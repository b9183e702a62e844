import { ADMINS, changed, idOf, mutation, required } from "../common/declare.js";
import { Person } from "./person.js";

export const InvitePerson = mutation("invitePerson", {
  owner: "gateway",
  description:
    "Invites a person to sign in to the firm, by a letter to the person's address that nobody else sees. Replaces the open invitation. For OWNER and ADMIN; only OWNER invites an OWNER.",
  roles: ADMINS,
  input: {
    personId: required(idOf(Person), "The person who shall be able to sign in."),
  },
  refusals: {
    ALREADY_SIGNED_UP: "The person can sign in to this firm already.",
    DEACTIVATED: "The person was deactivated.",
    INVITED_TOO_OFTEN: "The address was written to a moment ago, or often today.",
  },
  result: { person: changed(Person, "The invited person.") },
});
