import { type CommandServices, executeWithoutActor } from "@coachwork/platform";
import { endHold } from "../booking/end-hold.js";
import { lockSession } from "../booking/lock-session.js";

/**
 * Lets go what a firm's people held for longer than they may, each hold in a transaction of its own. Nobody waits for the
 * jobs: whoever books finds the time free as soon as a hold is over, also where no job has been done yet.
 */
export async function expireHolds(services: CommandServices, firmId: string): Promise<void> {
  const now = services.clock.now();
  const over = await services.database.read(
    { firmId, personId: null },
    `select s.id from session s
     where s.firm_id = $1::uuid and s.status = 'HELD' and s.held_until <= $2::timestamptz order by s.id limit 100`,
    [firmId, new Date(now)],
  );
  for (const { id } of over) await expire(services, firmId, id as string, now);
}

/** Lets a hold go if it is over. `dueAt` is in epoch milliseconds: that it is time was judged by a clock that may be ahead of ours. */
export async function expire(services: CommandServices, firmId: string, id: string, dueAt: number): Promise<void> {
  await executeWithoutActor(services, firmId, async (transaction, clock) => {
    const locked = await lockSession(transaction, id);
    const now = Math.max(clock, dueAt);
    const { status, heldUntil } = locked?.session ?? {};
    if (!locked || status !== "HELD" || !heldUntil || heldUntil.getTime() > now) return;
    await endHold({ transaction, actor: null, now }, locked);
  });
}
