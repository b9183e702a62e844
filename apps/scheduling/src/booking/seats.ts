import type { Transaction } from "@coachwork/platform";
import {
  Attendance,
  holdsSeat,
  isSeatCounted,
  type Override,
  Seat,
  seatMayBecome,
  type Session,
} from "@coachwork/schema";
import { toldOf } from "../staffing/objection.js";
import { MINUTE } from "../core/lengths.js";

/*
 * The seats of one session, which is locked. A seat counts in `session.seats_taken` from the moment it is taken or
 * offered until it is given up. The count only grows while it is below the capacity, and a CHECK enforces that. Whoever
 * frees a seat offers it in the same transaction: no seat is ever free while somebody waits.
 */

/**
 * A session whose seats change. It and its engagement are locked until the transaction ends, so nobody else can change
 * its seats.
 */
export interface SeatedSession {
  readonly session: Session;
  /** In id order. */
  readonly coachIds: readonly string[];
}

export interface Moment {
  readonly transaction: Transaction;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Takes one more seat. False if there is none. */
export async function countSeat(transaction: Transaction, sessionId: string): Promise<boolean> {
  const rows = await transaction.query(
    `update session set seats_taken = seats_taken + 1, updated_at = $3
     where firm_id = $1::uuid and id = $2::uuid and seats_taken < capacity returning id`,
    [transaction.scope.firmId, sessionId, transaction.changedAt],
  );
  return rows.length === 1;
}

async function uncountSeat(transaction: Transaction, sessionId: string): Promise<void> {
  await transaction.query(
    `update session set seats_taken = seats_taken - 1, updated_at = $3
     where firm_id = $1::uuid and id = $2::uuid`,
    [transaction.scope.firmId, sessionId, transaction.changedAt],
  );
}

type HeldSeat = Pick<Seat, "id" | "personId" | "status">;

/** Gives somebody the seat that is counted for them. From now on they are expected. */
export async function giveSeat(
  { transaction }: Moment,
  seated: SeatedSession,
  seat: HeldSeat,
  overridden: readonly Override[],
): Promise<void> {
  const { session } = seated;
  await transaction.update(Seat, { id: seat.id, sessionId: session.id }, { status: "TAKEN", offeredUntil: null });
  const expected = { sessionId: session.id, personId: seat.personId, status: "PENDING" };
  await transaction.insertUnlessTaken(Attendance, expected);
  tell(transaction, "seat.taken", seated, seat, overridden);
}

/** Ends somebody's seat, offer or place on the waiting list. The caller then offers what is free. */
export async function vacate(
  { transaction }: Moment,
  seated: SeatedSession,
  seat: HeldSeat,
  status: "LEFT" | "DECLINED" | "EXPIRED",
): Promise<void> {
  const sessionId = seated.session.id;
  if (!seatMayBecome(seat.status, status)) throw new Error(`A seat that is ${seat.status} cannot become ${status}.`);
  await transaction.update(Seat, { id: seat.id, sessionId }, { status, offeredUntil: null });
  if (isSeatCounted(seat.status)) await uncountSeat(transaction, sessionId);
  if (seat.status === "TAKEN") await transaction.delete(Attendance, { sessionId, personId: seat.personId });
  tell(transaction, farewells[status], seated, seat);
}

const farewells = { LEFT: "seat.left", DECLINED: "seat.declined", EXPIRED: "seat.expired" } as const;

/** Offers free seats to people on the waiting list, in its order. */
export async function offerFreeSeats({ transaction, now }: Moment, seated: SeatedSession): Promise<void> {
  const { id, startsAt, offerMinutes } = seated.session;
  const offeredUntil = new Date(Math.min(now + offerMinutes! * MINUTE, startsAt.getTime()));
  for (let next = await firstInLine(transaction, id); next; next = await firstInLine(transaction, id)) {
    if (!(await countSeat(transaction, id))) return;
    await transaction.update(Seat, { id: next.id, sessionId: id }, { status: "OFFERED", offeredUntil });
    tell(transaction, "seat.offered", seated, next);
  }
}

async function firstInLine(transaction: Transaction, sessionId: string): Promise<HeldSeat | undefined> {
  const [first] = await transaction.query<HeldSeat>(
    `select id, person_id as "personId", status from seat
     where firm_id = $1::uuid and session_id = $2::uuid and status = 'WAITING' order by turn limit 1`,
    [transaction.scope.firmId, sessionId],
  );
  return first;
}

/** Frees the seats of people who do not take part on the session's day, and offers them. */
export async function vacateSeatsOfLeavers(
  moment: Moment,
  seated: SeatedSession,
  participantIds: readonly string[],
): Promise<void> {
  for (const seat of await seatsHeld(moment.transaction, seated.session.id)) {
    if (!participantIds.includes(seat.personId)) await vacate(moment, seated, seat, "LEFT");
  }
  await offerFreeSeats(moment, seated);
}

/** Everybody with a seat, an offer or a place on the waiting list, in order. */
async function seatsHeld(transaction: Transaction, sessionId: string): Promise<Seat[]> {
  const seats = await transaction.find(Seat, { sessionId });
  return seats.filter(({ status }) => holdsSeat(status)).sort((a, b) => a.turn - b.turn);
}

export function tell(
  transaction: Transaction,
  type: "seat.taken" | "seat.waitlisted" | "seat.offered" | (typeof farewells)[keyof typeof farewells],
  { session, coachIds }: SeatedSession,
  seat: Pick<Seat, "id" | "personId">,
  overridden: readonly Override[] = [],
): void {
  const { id, engagementId: engagement } = session;
  transaction.tell({
    type,
    ids: {
      ...{ session: id, engagement, seat: seat.id, person: seat.personId, coaches: [...coachIds] },
      ...toldOf(overridden),
    },
  });
}
