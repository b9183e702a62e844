/** What describes a series: its recurrence rule, its zone, and its first start. */
export type SeriesField = "rule" | "timeZone" | "firstStart";

/** An invalid series. The message says what is wrong and what to do. */
export class InvalidSeries extends Error {
  override readonly name = "InvalidSeries";

  constructor(
    readonly field: SeriesField,
    problem: string,
  ) {
    super(problem);
  }
}
