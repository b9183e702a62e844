import type { SeatStatus } from "./seat.js";

interface Standing {
  /** How somebody may stand to the seat next. */
  readonly next: readonly SeatStatus[];
  /** Whether the person has a seat, an offer of one or a place in line. */
  readonly holdsSeat: boolean;
  /** Whether the seat is nobody else's. */
  readonly isCounted: boolean;
}

/** The one table of how somebody's standing to a seat changes. Who gave a seat up can ask for one again. */
const standings: Readonly<Record<SeatStatus, Standing>> = {
  WAITING: { next: ["OFFERED", "LEFT"], holdsSeat: true, isCounted: false },
  OFFERED: { next: ["TAKEN", "DECLINED", "EXPIRED", "LEFT"], holdsSeat: true, isCounted: true },
  TAKEN: { next: ["LEFT"], holdsSeat: true, isCounted: true },
  DECLINED: { next: ["TAKEN", "WAITING"], holdsSeat: false, isCounted: false },
  EXPIRED: { next: ["TAKEN", "WAITING"], holdsSeat: false, isCounted: false },
  LEFT: { next: ["TAKEN", "WAITING"], holdsSeat: false, isCounted: false },
};

/** Whether somebody's standing to a seat may go from one status to another. */
export function seatMayBecome(from: SeatStatus, to: SeatStatus): boolean {
  return standings[from].next.includes(to);
}

/** Whether somebody who stands like this has a seat, an offer of one or a place in line. */
export function holdsSeat(status: SeatStatus): boolean {
  return standings[status].holdsSeat;
}

/** Whether the seat of somebody who stands like this counts as taken: it is nobody else's. */
export function isSeatCounted(status: SeatStatus): boolean {
  return standings[status].isCounted;
}
