import { type ContextOf, implement } from "@coachwork/platform";
import { type CancellingParty, CancelSession } from "@coachwork/schema";
import type { Settlement } from "../allocation/allocation.js";
import { cancelAndSettle } from "./cancellation.js";
import { isForfeiting, objectionToCancelling, policyOf } from "./cancellation-policy.js";
import { type ChangeableSession, changeableSession, refuseIfOthersTakePart } from "./changeable-session.js";

type Context = ContextOf<typeof CancelSession>;

/** Cancels a session, frees its coaches' time, and settles its reserved amount by the policy. */
export const cancelSession = implement(CancelSession, async (context, input) => {
  const reason = input.reason ?? null;
  const changeable = await changeableSession(context, input.id, { byDelegates: true });
  refuseIfOthersTakePart(context, changeable);
  const cancelledBy = cancellingParty(context, changeable.party, input.cancelledBy);
  const settlement = await settlementOf(context, changeable, cancelledBy);
  await cancelAndSettle(context, changeable, { cancelledBy, reason, settlement });
  return { session: changeable.session.id };
});

/** The side that cancels. A client can only cancel for clients, and a coach not for the firm. */
export function cancellingParty(
  context: Context,
  party: CancellingParty,
  cancelledBy: CancellingParty | null | undefined,
): CancellingParty {
  if (cancelledBy == null || cancelledBy === party || party === "FIRM") return cancelledBy ?? party;
  if (party === "COACH" && cancelledBy === "CLIENT") return "CLIENT";
  return context.refuse(
    "FORBIDDEN",
    "cancelledBy",
    `You act for the ${party} and cannot cancel for the ${cancelledBy}.`,
  );
}

/**
 * What happens to the reserved amount. Only clients can forfeit it, and only within the notice period. Right after booking
 * they cancel freely, unless they never may.
 */
export async function settlementOf(
  context: Context,
  { session, party }: Pick<ChangeableSession, "session" | "party">,
  cancelledBy: CancellingParty,
): Promise<Settlement> {
  if (cancelledBy !== "CLIENT") return "RELEASE";
  const policy = await policyOf(context.transaction, session);
  const objection = party === "CLIENT" ? objectionToCancelling(policy, session, context.now) : undefined;
  if (objection) context.refuse("POLICY", "id", objection);
  return isForfeiting(policy, session, context.now) ? "FORFEIT" : "RELEASE";
}
