/** What describes a series: its recurrence rule, the zone of its clock, and its first start. */
export type SeriesField = "rule" | "timeZone" | "firstStart";

/** A series that cannot be. The message names what is wrong and says what would be right. */
export class InvalidSeries extends Error {
  override readonly name = "InvalidSeries";

  constructor(
    readonly field: SeriesField,
    problem: string,
  ) {
    super(problem);
  }
}
