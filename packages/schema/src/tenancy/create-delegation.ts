import { changed, clearable, date, idOf, MANAGERS, mutation, required } from "../common/declare.js";
import { Delegation } from "./delegation.js";
import { Person } from "./person.js";

/** The days of a delegation, in the inputs that set them. */
export const delegationDays = {
  startsOn: clearable(date, "The first day. Null means from now on."),
  endsOn: clearable(date, "The last day. Null means that it has no end."),
};

export const CreateDelegation = mutation("createDelegation", {
  owner: "gateway",
  description:
    "Lets an assistant arrange the sessions of a coach or client, and see when they are and with whom. Coaches and clients end this themselves with `endDelegation`.",
  roles: MANAGERS,
  input: {
    principalId: required(idOf(Person), "The coach or client whose sessions the delegate arranges."),
    delegateId: required(idOf(Person), "The assistant."),
    ...delegationDays,
  },
  refusals: {
    NOT_AN_ASSISTANT: "The delegate does not hold the role ASSISTANT.",
    NOT_A_PRINCIPAL: "The principal holds neither the role COACH nor CLIENT.",
    ALREADY_DELEGATED: "The assistant already arranges sessions for this person on some of the days.",
  },
  result: { delegation: changed(Delegation, "The new delegation.") },
});
