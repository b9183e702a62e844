import { withConnection } from "@coachwork/infra/database";
import type { RunningPostgres } from "@coachwork/infra/postgres";
import pg from "pg";
import { type Ask, asking } from "./asking.ts";
import { createFirm, uuidOf } from "./booking/world.ts";
import { median, timed } from "./measure.ts";
import type { Options } from "./options.ts";
import { Report } from "./report.ts";
import { unlimited } from "./servers/coachwork.ts";
import { createServicesDatabase, onOwnPostgres, startServices } from "./servers/services.ts";
import { apiId } from "./world.ts";

const ORGANIZATIONS = 100;
const SESSIONS_EACH = 20;
/** How often each report is asked for in a round. */
const QUESTIONS = 5;

const organization = uuidOf(7, 7);

const fields = `engagements { status count } participants sessions { completed cancelled } attendance { present noShows }
  hours { coachingMinutes participantMinutes } allocation { unit granted used }`;

const cases = {
  firm: "",
  quarter: `(quarter: "2027-Q1")`,
  organization: `(organizationId: "${apiId("organization", organization)}")`,
  "organization-quarter": `(organizationId: "${apiId("organization", organization)}", quarter: "2027-Q1")`,
} as const;

/** How long reports take in a firm with a million sessions: of the whole firm, and of one of a hundred organizations. */
export async function reports(options: Options): Promise<void> {
  const report = new Report("reports", options.json);
  await onOwnPostgres("reports", 100, (postgres) => onPostgres(postgres, report, options.rounds));
}

async function onPostgres(postgres: RunningPostgres, report: Report, rounds: number): Promise<void> {
  const { adminUrl, urls } = await createServicesDatabase(postgres, "bench_reports");
  const { firmId, token } = await createFirm(adminUrl, urls, 0);
  // A single round only shows that it can be run.
  const engagements = rounds > 1 ? 50_000 : 1_000;
  await fill(adminUrl, firmId, engagements);
  const services = await startServices(urls, unlimited);
  const ask = asking(services.url, token);
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const bare: number[] = [];
    const seen = Object.fromEntries(Object.keys(cases).map((name) => [name, [] as number[]]));
    // The first round, in which everything is read from disk, is not counted.
    for (let round = 0; round <= rounds; round += 1) {
      for (const [name, given] of Object.entries(cases))
        for (let question = 0; question < QUESTIONS; question += 1) {
          const took = await timed(() => read(ask, given));
          if (round > 0) seen[name]!.push(took);
        }
      const took = await timed(() => client.query(bareSql, [firmId]));
      if (round > 0) bare.push(took);
    }
    report.say(`\n${engagements * SESSIONS_EACH} sessions of ${engagements} engagements; ${rounds} rounds.`);
    for (const [name, times] of Object.entries(seen)) {
      const p99 = { case: name, metric: "p99", unit: "ms", more: false, ours: slowestOf(times) };
      report.compare({ ...p99, peer: "300-ms", theirs: 300 });
    }
    const whole = { case: "firm", metric: "p50", unit: "ms", more: false, ours: median(seen.firm!) };
    report.compare({ ...whole, peer: "bare-counts", theirs: median(bare) });
  } finally {
    await client.end();
    await services.stop();
  }
}

/** What nobody can report without: to count the sessions and the attendance of the firm. */
const bareSql = `select
  (select count(*) filter (where status = 'COMPLETED') from session where firm_id = $1),
  (select count(*) filter (where status = 'NO_SHOW') from attendance where firm_id = $1)`;

/** The 99th percentile. Of fewer than a hundred, that is the slowest. */
function slowestOf(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.ceil(times.length * 0.99) - 1]!;
}

async function read(ask: Ask, given: string): Promise<void> {
  const { report } = await ask(`{ report${given} { ${fields} } }`);
  if (!report) throw new Error("There is no report.");
}

/** SQL for the id of the how manieth thing of a kind, as `uuidOf` gives it. */
const id = (kind: number, place: string) =>
  `('0190a0b0-0000-7${kind}00-8000-' || lpad((${place})::text, 12, '0'))::uuid`;

/** Engagements of two years with twenty sessions each, of which one in twenty was missed. */
async function fill(adminUrl: string, firmId: string, engagements: number): Promise<void> {
  const sessions = engagements * SESSIONS_EACH;
  await withConnection(adminUrl, async (client) => {
    // The rows refer to each other as they should. To check a million of them takes minutes.
    await client.query("set session_replication_role = replica");
    const add = (table: string, columns: string, values: string, count: number) =>
      client.query(
        `insert into ${table} (firm_id, ${columns}) select '${firmId}'::uuid, ${values} from generate_series(0, ${count - 1}) as n`,
      );
    await add("organization", "id, name, created_at", `${id(7, "n")}, 'Organization ' || n, now()`, ORGANIZATIONS);
    await add(
      "person",
      "id, name, email, time_zone, locale, organization_id, created_at",
      `${id(8, "n")}, 'Person ' || n, 'p' || n || '@many.example', 'UTC', 'en', ${id(7, `n % ${ORGANIZATIONS}`)}, now()`,
      engagements,
    );
    await add(
      "engagement",
      `id, title, kind, format, status, starts_on, ends_on, organization_id, allocation_unit, allocation_amount, created_at`,
      `${id(4, "n + 1000")}, 'Engagement ' || n, 'COACHING', 'INDIVIDUAL', 'ACTIVE', date '2026-01-01' + n % 365, date '2027-06-01' + n % 365,
       ${id(7, `n % ${ORGANIZATIONS}`)}, 'SESSIONS', 24, now()`,
      engagements,
    );
    await add(
      "engagement_participant",
      "id, engagement_id, person_id, joined_on",
      `${id(5, "n + 1000")}, ${id(4, "n + 1000")}, ${id(8, "n")}, date '2026-01-01'`,
      engagements,
    );
    const engagement = id(4, `n / 20 + 1000`);
    const start = `timestamptz '2026-01-01 09:00Z' + (n / 20 % 365 + n % 20 * 25) * interval '1 day'`;
    await add(
      "session",
      "id, engagement_id, kind, status, starts_at, ends_at, time_zone, date, sequence, created_at",
      `${id(9, "n")}, ${engagement}, 'REGULAR', case when n % 20 = 3 then 'NO_SHOW' else 'COMPLETED' end, ${start},
       ${start} + interval '1 hour', 'UTC', (${start})::date, 0, now()`,
      sessions,
    );
    await add(
      "attendance",
      "session_id, person_id, status",
      `${id(9, "n")}, ${id(8, "n / 20")}, case when n % 20 = 3 then 'NO_SHOW' else 'PRESENT' end`,
      sessions,
    );
    await add(
      "allocation_entry",
      "id, engagement_id, session_id, kind, amount, recorded_at",
      `${id(6, "n + 1000")}, ${engagement}, ${id(9, "n")}, 'USE', 1, now()`,
      sessions,
    );
    await client.query("vacuum analyze");
  });
}
