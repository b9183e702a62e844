import { ADMINS, changed, clearable, idOf, mutation, required } from "../common/declare.js";
import { Person } from "../tenancy/person.js";

export const DeactivatePerson = mutation("deactivatePerson", {
  owner: "gateway",
  description:
    "Takes somebody out of the firm: sign-in, sockets, API keys and calendar feeds end at once, and so does what the person does in engagements. A coach's engagements can be handed over to another. Sessions ahead are called off by the firm where no other coach goes on, or where the person took part alone: nothing is forfeited. What was stays, as history. For OWNER and ADMIN; only OWNER deactivates an owner.",
  roles: ADMINS,
  input: {
    personId: required(idOf(Person), "The person."),
    handOverToId: clearable(
      idOf(Person),
      "Who coaches from today on in the engagements that the person coaches. The sessions ahead go on with them at the same times; one at whose time they do not work or are not free goes on with its other coaches, or else the firm calls it off. Series go on with them likewise. Null: nobody.",
    ),
  },
  refusals: {
    ALREADY_DEACTIVATED: "The person is deactivated already.",
    LAST_OWNER: "The person is the firm's only owner.",
    DEACTIVATED: "Who is to take over is deactivated.",
    NOT_A_COACH: "Who is to take over does not hold the role COACH.",
    TAKES_PART: "Who is to take over takes part in one of the engagements, and cannot coach there.",
    NEEDS_CONSENT: "Handing over to oneself needs another person's consent: ask with requestToJoinEngagement first.",
  },
  result: { person: changed(Person, "The person, now deactivated.") },
});
