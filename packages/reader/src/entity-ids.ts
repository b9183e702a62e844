import type { EntityMetadata } from "typeorm";
import { type Entity, readableEntities, readableOf } from "./declare.js";
import { decodeId, encodeId } from "./ids.js";

/** No row has it: what a malformed id stands for, so that it is answered like any id that was never given out. */
const NEVER = "00000000-0000-0000-0000-000000000000";

/** The UUID of an id at the API. */
export function uuidOf(entity: Entity, id: string): string {
  return decodeId(prefixOfEntity(entity), id) ?? NEVER;
}

/** The id at the API of a UUID. */
export function apiIdOf(entity: Entity, uuid: string): string {
  return encodeId(prefixOfEntity(entity), uuid);
}

function prefixOfEntity(entity: Entity): string {
  const { prefix } = readableOf(entity);
  if (prefix === undefined) throw new Error(`${entity.name} declares no id prefix.`);
  return prefix;
}

/** The entity whose ids have this prefix. */
export function entityOfPrefix(prefix: string): Entity | undefined {
  for (const entity of readableEntities().values()) if (readableOf(entity).prefix === prefix) return entity;
  return undefined;
}

/** The column that holds a row's id, beside its firm's. */
export function idColumnOf({ primaryColumns }: EntityMetadata): string {
  return (primaryColumns.find((column) => column.databaseName !== "firm_id") ?? primaryColumns[0]!).databaseName;
}
