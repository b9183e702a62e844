import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { uuidOf, kinds } from "./world.ts";

const run = promisify(execFile);

export interface BareBookings {
  readonly databaseUrl: string;
  /** Where the script is put. */
  readonly directory: string;
  readonly clients: number;
  readonly isHot: boolean;
  readonly seconds: number;
  /** Epoch milliseconds, as in `BookingLoad`. */
  readonly from: number;
}

/** Whether PostgreSQL's own benchmark program can be run; it comes with PostgreSQL's contributed programs. */
export async function hasPgbench(): Promise<boolean> {
  return run("pgbench", ["--version"]).then(
    () => true,
    () => false,
  );
}

/** Bookings a second of the bare transaction: lock the engagement, insert the session, block the coach, log the event, commit. */
export async function bareBookings(options: BareBookings): Promise<number> {
  const { databaseUrl, directory, clients, isHot, seconds, from } = options;
  const file = join(directory, isHot ? "hot.sql" : "spread.sql");
  await writeFile(file, script(clients, isHot));
  const { stdout } = await run("pgbench", [
    ...["--no-vacuum", "--protocol=prepared", `--client=${clients}`, "--jobs=2", `--time=${Math.ceil(seconds)}`],
    ...[`--file=${file}`, "--define=n=0", `--define=base=${Math.floor(from / 1000)}`],
    databaseUrl,
  ]);
  const failed = /number of failed transactions: (\d+)/.exec(stdout)?.[1];
  if (failed !== undefined && failed !== "0") throw new Error(`pgbench failed ${failed} transactions.`);
  const tps = /tps = ([\d.]+) \(without initial connection time\)/.exec(stdout)?.[1];
  if (tps === undefined) throw new Error(`pgbench did not say how fast it was:\n${stdout}`);
  return Number(tps);
}

/** A transaction's lines, prepared. A client's variables outlive its transactions, and so count its sessions. */
function script(clients: number, isHot: boolean): string {
  const firmId = uuidOf(kinds.firm, 0);
  const ofClient = (kind: number) => `('${uuidOf(kind, 0).slice(0, -12)}' || lpad(:client_id::text, 12, '0'))::uuid`;
  const engagement = ofClient(isHot ? kinds.hotEngagement : kinds.engagement);
  const coach = isHot ? `'${uuidOf(kinds.coach, clients)}'::uuid` : ofClient(kinds.coach);
  const place = isHot ? `(:n * ${clients} + :client_id)` : ":n";
  const start = `to_timestamp(:base::bigint + ${place} * 1800)`;
  const end = `to_timestamp(:base::bigint + ${place} * 1800 + 1800)`;
  // Ids that grow with time, as ours do.
  const digits =
    "lpad(to_hex(:base::bigint), 12, '0') || '70008' || lpad(:client_id::text, 3, '0') || lpad(:n::text, 12, '0')";
  const session = `(${digits})::uuid`;
  return `\\set n :n + 1
begin;
set local app.firm_id = '${firmId}';
select 1 from engagement where firm_id = '${firmId}' and id = ${engagement} for no key update;
insert into session (firm_id, id, engagement_id, kind, status, starts_at, ends_at, time_zone, date, sequence, created_at)
  values ('${firmId}', ${session}, ${engagement}, 'REGULAR', 'CONFIRMED', ${start}, ${end}, 'UTC', ${start}::date, 0, now());
insert into session_coach (firm_id, session_id, coach_id, blocked, blocks)
  values ('${firmId}', ${session}, ${coach}, tstzrange(${start}, ${end}), true) on conflict do nothing;
update firm_counter set last_seq = last_seq + 1 where firm_id = '${firmId}' returning last_seq as seq \\gset
insert into event (firm_id, seq, type, ids, occurred_at)
  values ('${firmId}', :seq, 'session.booked', jsonb_build_object('session', ${session}), now());
commit;
`;
}
