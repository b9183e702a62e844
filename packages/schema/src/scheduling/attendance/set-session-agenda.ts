import { changed, clearable, idOf, longText, MEMBERS, mutation, required } from "../../common/declare.js";
import { Session } from "../booking/session.js";

export const SetSessionAgenda = mutation("setSessionAgenda", {
  owner: "scheduling",
  description: "Writes down what a session is to be about.",
  roles: MEMBERS,
  input: {
    id: required(idOf(Session), "The session; it must not have ended."),
    agenda: clearable(
      longText(5_000),
      "The agenda in place of what was set before, at most 5,000 characters; null or empty: none.",
    ),
  },
  refusals: { WRONG_STATUS: "Only a session that has not ended has an agenda to set." },
  result: { session: changed(Session, "The session with its agenda.") },
});
