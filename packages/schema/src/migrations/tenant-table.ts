/** The roles that own nothing and bypass nothing. */
export type AppRole = "coachwork_gateway" | "coachwork_scheduling";

const firm = `firm_id = nullif(current_setting('app.firm_id', true), '')::uuid`;

/**
 * What every tenant table has: row level security, enabled and forced, with a policy that compares plain columns with the
 * viewer's settings (Citus takes no subqueries there), read access for both services and write access for the owner alone.
 * `guard` is a further comparison for what must never leak by any mistake above the database.
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
