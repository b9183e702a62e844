/** Whom a transaction is for. The database shows it this firm's rows, and this person's private ones. */
export interface TenantScope {
  readonly firmId: string;
  readonly personId: string | null;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Begins a transaction for a tenant, as one message. The settings are literals and local to the transaction. Citus
 * forwards `SET LOCAL` to its workers but not `set_config()`, and a pooler may later give the connection to somebody
 * else.
 */
export function beginFor(scope: TenantScope, mode: "read only" | "read write"): string {
  return `begin ${mode}; ${setTenant(scope)}`;
}

/** Sets the tenant of a transaction that has already begun. */
export function setTenant({ firmId, personId }: TenantScope): string {
  const firm = `set local app.firm_id = '${checked(firmId)}'`;
  return `${firm}; ${setPerson(personId)}`;
}

/** Sets whose private rows a transaction sees. */
export function setPerson(personId: string | null): string {
  return `set local app.person_id = '${personId === null ? "" : checked(personId)}'`;
}

/** Removes the tenant again. */
export const clearTenant = "set local app.firm_id = ''; set local app.person_id = ''";

function checked(id: string): string {
  if (!uuid.test(id)) throw new Error("A tenant's id must be a UUID.");
  return id;
}
