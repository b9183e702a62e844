import type { BusyCalendarFailure } from "@coachwork/schema";

/** Why a calendar cannot be read. The message is for people and quotes nothing found at the address. */
export class CalendarFailure extends Error {
  override readonly name = "CalendarFailure";

  constructor(
    readonly code: BusyCalendarFailure,
    message: string,
  ) {
    super(message);
  }
}
