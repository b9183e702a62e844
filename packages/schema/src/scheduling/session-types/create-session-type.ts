import { changed, clearable, count, MANAGERS, mutation, required, text, wordOf } from "../../common/declare.js";
import { SessionKind } from "./session-kind.js";
import { nameTaken } from "./refusals.js";
import { sessionTypeTerms } from "./session-type-terms.js";
import { SessionType } from "./session-type.js";

export const CreateSessionType = mutation("createSessionType", {
  owner: "scheduling",
  description: "Adds a session to what the firm offers. For those who run the practice.",
  roles: MANAGERS,
  input: {
    ...sessionTypeTerms,
    name: required(text(100), "What to call it, {range}."),
    kind: clearable(wordOf(SessionKind), "What such a session is for; REGULAR if not given."),
    durationMinutes: required(count(5, 720), "How many minutes it takes, {range}."),
  },
  refusals: nameTaken,
  result: { sessionType: changed(SessionType, "The new session type.") },
});
