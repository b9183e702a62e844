import { type CommandServices, executeWithoutActor } from "@coachwork/platform";
import { endHold } from "../booking/end-hold.js";
import { lockSession } from "../booking/lock-session.js";

/**
 * Releases the holds of a firm's people that have ended, each in its own transaction. Bookings do not wait for the
 * jobs: the time is free as soon as a hold has ended, even if no job has run yet.
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

/**
 * Releases a hold if it has ended. `dueAt` is in epoch milliseconds; it was compared with a clock that may be ahead of
 * ours.
 */
export async function expire(services: CommandServices, firmId: string, id: string, dueAt: number): Promise<void> {
  await executeWithoutActor(services, firmId, async (transaction, clock) => {
    const locked = await lockSession(transaction, id);
    const now = Math.max(clock, dueAt);
    const { status, heldUntil } = locked?.session ?? {};
    if (!locked || status !== "HELD" || !heldUntil || heldUntil.getTime() > now) return;
    await endHold({ transaction, actor: null, now }, locked);
  });
}
