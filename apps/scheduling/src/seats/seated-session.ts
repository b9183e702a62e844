import type { CommandContext } from "@coachwork/platform";
import { apiIdOf } from "@coachwork/reader";
import { Seat, Session } from "@coachwork/schema";
import { type ChangeableSession, changeableSession } from "../booking/changeable-session.js";

/** A session with seats that the caller asks for. */
export async function seatedSession(
  context: CommandContext<"WRONG_STATUS" | "NO_SEATS">,
  id: string,
): Promise<ChangeableSession> {
  const changeable = await changeableSession(context, id, { field: "sessionId" });
  const { status, capacity } = changeable.session;
  if (status !== "CONFIRMED") {
    context.refuse("WRONG_STATUS", "sessionId", `The session is ${status}; it must be CONFIRMED.`);
  }
  if (capacity === null) {
    context.refuse("NO_SEATS", "sessionId", "The session has no seats: everybody in the engagement is expected.");
  }
  return changeable;
}

/** A seat that the caller may answer for. Clients may only answer for their own. */
export async function changeableSeat(
  context: CommandContext<"WRONG_STATUS">,
  id: string,
): Promise<{ readonly seat: Seat; readonly seated: ChangeableSession }> {
  const { sessionId } = await context.fetch(Seat, id, "id");
  const seated = await changeableSession(context, apiIdOf(Session, sessionId));
  const seat = await context.fetch(Seat, id, "id");
  if (seated.party === "CLIENT" && seat.personId !== context.actor.personId) {
    context.refuse("FORBIDDEN", "id", "You can only answer for your own seat.");
  }
  return { seat, seated };
}

/** Whether seats can still be taken; `now` is in epoch milliseconds. */
export function isUpcoming({ status, startsAt }: Pick<Session, "status" | "startsAt">, now: number): boolean {
  return status === "CONFIRMED" && startsAt.getTime() > now;
}
