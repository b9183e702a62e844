/**
 * Something in a calendar that cannot be read, where the rest can. The message quotes nothing of the calendar: it is told to
 * whoever may see that the calendar is there, and what its owner wrote is the owner's.
 */
export class Unreadable extends Error {
  override readonly name = "Unreadable";

  constructor(
    readonly problem: string,
    /** The line that it is on, counted from 1. */
    readonly line: number,
  ) {
    super(`line ${line}: ${problem}`);
  }
}

/** What the reading gives; undefined, and the fault added to the list, if it cannot be read. */
export function unlessUnreadable<T>(faults: Unreadable[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    faults.push(error);
    return undefined;
  }
}
