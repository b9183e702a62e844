import type { CommandContext, Transaction } from "@coachwork/platform";
import type { Engagement, Session } from "@coachwork/schema";
import { record, reserve, settle, type Settlement } from "../allocation/allocation.js";

type Context = CommandContext<"ALLOCATION_EXHAUSTED">;

/**
 * Settles otherwise what was settled before, by entries alone: a USE or FORFEIT is taken back by one of the same kind below
 * zero, which makes it reserved again; what was released is reserved anew, as far as it is still available. From there it
 * is settled as for the first time. So every sum of the ledger stays what its name says, and its history tells what happened.
 */
export async function settleAnew(
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

/** How a session stands settled, and for how much; of what cost nothing nothing is left. */
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
