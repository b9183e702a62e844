import { type Entity, readableOf } from "./declare.js";
import type { Sql } from "./sql.js";

/** SQL for the id that an id means today: that of the object into which its object was merged, or itself. */
export function presentId(entity: Entity, sql: Sql, id: string): string {
  const { presentId: present } = readableOf(entity);
  return present ? present(id, sql) : id;
}
