import type { EntityMetadata } from "typeorm";
import { type Entity, readableOf } from "./declare.js";
import { decodeId, encodeId } from "./ids.js";

/** A UUID that no row has. It stands for malformed ids, so that they get the same answer as ids that never existed. */
const NEVER = "00000000-0000-0000-0000-000000000000";

/** The UUID of an API id. */
export function uuidOf(entity: Entity, id: string): string {
  return decodeId(prefixOfEntity(entity), id) ?? NEVER;
}

/** The API id of a UUID. */
export function apiIdOf(entity: Entity, uuid: string): string {
  return encodeId(prefixOfEntity(entity), uuid);
}

function prefixOfEntity(entity: Entity): string {
  const { prefix } = readableOf(entity);
  if (prefix === undefined) throw new Error(`${entity.name} declares no id prefix.`);
  return prefix;
}

/** The column with a row's id, besides the firm's id. */
export function idColumnOf({ primaryColumns }: EntityMetadata): string {
  return (primaryColumns.find((column) => column.databaseName !== "firm_id") ?? primaryColumns[0]!).databaseName;
}
