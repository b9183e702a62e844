import { allSearchables, type Searchable, spellingsOf } from "./found-by.js";

/** Runs a statement in a transaction of the firm. Its text is hardly ever the same. */
export type Run = (text: string, values: readonly unknown[]) => Promise<readonly object[]>;

/** A record with the fields by which it is found. */
interface Spelt {
  readonly id: string;
}

/** Rows per statement. */
const MOST_ROWS = 1_000;
const MOST_RECORDS = 500;

/** Writes the spellings of new records. All statements are sent before this returns. */
export async function spell(
  run: Run,
  firmId: string,
  searchable: Searchable,
  records: readonly Spelt[],
): Promise<void> {
  const rows = records.flatMap((record) =>
    spellingsOf(searchable, record).map((spelling) => ({ recordId: record.id, ...spelling })),
  );
  const sent: Promise<unknown>[] = [];
  for (let start = 0; start < rows.length; start += MOST_ROWS) {
    const values: unknown[] = [firmId, searchable.type];
    const place = (value: unknown) => `$${values.push(value)}`;
    const tuples = rows
      .slice(start, start + MOST_ROWS)
      .map(({ recordId, spelling, field, form }) => [recordId, spelling, field, form].map(place).join(", "));
    const text = `insert into spelling (firm_id, type, record_id, spelling, field, form) values ${tuples.map((tuple) => `($1, $2, ${tuple})`).join(", ")}`;
    sent.push(run(text, values));
  }
  await Promise.all(sent);
}

/** Writes the spellings of records anew, as their rows are now. */
export async function respell(run: Run, firmId: string, searchable: Searchable, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { type, fields } = searchable;
  const [records] = await Promise.all([
    run(`select id, ${Object.keys(fields).join(", ")} from ${type} where firm_id = $1::uuid and id = any($2::uuid[])`, [
      firmId,
      ids,
    ]),
    run("delete from spelling where firm_id = $1::uuid and record_id = any($2::uuid[])", [firmId, ids]),
  ]);
  await spell(run, firmId, searchable, records as Spelt[]);
}

/** Writes the spellings of all records of a firm that has none yet. */
export async function spellAll(run: Run, firmId: string, searchable: Searchable): Promise<void> {
  const { type, fields } = searchable;
  const page = `select id, ${Object.keys(fields).join(", ")} from ${type} where firm_id = $1::uuid and id > $2::uuid order by id limit ${MOST_RECORDS}`;
  let records: readonly Spelt[];
  let after = "00000000-0000-0000-0000-000000000000";
  do {
    records = (await run(page, [firmId, after])) as Spelt[];
    await spell(run, firmId, searchable, records);
    after = records.at(-1)?.id ?? after;
  } while (records.length === MOST_RECORDS);
}

/** Writes the spellings of all that a firm has, for rows that were written straight into the database. */
export async function spellFirm(run: Run, firmId: string): Promise<void> {
  for (const searchable of allSearchables()) await spellAll(run, firmId, searchable);
}
