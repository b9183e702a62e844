import { changed, clearable, idOf, MANAGERS, mutation, required } from "../../common/declare.js";
import { Person } from "../../tenancy/person.js";
import { MatchRunMember } from "./match-run-member.js";
import { exclusionRefusals } from "./refusals.js";

export const ChangeMatchRunMember = mutation("changeMatchRunMember", {
  owner: "gateway",
  description:
    "Gives a member another coach in one assignment of a draft, or none. The other members keep theirs. If the coach is full, take one of their other members out first.",
  roles: MANAGERS,
  keys: "none",
  input: {
    id: required(idOf(MatchRunMember), "The member in one of the assignments."),
    coachId: clearable(idOf(Person), "The coach or mentor. Null takes the coach away."),
  },
  refusals: {
    ...exclusionRefusals,
    WRONG_STATUS: "The match run is no draft any more.",
  },
  result: { matchRunMember: changed(MatchRunMember, "The member as it is now.") },
});
