/**
 * An iCalendar text that cannot be read, or not in reasonable time. The message says what is wrong. If possible, it
 * begins with the line (counted from 1, as in an editor).
 */
export class InvalidCalendar extends Error {
  override readonly name = "InvalidCalendar";
  readonly line: number | undefined;

  constructor(
    /** The message without the line. */
    readonly problem: string,
    line?: number,
  ) {
    super(line === undefined ? problem : `line ${line}: ${problem}`);
    this.line = line;
  }
}
