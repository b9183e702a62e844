import { changed, flag, idOf, mutation, required, usual } from "../../common/declare.js";
import { participantBusy } from "../booking/refusals.js";
import { Session } from "../booking/session.js";

export const ExcuseFromSession = mutation("excuseFromSession", {
  owner: "scheduling",
  description:
    "Excuses you from a session of your group. The others meet without you. It is always free: the allocation is charged per session.",
  roles: ["CLIENT"],
  input: {
    id: required(idOf(Session), "The session."),
    excused: usual(flag, true, "False if you come after all."),
  },
  refusals: {
    WRONG_STATUS: "The session has begun or was cancelled.",
    NOT_A_GROUP: "You can only excuse yourself from a GROUP session. Cancel or move other sessions instead.",
    HAS_SEATS: "The session has seats. Leave yours instead.",
    ...participantBusy,
  },
  result: { session: changed(Session, "The session, with your attendance.") },
});
