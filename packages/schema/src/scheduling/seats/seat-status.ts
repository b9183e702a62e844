import type { SeatStatus } from "./seat.js";

interface Standing {
  /** The statuses that the seat can move to. */
  readonly next: readonly SeatStatus[];
  /** Whether the person has a seat, an offer of one or a place on the waiting list. */
  readonly holdsSeat: boolean;
  /** Whether the seat counts as taken. */
  readonly isCounted: boolean;
}

/** The statuses of a seat. A person who gave a seat up can ask for one again. */
const standings: Readonly<Record<SeatStatus, Standing>> = {
  WAITING: { next: ["OFFERED", "LEFT"], holdsSeat: true, isCounted: false },
  OFFERED: { next: ["TAKEN", "DECLINED", "EXPIRED", "LEFT"], holdsSeat: true, isCounted: true },
  TAKEN: { next: ["LEFT"], holdsSeat: true, isCounted: true },
  DECLINED: { next: ["TAKEN", "WAITING"], holdsSeat: false, isCounted: false },
  EXPIRED: { next: ["TAKEN", "WAITING"], holdsSeat: false, isCounted: false },
  LEFT: { next: ["TAKEN", "WAITING"], holdsSeat: false, isCounted: false },
};

/** Whether a seat may move from one status to another. */
export function seatMayBecome(from: SeatStatus, to: SeatStatus): boolean {
  return standings[from].next.includes(to);
}

/** Whether a person in this status has a seat, an offer of one or a place on the waiting list. */
export function holdsSeat(status: SeatStatus): boolean {
  return standings[status].holdsSeat;
}

/** Whether a seat in this status counts as taken, so that nobody else can have it. */
export function isSeatCounted(status: SeatStatus): boolean {
  return standings[status].isCounted;
}
