import type { CommandContext } from "@coachwork/platform";
import { arrangedSession, type ChangeableSession } from "../booking/changeable-session.js";

/** Fetches a held session, to book it or to release it. */
export async function heldSession(context: CommandContext<"WRONG_STATUS">, id: string): Promise<ChangeableSession> {
  const arranged = await arrangedSession(context, id);
  const { status } = arranged.session;
  if (status !== "HELD") context.refuse("WRONG_STATUS", "id", `The session is ${status}; it must be HELD.`);
  return arranged;
}
