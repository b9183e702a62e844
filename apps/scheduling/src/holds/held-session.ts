import type { CommandContext } from "@coachwork/platform";
import { arrangedSession, type ChangeableSession } from "../booking/changeable-session.js";

/** Fetches a held session, to book it or to release it. One that has ended is refused as such. */
export async function heldSession(
  context: CommandContext<"WRONG_STATUS" | "HOLD_EXPIRED">,
  id: string,
): Promise<ChangeableSession> {
  const arranged = await arrangedSession(context, id, { byDelegates: true });
  const { status } = arranged.session;
  if (status === "EXPIRED") {
    context.refuse("HOLD_EXPIRED", "id", "The hold has expired or was released; hold or book the slot again.");
  }
  if (status !== "HELD") context.refuse("WRONG_STATUS", "id", `The session is ${status}; it must be HELD.`);
  return arranged;
}
