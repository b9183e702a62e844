import { changed, clearable, count, MANAGERS, mutation, required, text, wordOf } from "../../common/declare.js";
import { SessionKind } from "./session-kind.js";
import { nameTaken } from "./refusals.js";
import { sessionTypeTerms } from "./session-type-terms.js";
import { SessionType } from "./session-type.js";

export const CreateSessionType = mutation("createSessionType", {
  owner: "scheduling",
  description: "Adds a session type that the firm offers.",
  roles: MANAGERS,
  input: {
    ...sessionTypeTerms,
    name: required(text(100), "The name."),
    kind: clearable(wordOf(SessionKind), "What sessions of this type are for. Defaults to REGULAR."),
    durationMinutes: required(count(5, 720), "The duration in minutes."),
  },
  refusals: nameTaken,
  result: { sessionType: changed(SessionType, "The new session type.") },
});
