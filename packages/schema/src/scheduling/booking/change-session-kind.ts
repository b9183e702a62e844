import { changed, clearable, idOf, mutation, required, SCHEDULERS, wordOf } from "../../common/declare.js";
import { SessionKind } from "../session-types/session-kind.js";
import { SessionType } from "../session-types/session-type.js";
import { Session } from "./session.js";

export const ChangeSessionKind = mutation("changeSessionKind", {
  owner: "scheduling",
  description:
    "Changes what a session is for. Its time and people stay. A CHEMISTRY session uses no allocation: what the session takes of it is reserved or released anew. Its people are told.",
  roles: SCHEDULERS,
  input: {
    id: required(idOf(Session), "The session. It must not have ended."),
    kind: required(wordOf(SessionKind), "What the session is for from now on."),
    sessionTypeId: clearable(
      idOf(SessionType),
      "The session type of this kind that it has from now on. It must take as long as the session. Null means none. By default, the session keeps its type, which must be of this kind.",
    ),
  },
  refusals: {
    WRONG_STATUS: "The session has ended, or does not take place.",
    ENGAGEMENT_NOT_ACTIVE: "The engagement cannot have sessions of this kind now.",
    OUTSIDE_ENGAGEMENT: "The session is before the engagement's first day, where only CHEMISTRY sessions can be.",
    ALLOCATION_EXHAUSTED: "The session would take more than is left of the engagement's allocation.",
  },
  result: { session: changed(Session, "The session with its new kind.") },
});
