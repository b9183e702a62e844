/**
 * An iCalendar text that cannot be read, or not in reasonable time. The message says what is wrong and, where that can
 * be told, begins with the line (counted from 1, as an editor shows it).
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
