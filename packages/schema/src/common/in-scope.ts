import type { RowCondition } from "@coachwork/reader";

/** Shows the rows whose column names an object of the scope, such as an engagement that the viewer coaches. */
export function inScope(column: "id" | "engagement_id" | "person_id", scope: string): RowCondition {
  return (row, sql) => `${row}.${column} in (select id from ${sql.scope(scope)})`;
}
