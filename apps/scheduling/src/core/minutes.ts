/** In milliseconds. */
export const MINUTE = 60_000;

/**
 * A length in milliseconds.
 * @throws RangeError if it is not a whole number of minutes, or less than the least.
 */
export function minutes(name: string, value: number, least: number): number {
  if (!Number.isInteger(value) || value < least) {
    throw new RangeError(`${name} is ${value}; it must be a whole number of minutes, ${least} or more`);
  }
  return value * MINUTE;
}
