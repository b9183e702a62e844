import { type Entity, type Input, presentId, type Sql, uuidOf } from "@coachwork/reader";

/** The UUID of an API id, for inputs and filters. */
export { uuidOf };

/** SQL for the UUID of the API id that a filter gives. */
export function boundId(sql: Sql, entity: Entity, id: Input<string>): string {
  const bound = sql.bind(
    id.map((text) => uuidOf(entity, text)),
    "uuid",
  );
  return presentId(entity, sql, bound);
}
