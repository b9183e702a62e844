import { listed } from "../../common/declare.js";
import { Session } from "../booking/session.js";

/** What a change of a coach's hours answers besides. */
export const sessionsHit = listed<Session>(
  () => Session,
  "Booked sessions that lay in the coach's hours and no longer do, earliest first, at most 100. They stay booked: move or cancel them if need be. Only those that you may see.",
);
