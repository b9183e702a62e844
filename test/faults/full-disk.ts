import { existsSync } from "node:fs";
import { symlink, truncate, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { World } from "./world.ts";

/** Bytes of a table in one file. What does not fit goes to a file of the same name with the suffix ".1", then ".2". */
const FILE_SIZE = 2 ** 30;

/**
 * Leaves the log of events no room, as a full disk does: PostgreSQL itself says so (53100). Its file is made as long as a file
 * may be, by a hole that takes no space, and the next one is a device that is always full. Answers with a function that makes
 * room again.
 */
export async function fillDisk({ server, database: { admin } }: World): Promise<() => Promise<void>> {
  const { rows } = await admin.query<{ path: string; month: string }>(
    `select pg_relation_filepath(m) as path, m::regclass::text as month
     from to_regclass('event_log.' || to_char(now() at time zone 'UTC', '"m"YYYY_MM')) m`,
  );
  const { month } = rows[0]!;
  const first = join(server.directory, rows[0]!.path);
  let last = first;
  let number = 1;
  // The disk may have been full before.
  for (; existsSync(`${first}.${number}`); number += 1) last = `${first}.${number}`;
  const next = `${first}.${number}`;
  await symlink("/dev/full", next);
  await truncate(last, FILE_SIZE);
  // The hole's last page can still be used. It is to take few events.
  await admin.query(`alter table ${month} set (fillfactor = 10)`);
  const many = `insert into event (firm_id, seq, type, ids, occurred_at)
    select firm_id, 1000000 + place, 'none', '{}', now() from firm, generate_series(1, 1000) as place`;
  const refusal = await admin.query(many).then(
    () => undefined,
    ({ code }: { code: string }) => code,
  );
  if (refusal !== "53100") throw new Error(`The disk is not full: ${refusal}.`);
  return async () => {
    await unlink(next);
    // Everybody closes the table's files, and opens those that are there now.
    await admin.query(`alter table ${month} reset (fillfactor)`);
  };
}
