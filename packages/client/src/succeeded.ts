import { type UserError, UserErrors } from "./errors.js";

/** The payload of a mutation. Select `userErrors { code message }`. */
export interface Payload {
  readonly userErrors: readonly UserError[];
}

/**
 * The payload of a mutation that was done.
 *
 * @throws UserErrors if it was refused
 */
export function succeeded<P extends Payload>(payload: P): P;
/**
 * What a mutation made or changed: a field of its payload.
 *
 * @throws UserErrors if it was refused; TypeError if it was done, but the field is null all the same, because you may not see it
 */
export function succeeded<P extends Payload, Field extends keyof P>(payload: P, field: Field): NonNullable<P[Field]>;
export function succeeded<P extends Payload>(payload: P, field?: keyof P): unknown {
  if (payload.userErrors.length > 0) throw new UserErrors(payload.userErrors);
  if (field === undefined) return payload;
  const value = payload[field];
  if (value === null || value === undefined)
    throw new TypeError(`The mutation was done, and answered without ${String(field)}.`);
  return value;
}
