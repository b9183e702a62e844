import { implement } from "@coachwork/platform";
import { ReleaseHold } from "@coachwork/schema";
import { endHold } from "../booking/end-hold.js";
import { heldSession } from "./held-session.js";

/** Releases a held session: its slot is free again, and its reserved amount is released. */
export const releaseHold = implement(ReleaseHold, async (context, input) => {
  const held = await heldSession(context, input.id);
  await endHold(context, held);
  return { session: held.session.id };
});
