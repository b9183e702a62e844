import { changed, count, idOf, MANAGERS, mutation, optional, required, text, wordOf } from "../../common/declare.js";
import { SessionKind } from "./session-kind.js";
import { nameTaken } from "./refusals.js";
import { sessionTypeTerms } from "./session-type-terms.js";
import { SessionType } from "./session-type.js";

export const UpdateSessionType = mutation("updateSessionType", {
  owner: "scheduling",
  description:
    "Changes a session type. Fields that you leave out stay the same; null removes a term. Booked sessions stay as they are.",
  roles: MANAGERS,
  input: {
    ...sessionTypeTerms,
    id: required(idOf(SessionType), "The session type."),
    name: optional(text(100), "The new name."),
    kind: optional(wordOf(SessionKind), "What sessions of this type are for."),
    durationMinutes: optional(count(5, 720), "The duration in minutes."),
  },
  refusals: nameTaken,
  result: { sessionType: changed(SessionType, "The session type as it is now.") },
});
