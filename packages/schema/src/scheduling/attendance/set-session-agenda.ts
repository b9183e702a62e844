import { changed, clearable, idOf, longText, MEMBERS, mutation, required } from "../../common/declare.js";
import { Session } from "../booking/session.js";

export const SetSessionAgenda = mutation("setSessionAgenda", {
  owner: "scheduling",
  description: "Sets the agenda of a session.",
  roles: MEMBERS,
  input: {
    id: required(idOf(Session), "The session. It must not have ended."),
    agenda: clearable(longText(5_000), "The new agenda, which replaces the old one. Null or empty text removes it."),
  },
  refusals: { WRONG_STATUS: "The session has ended. Its agenda can no longer be set." },
  result: { session: changed(Session, "The session with its agenda.") },
});
