import { changed, idOf, MANAGERS, mutation, required } from "../../common/declare.js";
import { SessionType } from "./session-type.js";

export const ArchiveSessionType = mutation("archiveSessionType", {
  owner: "scheduling",
  description: "Offers a session type no more. For those who run the practice.",
  roles: MANAGERS,
  input: {
    id: required(idOf(SessionType), "The session type."),
  },

  result: { sessionType: changed(SessionType, "The session type, now archived.") },
});
