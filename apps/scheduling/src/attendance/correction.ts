import type { CommandContext, Transaction } from "@coachwork/platform";
import type { Engagement, Session } from "@coachwork/schema";
import { record, reserve, settle, type Settlement } from "../allocation/allocation.js";

type Context = CommandContext<"ALLOCATION_EXHAUSTED">;

/**
 * Reverses an earlier settlement by new entries. A negative entry of the same kind takes back a USE or FORFEIT, so the
 * amount is reserved again. A released amount is reserved again as far as it is still available. Then the session is
 * settled as if for the first time. So every sum in the ledger keeps its meaning, and the history shows what happened.
 */
export async function resettle(
  context: Context,
  engagement: Engagement,
  session: Session,
  settlement: Settlement,
): Promise<void> {
  const earlier = await settledAs(context.transaction, session.id);
  if (earlier.kind === settlement) return;
  if (earlier.kind === "RELEASE") await reserve(context, engagement, session, "attendance");
  else await record(context, engagement, { ...earlier, amount: -earlier.amount, sessionId: session.id });
  await settle(context, engagement, session, settlement);
}

/** How a session was settled, and for how much. Nothing remains of a session that cost nothing. */
async function settledAs(
  transaction: Transaction,
  sessionId: string,
): Promise<{ readonly kind: Settlement; readonly amount: number }> {
  const rows = await transaction.query<{ kind: "USE" | "FORFEIT"; amount: string }>(
    `select kind, sum(amount) as amount from allocation_entry
     where firm_id = $1::uuid and session_id = $2::uuid and kind in ('USE', 'FORFEIT')
     group by kind having sum(amount) > 0`,
    [transaction.scope.firmId, sessionId],
  );
  const [settled] = rows;
  return settled ? { kind: settled.kind, amount: Number(settled.amount) } : { kind: "RELEASE", amount: 0 };
}
