import { apiIdOf } from "@coachwork/reader";
import { Seat, Session } from "@coachwork/schema";
import type { Withdrawal } from "../mail/session-steps.js";
import type { MutationCall } from "./step.js";

/** The mutation by which somebody says that they do not come. */
export function withdrawalCall(
  way: Withdrawal,
  { sessionId, seatId }: { readonly sessionId: string; readonly seatId: string | undefined },
): MutationCall {
  if (way === "CANCEL") return { name: "cancelSession", input: { id: apiIdOf(Session, sessionId) } };
  if (way === "EXCUSE") return { name: "excuseFromSession", input: { id: apiIdOf(Session, sessionId) } };
  return { name: "leaveSeat", input: { id: apiIdOf(Seat, seatId ?? sessionId) } };
}
