import { withConnection } from "@coachwork/infra/database";
import type { RunningPostgres } from "@coachwork/infra/postgres";
import { munkres } from "munkres";
import pg from "pg";
import { type Ask, asking } from "./asking.ts";
import { addCohort, cohortIds as ids } from "./cohort.ts";
import { createFirm, kinds, uuidOf } from "./booking/world.ts";
import { median, timed } from "./measure.ts";
import type { Options } from "./options.ts";
import { Report } from "./report.ts";
import { unlimited } from "./servers/coachwork.ts";
import { createServicesDatabase, onOwnPostgres, startServices } from "./servers/services.ts";
import { apiId } from "./world.ts";

const PEOPLE = 500;
const COACHES = 80;
/** So that some people stay without a coach: 480 places. */
const CAPACITY = 6;
/** How often the candidates of one person are asked for in a round. */
const QUESTIONS = 25;

/** How long a whole match run of 500 people and 80 coaches takes, and the candidates of one person. */
export async function matching(options: Options): Promise<void> {
  const report = new Report("matching", options.json);
  await onOwnPostgres("matching", 100, (postgres) => onPostgres(postgres, report, options.rounds));
}

async function onPostgres(postgres: RunningPostgres, report: Report, rounds: number): Promise<void> {
  const { adminUrl, urls } = await createServicesDatabase(postgres, "bench_matching");
  const { firmId, token } = await createFirm(adminUrl, urls, 0);
  await fill(adminUrl, firmId);
  const services = await startServices(urls, unlimited);
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const ask = asking(services.url, token);
  try {
    const seen = { run: [] as number[], library: [] as number[], candidates: [] as number[], bare: [] as number[] };
    // The first round, in which everything is new to both, is not counted.
    for (let round = 0; round <= rounds; round += 1) {
      const run = await timed(() => matchRun(ask));
      const library = await timed(() => Promise.resolve(assignTwice(round)));
      const [candidates, bare]: [number[], number[]] = [[], []];
      for (let place = 0; place < QUESTIONS; place += 1) {
        candidates.push(await timed(() => candidatesOf(ask, place)));
        bare.push(await timed(() => profilesOf(client, firmId, place)));
      }
      if (round === 0) continue;
      seen.run.push(run);
      seen.library.push(library);
      seen.candidates.push(...candidates);
      seen.bare.push(...bare);
    }
    report.say(`\n${PEOPLE} people and ${COACHES} coaches; ${rounds} rounds.`);
    const whole = { case: "run", metric: "time", unit: "ms", more: false, ours: median(seen.run) };
    report.compare({ ...whole, peer: "bare-library", theirs: median(seen.library) });
    report.compare({ ...whole, peer: "two-seconds", theirs: 2_000 });
    const one = { case: "candidates", metric: "p50", unit: "ms", more: false, ours: median(seen.candidates) };
    report.compare({ ...one, peer: "bare-statement", theirs: median(seen.bare) });
  } finally {
    await client.end();
    await services.stop();
  }
}

const topics = [
  "Delegation",
  "Strategy",
  "Conflict",
  "Presence",
  "Change",
  "Boards",
  "Trust",
  "Focus",
  "Sales",
  "Teams",
];
const industries = ["Banking", "Farming", "Aviation", "Health care", "Energy", "Retail"];

