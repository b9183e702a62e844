/** The events of reports and the ids (UUIDs) that each one carries. */
export interface ReportEvents {
  /** Somebody looked at what a sponsor is shown. */
  "person.previewed": { person: string };
}
