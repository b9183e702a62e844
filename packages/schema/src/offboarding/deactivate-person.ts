import { ADMINS, changed, clearable, idOf, mutation, required } from "../common/declare.js";
import { handOverRefusals } from "../engagements/refusals.js";
import { Person } from "../tenancy/person.js";

export const DeactivatePerson = mutation("deactivatePerson", {
  owner: "gateway",
  description:
    "Deactivates a person. Sign-in, live connections, API keys and calendar feeds end at once, and so do memberships in engagements. You can hand a coach's engagements over to another coach. The firm cancels future sessions that no coach remains for, or whose only participant was this person. Nothing is forfeited. Past data stays in the history. Only an owner can deactivate an owner.",
  roles: ADMINS,
  input: {
    personId: required(idOf(Person), "The person."),
    handOverToId: clearable(
      idOf(Person),
      "The coach who takes over the person's engagements from today. Future sessions keep their times. If the new coach does not work or is not free then, the session continues with its other coaches. If it has none, the firm cancels it. The same holds for series. Null means that nobody takes over.",
    ),
  },
  refusals: {
    ALREADY_DEACTIVATED: "The person is already deactivated.",
    LAST_OWNER: "The person is the firm's only owner.",
    ...handOverRefusals,
  },
  result: { person: changed(Person, "The person, now deactivated.") },
});
