import { type CommandContext, command } from "@coachwork/platform";
import { type CodeOf, ReleaseHoldCodes, type ReleaseHoldInput } from "@coachwork/schema";
import { endHold } from "../booking/end-hold.js";
import { heldSession } from "./held-session.js";

/** Lets a session go that is held: its time is free again, and so is what it had reserved. */
export const releaseHold = command({
  codes: ReleaseHoldCodes,
  roles: ["OWNER", "ADMIN", "PROGRAM_MANAGER", "COACH", "CLIENT"],

  async run(context: CommandContext<CodeOf<typeof ReleaseHoldCodes>>, input: ReleaseHoldInput) {
    const held = await heldSession(context, input.id);
    await endHold(context, held);
    return { session: held.session.id };
  },
});
