import { encodeId, readableEntities, readableOf } from "@coachwork/reader";
import type { Database } from "@coachwork/platform";
import type { Pool } from "pg";
import { marks, type World } from "./world.js";

/** Ids at the API of one type, by whose they are. */
export interface IdsOfType {
  readonly near: readonly string[];
  readonly far: readonly string[];
  readonly other: readonly string[];
  /** Of the form of the others, and never given out. */
  readonly never: string;
}

export type Ids = ReadonlyMap<string, IdsOfType>;

const NEVER = "eeeeeeee-eeee-7eee-8eee-00000000eeee";

/** The ids of every Node type that the reader reads, by type, as the database has them. */
export async function idsOf(pool: Pool, { source }: Database, { firmA, firmB }: World): Promise<Ids> {
  const ids = new Map<string, IdsOfType>();
  for (const [name, entity] of readableEntities()) {
    const { prefix } = readableOf(entity);
    if (prefix === undefined) continue;
    const { tableName, columns } = source.getMetadata(entity);
    const key = columns.some(({ databaseName }) => databaseName === "id") ? "id" : "firm_id";
    const { rows } = await pool.query<{ id: string; firm_id: string }>(
      `select ${key} as id, firm_id from ${tableName} order by 1`,
    );
    const encode = (wanted: (row: { id: string; firm_id: string }) => boolean) =>
      rows.filter(wanted).map(({ id }) => encodeId(prefix, id));
    const isFar = (id: string) => id.startsWith(marks.far.ids);
    ids.set(name, {
      near: encode((row) => row.firm_id === firmA && !isFar(row.id)),
      far: encode((row) => row.firm_id === firmA && isFar(row.id)),
      other: encode((row) => row.firm_id === firmB),
      never: encodeId(prefix, NEVER),
    });
  }
  return ids;
}
