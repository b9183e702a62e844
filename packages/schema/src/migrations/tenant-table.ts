/** The roles that own nothing and bypass nothing. */
export type AppRole = "coachwork_gateway" | "coachwork_scheduling";

const firm = `firm_id = nullif(current_setting('app.firm_id', true), '')::uuid`;

/**
 * Protects a tenant table with row level security, enabled and forced. The policy compares plain columns with the
 * viewer's settings, because Citus allows no subqueries there. Both services can read; only the owning service can
 * write. `guard` is an additional comparison for data that must not leak even if the code above the database is wrong.
 */
export function tenantTable(table: string, writers: Partial<Record<AppRole, string>>, guard?: string): string[] {
  const condition = guard ? `${firm} and (${guard})` : firm;
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy ${table}_of_firm on ${table} using (${condition}) with check (${condition})`,
    `grant select on ${table} to coachwork_gateway, coachwork_scheduling`,
    ...Object.entries(writers).map(([role, privileges]) => `grant ${privileges} on ${table} to ${role}`),
  ];
}
