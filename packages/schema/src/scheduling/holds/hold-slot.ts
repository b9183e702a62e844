import { ARRANGERS, changed, count, mutation, usual } from "../../common/declare.js";
import { bookingFields } from "../booking/book-session.js";
import { bookingRefusals } from "../booking/refusals.js";
import { Session } from "../booking/session.js";

/** How many slots a person can hold at a time. Each one takes a numbered place. */
export const MOST_HOLDS = 3;

export const HoldSlot = mutation("holdSlot", {
  owner: "scheduling",
  description: "Holds a slot for a few minutes. Confirm the hold to book the session.",
  roles: ARRANGERS,
  keys: "none",
  input: {
    ...bookingFields,
    minutes: usual(
      count(1, 15),
      5,
      "How many minutes to hold it, {range}. The hold ends at the session's start at the latest.",
    ),
  },
  refusals: { ...bookingRefusals, TOO_MANY_HOLDS: `You can hold at most ${MOST_HOLDS} slots at a time.` },
  result: { session: changed(Session, "The session, held until `heldUntil`.") },
});
