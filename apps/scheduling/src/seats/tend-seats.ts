import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { Seat, type Session } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { dequeue, enqueue } from "../jobs/enqueue.js";
import { instant, job, uuid } from "../jobs/job.js";
import { cancelForFirm } from "../booking/cancellation.js";
import { type LockedSession, lockSession } from "../booking/lock-session.js";
import { isUpcoming } from "./seated-session.js";
import { type Moment, offerFreeSeats, type SeatedSession, vacate } from "../booking/seats.js";

/**
 * Does what is due for a session's seats, however late, and comes back for the rest. It checks the current state rather
 * than its payload, so it can run at any time and any number of times.
 */
export const tendSeats = job({
  name: "tendSeats",
  told: { session: uuid, dueAt: instant },
  causedBy: [
    on(
      ["session.booked", "session.confirmed", "session.rescheduled", "session.seats_set", "seat.offered"],
      tendWhenDue,
    ),
  ],

  async run(services, { firmId, session: id, dueAt }): Promise<void> {
    await executeWithoutActor(services, firmId, async (transaction, clock) => {
      // The database's clock decided that it is time. It may be ahead of ours.
      const moment: Moment = { transaction, now: Math.max(clock, Date.parse(dueAt)) };
      const seated = await lockSession(transaction, id);
      if (!seated) return;
      await endOffers(moment, seated);
      await decide(moment, seated);
      await tendWhenDue(transaction, { ids: { session: id } }, moment.now);
    });
  },
});

/**
 * Schedules the work on a session's seats: when the next offer ends, or when to decide whether the session takes place.
 */
async function tendWhenDue(transaction: Transaction, { ids }: Naming<"session">, now: number): Promise<void> {
  const [row] = await transaction.query<{ due: Date | null }>(
    `select least(
       case when s.status = 'CONFIRMED' and s.minimum_met_at is null and s.starts_at > $3::timestamptz then s.decide_by end,
       (select min(o.offered_until) from seat o where o.firm_id = $1::uuid and o.session_id = s.id)
     ) as due
     from session s where s.firm_id = $1::uuid and s.id = $2::uuid`,
    [transaction.scope.firmId, ids.session, new Date(now)],
  );
  if (!row?.due) return dequeue(transaction, tendSeats, ids.session);
  const { due: runAt } = row;
  const told = { session: ids.session, dueAt: runAt.toISOString() };
  enqueue(transaction, tendSeats, told, { runAt, key: ids.session });
}

/** Ends expired offers and makes the next ones, unless the session has begun or was cancelled. */
async function endOffers(moment: Moment, seated: SeatedSession): Promise<void> {
  const { session } = seated;
  const offers = await moment.transaction.find(Seat, { sessionId: session.id, status: "OFFERED" });
  const ended = offers.filter(({ offeredUntil }) => offeredUntil!.getTime() <= moment.now);
  for (const seat of ended.sort((a, b) => a.turn - b.turn)) await vacate(moment, seated, seat, "EXPIRED");
  if (ended.length > 0 && isUpcoming(session, moment.now)) await offerFreeSeats(moment, seated);
}

/**
 * Decides once whether a session takes place. An offered seat counts as taken, because somebody wanted it. If the firm
 * cancels it, nobody forfeits anything.
 */
async function decide({ transaction, now }: Moment, locked: LockedSession): Promise<void> {
  const { session, coachIds } = locked;
  const { id, engagementId, decideBy, minimumMetAt } = session;
  // A session that has begun is history, however late this runs.
  if (minimumMetAt !== null || !isUpcoming(session, now)) return;
  if (decideBy === null || decideBy.getTime() > now) return;
  if (await recordMinimumMet({ transaction, now }, session)) {
    const ids = { session: id, engagement: engagementId, coaches: [...coachIds] };
    return transaction.tell({ type: "session.minimum_met", ids });
  }
  await cancelForFirm({ transaction, actor: null, now }, locked, "TOO_FEW_SEATS");
}

/** False if too few seats are taken. */
async function recordMinimumMet({ transaction, now }: Moment, { id }: Pick<Session, "id">): Promise<boolean> {
  const rows = await transaction.query(
    `update session set minimum_met_at = $3::timestamptz, updated_at = $4
     where firm_id = $1::uuid and id = $2::uuid and seats_taken >= minimum returning id`,
    [transaction.scope.firmId, id, new Date(now), transaction.changedAt],
  );
  return rows.length === 1;
}
