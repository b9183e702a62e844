import { changed, idOf, MANAGERS, mutation, required } from "../../common/declare.js";
import { SessionType } from "./session-type.js";

export const ArchiveSessionType = mutation("archiveSessionType", {
  owner: "scheduling",
  description: "Archives a session type, so that it is no longer offered. Booked sessions stay as they are.",
  roles: MANAGERS,
  input: {
    id: required(idOf(SessionType), "The session type."),
  },

  result: { sessionType: changed(SessionType, "The session type, now archived.") },
});
