/** JSON: what a mutation answers is kept under its idempotency key. */
export type Result = { readonly [field: string]: unknown };
