import { implement } from "@coachwork/platform";
import { ReleaseHold } from "@coachwork/schema";
import { endHold } from "../booking/end-hold.js";
import { heldSession } from "./held-session.js";

/** Lets a session go that is held: its time is free again, and so is what it had reserved. */
export const releaseHold = implement(ReleaseHold, async (context, input) => {
  const held = await heldSession(context, input.id);
  await endHold(context, held);
  return { session: held.session.id };
});
