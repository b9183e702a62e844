/** Whether a delegation holds on a day, in SQL: for the row with the alias `delegation` and a date. */
export function delegationOnSql(delegation: string, day: string): string {
  return `(${delegation}.ended_at is null and coalesce(${delegation}.starts_on <= ${day}, true)
    and coalesce(${delegation}.ends_on >= ${day}, true))`;
}
