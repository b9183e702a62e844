/** An input on its way to the scheduling service: with its instants as text. */
export type OnTheWire<Input> = {
  [Name in keyof Input]: Input[Name] extends Date
    ? string
    : Input[Name] extends Date | null | undefined
      ? string | null | undefined
      : Input[Name];
};

/** Writes the instants of an input as text, ISO 8601 in UTC. */
export function onTheWire<Input extends object>(input: Input): OnTheWire<Input> {
  const fields = Object.entries(input).map(([name, value]: [string, unknown]) => [
    name,
    value instanceof Date ? value.toISOString() : value,
  ]);
  return Object.fromEntries(fields) as OnTheWire<Input>;
}
