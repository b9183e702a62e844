/** What a visit to an address from a letter may take. */
export const visitLimits = {
  /** Its cost, from the budget of an anonymous address. */
  cost: 1_000,
  /** The maximum size of what is sent with it, in bytes. */
  form: 10_000,
} as const;