/** People with interests and jobs who wait in a cohort, and coaches with profiles. */
async function fill(adminUrl: string, firmId: string): Promise<void> {
  const coaches = Array.from({ length: COACHES }, (_, place) => uuidOf(9, place));
  const people = Array.from({ length: PEOPLE }, (_, place) => uuidOf(8, place));
  await withConnection(adminUrl, async (client) => {
    for (const [who, role] of [
      [coaches, "COACH"],
      [people, "CLIENT"],
    ] as const) {
      await client.query(
        `insert into person (firm_id, id, name, email, time_zone, locale, created_at)
         select $1, id, $3 || n, lower($3) || '.' || n || '@cohort.example', 'UTC', (array['en', 'en', 'de', 'fr'])[n % 4 + 1], now()
         from unnest($2::uuid[]) with ordinality as given (id, n)`,
        [firmId, who, role],
      );
      await client.query("insert into person_role (firm_id, person_id, role) select $1, unnest($2::uuid[]), $3", [
        ...[firmId, who, role],
      ]);
    }
    await client.query(
      `insert into speciality (firm_id, id, name)
       select $1, ('0190a0b0-0000-7000-8111-' || lpad(n::text, 12, '0'))::uuid, name from unnest($2::text[]) with ordinality as given (name, n)`,
      [firmId, topics],
    );
    await client.query(
      `insert into coach_profile (firm_id, id, person_id, languages, industries, capacity)
       select $1, id, id, (array['{en,de}', '{en,fr}', '{de,en}', '{en}'])[n % 4 + 1]::text[], array[($3::text[])[n % 6 + 1]], $4
       from unnest($2::uuid[]) with ordinality as given (id, n)`,
      [firmId, coaches, industries, CAPACITY],
    );
    // The coach who comes with the firm takes nobody.
    await client.query("insert into coach_profile (firm_id, id, person_id, capacity) values ($1, $2, $2, 0)", [
      ...[firmId, uuidOf(kinds.coach, 0)],
    ]);
    await client.query(
      `insert into coach_speciality (firm_id, coach_profile_id, speciality_id)
       select $1, c.id, s.id from coach_profile c join speciality s on s.firm_id = $1
       where c.firm_id = $1 and hashtextextended(c.id::text || s.id::text, 0) % 3 = 0`,
      [firmId],
    );
    await client.query(
      `insert into client_profile (firm_id, id, person_id, job, level, interests)
       select $1, id, id, 'Head of ' || ($3::text[])[n % 6 + 1], (array['Board', 'Middle', 'Team lead'])[n % 3 + 1],
         array[($4::text[])[n % 10 + 1], ($4::text[])[n * 7 % 10 + 1], ($4::text[])[n * 3 % 10 + 1]]
       from unnest($2::uuid[]) with ordinality as given (id, n)`,
      [firmId, people, industries, topics],
    );
    await addCohort(client, firmId);
    await client.query(
      `insert into cohort_member (firm_id, id, cohort_id, person_id, status, enrolled_at)
       select $1, id, $2, id, 'AWAITING_MATCH', now() from unnest($3::uuid[]) as given (id)`,
      [firmId, ids.cohort, people],
    );
    await client.query("vacuum analyze");
  });
}

/** Starts a run, which scores all pairs and finds both assignments, and discards it: what a person waits for, twice over. */
async function matchRun(ask: Ask): Promise<void> {
  const start = `mutation ($cohortId: ID!) {
    startMatchRun(input: { cohortId: $cohortId }) { matchRun { id mostPairsCount } userErrors { code } } }`;
  const { startMatchRun } = (await ask(start, { cohortId: apiId("cohort", ids.cohort) })) as unknown as {
    startMatchRun: { matchRun: { id: string; mostPairsCount: number } | null };
  };
  const run = startMatchRun.matchRun;
  if (run?.mostPairsCount !== COACHES * CAPACITY) throw new Error(`Not matched: ${JSON.stringify(startMatchRun)}`);
  await ask("mutation ($id: ID!) { discardMatchRun(input: { id: $id }) { userErrors { code } } }", { id: run.id });
}

/** The library alone, for two assignments of as many people to as many places, with scores of its own. */
function assignTwice(seed: number): number {
  let pairs = 0;
  for (const worth of [50_001, 1])
    pairs += munkres(
      Array.from({ length: PEOPLE }, (_, person) =>
        Array.from({ length: COACHES * CAPACITY }, (_, place) => {
          const coach = Math.floor(place / CAPACITY);
          return -worth - ((person * 37 + coach * 53 + seed * 11 + ((person * coach) % 29)) % 101);
        }),
      ),
    ).length;
  return pairs;
}

async function candidatesOf(ask: Ask, place: number): Promise<void> {
  const query = `query ($personId: ID!, $programId: ID!) { matchCandidates(personId: $personId, programId: $programId, first: 10) {
    score lines { criterion points why } exclusions { reason } } }`;
  const { matchCandidates } = await ask(query, {
    personId: apiId("person", uuidOf(8, place)),
    programId: apiId("program", ids.program),
  });
  if ((matchCandidates as unknown[]).length !== 10) throw new Error("Not ten candidates.");
}

/** The least that has to be read: the person, and the profiles of all coaches with what they have to do. */
async function profilesOf(client: pg.Client, firmId: string, place: number): Promise<void> {
  await client.query("select * from client_profile where firm_id = $1 and person_id = $2", [firmId, uuidOf(8, place)]);
  await client.query(
    `select k.*, array(select speciality_id from coach_speciality s where s.firm_id = $1 and s.coach_profile_id = k.id),
       (select count(*) from engagement_coach c where c.firm_id = $1 and c.person_id = k.person_id)
     from coach_profile k where k.firm_id = $1`,
    [firmId],
  );
}
