import { setTimeout as pause } from "node:timers/promises";
import { withConnection } from "@coachwork/infra/database";
import type { RunningPostgres } from "@coachwork/infra/postgres";
import pg from "pg";
import { addCohort, cohortIds as ids } from "./cohort.ts";
import { createFirm, uuidOf } from "./booking/world.ts";
import { median, timed } from "./measure.ts";
import type { Options } from "./options.ts";
import { Report } from "./report.ts";
import { unlimited } from "./servers/coachwork.ts";
import { createServicesDatabase, onOwnPostgres, startServices } from "./servers/services.ts";
import { apiId } from "./world.ts";

/** As many as can be enrolled at once. */
const PEOPLE = 500;

/** How long it takes to enroll 500 people in a cohort, beside the same rows and events in one bare transaction. */
export async function enrolling(options: Options): Promise<void> {
  const report = new Report("enrolling", options.json);
  await onOwnPostgres("enrolling", 100, (postgres) => onPostgres(postgres, report, options.rounds));
}

async function onPostgres(postgres: RunningPostgres, report: Report, rounds: number): Promise<void> {
  const ours = await createCohort(postgres, "bench_enrolling", rounds + 1);
  const bare = await createCohort(postgres, "bench_enrolling_bare", rounds + 1);
  const services = await startServices(ours.urls, unlimited);
  const client = new pg.Client({ connectionString: bare.adminUrl });
  await client.connect();
  try {
    const seen = { ours: [] as number[], theirs: [] as number[] };
    // The first round, in which everything is new to both, is not counted.
    for (let round = 0; round <= rounds; round += 1) {
      const own = await timed(() => enroll(services.url, ours.token, round));
      await pause(500); // What follows from the events is not done in the other's turn.
      const theirs = await timed(() => enrollBare(client, bare.firmId, round));
      if (round === 0) continue;
      seen.ours.push(own);
      seen.theirs.push(theirs);
    }
    report.say(`\n500 people in one request; ${rounds} rounds.`);
    const figure = { case: "500", metric: "time", unit: "ms", more: false, ours: median(seen.ours) };
    report.compare({ ...figure, peer: "bare-transaction", theirs: median(seen.theirs) });
    report.compare({ ...figure, peer: "five-seconds", theirs: 5_000 });
  } finally {
    await client.end();
    await services.stop();
  }
}

/** The people of a round. */
function peopleOf(round: number): string[] {
  return Array.from({ length: PEOPLE }, (_, place) => uuidOf(8, round * PEOPLE + place));
}

/** A firm with a cohort and the people of so many rounds. */
async function createCohort(postgres: RunningPostgres, name: string, rounds: number) {
  const { adminUrl, urls } = await createServicesDatabase(postgres, name);
  const { firmId, token } = await createFirm(adminUrl, urls, 0);
  const people = Array.from({ length: rounds }, (_, round) => peopleOf(round)).flat();
  await withConnection(adminUrl, async (client) => {
    await client.query(
      `insert into person (firm_id, id, name, email, time_zone, locale, created_at)
       select $1, id, 'Client ' || n, 'client.' || n || '@firm.example', 'UTC', 'en', now()
       from unnest($2::uuid[]) with ordinality as given (id, n)`,
      [firmId, people],
    );
    await client.query("insert into person_role (firm_id, person_id, role) select $1, unnest($2::uuid[]), 'CLIENT'", [
      firmId,
      people,
    ]);
    await addCohort(client, firmId);
    await client.query("vacuum analyze");
  });
  return { adminUrl, urls, firmId, token };
}

async function enroll(url: string, token: string, round: number): Promise<void> {
  const query = `mutation ($input: EnrollInCohortInput!) {
    enrollInCohort(input: $input) { enrolled enrollments { outcome error { code } } userErrors { code } }
  }`;
  const personIds = peopleOf(round).map((id) => apiId("person", id));
  const input = { cohortId: apiId("cohort", ids.cohort), personIds };
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query, variables: { input } }) });
  const answer = (await response.json()) as { data?: { enrollInCohort: { enrolled: number } } };
  if (answer.data?.enrollInCohort.enrolled !== PEOPLE) throw new Error(`Not enrolled: ${JSON.stringify(answer)}`);
}

/** What is written at least: a member and an event of each, under consecutive numbers of the firm's log. */
async function enrollBare(client: pg.Client, firmId: string, round: number): Promise<void> {
  const members = Array.from({ length: PEOPLE }, (_, place) => uuidOf(9, round * PEOPLE + place));
  await client.query("begin");
  await client.query(
    `insert into cohort_member (firm_id, id, cohort_id, person_id, status, enrolled_at)
     select $1, id, $2, person, 'ENROLLED', now() from unnest($3::uuid[], $4::uuid[]) as given (id, person)`,
    [firmId, ids.cohort, members, peopleOf(round)],
  );
  await client.query(
    `with counted as (update firm_counter set last_seq = last_seq + $2 where firm_id = $1 returning last_seq - $2 as seq)
     insert into event (firm_id, seq, type, ids, occurred_at)
     select $1, counted.seq + n, 'cohort_member.enrolled', jsonb_build_object('cohort', $3::text, 'cohortMember', id), now()
     from counted, unnest($4::text[]) with ordinality as given (id, n)`,
    [firmId, PEOPLE, ids.cohort, members],
  );
  await client.query("commit");
}
