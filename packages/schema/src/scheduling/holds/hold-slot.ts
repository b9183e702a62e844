import { BOOKERS, changed, count, mutation, usual } from "../../common/declare.js";
import { bookingFields } from "../booking/book-session.js";
import { bookingRefusals } from "../booking/refusals.js";
import { Session } from "../booking/session.js";

/** How many slots somebody can hold at a time; each has one of so many places. */
export const MOST_HOLDS = 3;

export const HoldSlot = mutation("holdSlot", {
  owner: "scheduling",
  description: "Keeps the time of a session for a few minutes; it is booked when the hold is confirmed.",
  roles: BOOKERS,
  input: {
    ...bookingFields,
    minutes: usual(count(1, 15), 5, "For how many minutes, {range}; never beyond the session's start."),
  },
  refusals: { ...bookingRefusals, TOO_MANY_HOLDS: `Somebody holds at most ${MOST_HOLDS} slots at a time.` },
  result: { session: changed(Session, "The session, held until its `heldUntil`.") },
});
