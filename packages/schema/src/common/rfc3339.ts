/** An instant as the API writes it: RFC 3339 in UTC without trailing zeros, such as `2027-03-01T09:00:00Z`. */
export function rfc3339(instant: Date | number): string {
  return new Date(instant).toISOString().replace(/\.?0*Z$/, "Z");
}

/** A message of the API with its instants written in another way, such as on its reader's own clock. */
export function withInstants(message: string, written: (instant: Date) => string): string {
  return message.replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, (instant) => written(new Date(instant)));
}
