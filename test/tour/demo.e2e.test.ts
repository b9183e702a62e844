import { execFile } from "node:child_process";
import { writeFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { seedDemo } from "@coachwork/infra/demo";
import { freePort } from "@coachwork/infra/ports";
import { openStorage } from "@coachwork/platform";
import { TestClient } from "@coachwork/testing";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { buildSchema, getNamedType, type GraphQLObjectType } from "graphql";
import { root, textOf } from "./pages.ts";
import { secretsKey, serviceSecret } from "../support/platform.ts";
import { ownStage } from "../support/stage.ts";

/** The demo that `pnpm start` writes, and the commands of the terminal. */
let directory: string;

const { database, platform } = await ownStage();
const files = await openStorage({ FILES_FOLDER: platform.files, FILES_S3_REGION: "" });

// Each command is a process of its own, which takes its time on a busy machine.
beforeAll(async () => {
  await seedDemo({ ...database, files, secretsKey });
  directory = await mkdtemp(join(tmpdir(), "coachwork-demo-"));
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

test("writing the demo again changes nothing", async () => {
  const before = await counts();
  await seedDemo({ ...database, files, secretsKey });
  expect(await counts()).toEqual(before);
  expect(before).toMatchObject({ firm: 2, organization: 4, team: 8, availability: 5 });
});

test("what is shared in the demo can be downloaded", async () => {
  const rows = (await query(
    "select firm_id as firm, file_id as id, bytes from resource where file_id is not null",
  )) as {
    firm: string;
    id: string;
    bytes: number;
  }[];
  expect(rows).toHaveLength(3);
  for (const { firm: firmId, id, bytes } of rows) {
    expect(await buffer((await files.get({ firmId, id }))!)).toHaveLength(bytes);
  }
});

test("both firms have every role, kind, format and visibility, and sessions behind and before them", async () => {
  const firms = await query(`
    select
      (select count(distinct role) from person_role r where r.firm_id = f.firm_id)::int as roles,
      (select count(distinct (kind, format)) from engagement e where e.firm_id = f.firm_id)::int as offers,
      (select count(distinct mentoring_form) from engagement e where e.firm_id = f.firm_id)::int as forms,
      (select count(*) from session s where s.firm_id = f.firm_id and status = 'CONFIRMED'
         and starts_at between now() and now() + interval '7 days') > 0 as coming,
      (select count(distinct a.status) from attendance a where a.firm_id = f.firm_id)::int >= 3 as came
    from firm f order by f.name desc`);
  expect(firms).toEqual([
    { roles: 8, offers: 6, forms: 2, coming: true, came: true },
    { roles: 8, offers: 5, forms: 2, coming: true, came: true },
  ]);
  const [notes] = await query("select count(distinct visibility)::int as visibilities from note");
  expect(notes).toEqual({ visibilities: 3 });
});

/** What owners never read, as docs/who-sees-what.md says: what is between coaches and those they work with. */
const betweenCoachAndClient = [
  "actionItems",
  "assignedWorksheets",
  "feedbackGiven",
  "goals",
  "metrics",
  "notes",
  "surveyInvitations",
  "takeaways",
];
const { Query } = buildSchema(textOf("packages/schema/schema.graphql")).getTypeMap();
const lists = Object.values((Query as GraphQLObjectType).getFields())
  .filter(({ type }) => getNamedType(type).name.endsWith("Connection"))
  .map(({ name }) => name);

test.each(["1", "2"])(
  "the owner of firm %s finds something in every list of the API, or else a coach does",
  async (firm) => {
    const rows =
      await query(`select p.email from person p join person_role r on r.firm_id = p.firm_id and r.person_id = p.id
    where r.role = 'COACH' and p.firm_id::text like '01900000-000${firm}-%' order by p.id`);
    const empty = await emptyFor("OWNER", firm, lists);
    expect(empty.toSorted()).toEqual(betweenCoachAndClient);
    let left: readonly string[] = empty;
    for (const { email } of rows) left = await emptyFor(email as string, firm, left);
    expect(left).toEqual([]);
  },
);

/** Which of these lists of the API have nothing for somebody. */
async function emptyFor(who: string, firm: string, names: readonly string[]): Promise<string[]> {
  const { stdout } = await command("demo-token", who, "--firm", firm);
  const client = new TestClient(platform.url, stdout.trim());
  const answers = await client.ask(
    `{ ${names.map((name) => `${name}(first: 1) { nodes { __typename } }`).join(" ")} }`,
  );
  return names.filter((name) => answers[name].nodes.length === 0);
}

test("no session of the demo is outside its engagement but for those in which people meet before, nor its coaches' hours or its people's time in it", async () => {
  const wrong = await query(`
    select e.title, s.date from session s join engagement e using (firm_id)
    where e.id = s.engagement_id and (
      (s.date < e.starts_on and s.kind <> 'CHEMISTRY') or s.date > e.ends_on
      or (s.status in ('COMPLETED', 'NO_SHOW')) <> (s.ends_at < now() and s.status <> 'CANCELLED')
      or exists (
        select from session_coach c where c.firm_id = s.firm_id and c.session_id = s.id and (
          not exists (
            select from engagement_coach m where m.firm_id = s.firm_id and m.engagement_id = e.id
            and m.person_id = c.coach_id and (m.left_on is null or m.left_on > s.date)
            and (m.joined_on <= s.date or s.date < e.starts_on)
          )
          or not exists (
            select from availability a join availability_window w on w.firm_id = a.firm_id and w.availability_id = a.id
            where a.firm_id = s.firm_id and a.coach_id = c.coach_id
            and w.weekday = extract(isodow from s.starts_at at time zone a.time_zone)
            and (s.starts_at at time zone a.time_zone)::time >= make_time(w.start_minute / 60, w.start_minute % 60, 0)
            and (s.ends_at at time zone a.time_zone)::time <= make_time(w.end_minute / 60, w.end_minute % 60, 0)
          )
        )
      )
    )`);
  expect(wrong).toEqual([]);
});

test("each firm's events are numbered without gaps, in the order in which they happened", async () => {
  const firms = await query(`
    select c.last_seq::int as last, count(*)::int as events, max(e.seq)::int as highest, bool_and(e.ordered) as ordered
    from firm_counter c join (
      select firm_id, seq, occurred_at >= lag(occurred_at, 1, occurred_at) over (partition by firm_id order by seq) as ordered
      from event
    ) e using (firm_id) group by c.firm_id, c.last_seq`);
  expect(firms).toHaveLength(2);
  for (const { last, events, highest, ordered } of firms) {
    expect({ events, highest, ordered }).toEqual({ events: last, highest: last, ordered: true });
  }
});

test("somebody of both firms signs in to the one that is named", async () => {
  for (const [firm, name] of [
    ["1", "Northlight Coaching"],
    ["2", "Harbour Mentoring"],
  ] as const) {
    const { stdout } = await command("demo-token", "robin@coaches.example", "--firm", firm);
    const client = new TestClient(platform.url, stdout.trim());
    expect(await client.ask("{ me { name } firm { name } }")).toEqual({
      me: { name: "Robin Achterberg" },
      firm: { name },
    });
  }
});

test("a roster with a wrong record is refused with its line, and the rest is written where that is asked for", async () => {
  const { stdout } = await command("demo-token", "owner");
  const file = join(directory, "people.csv");
  await writeFile(
    file,
    [
      "external_id,name,email,roles,organization,team,time_zone,locale",
      "x1,Lena Fuchs,lena@alder.example,CLIENT,Alder Bank,Risk,Europe/Berlin,de",
      "x2,Max Adler,max@alder.example,CLIENT,Alder Bank,Risk,Europe/Nowhere,de",
    ].join("\n"),
  );
  const refused = await command("import-people", file, `--token=${stdout.trim()}`);
  expect(refused).toEqual({
    code: 1,
    stdout: expect.stringMatching(/^line 3 \(x2\): time_zone UNKNOWN_TIME_ZONE: .*\n0 created, .* 1 refused\.\n$/),
    stderr: "1 of 2 records were refused, so nothing was written. Correct them, or set partial.\n",
  });
  const partial = await command("import-people", file, "--partial", `--token=${stdout.trim()}`);
  expect(partial).toMatchObject({
    code: 1,
    stdout: expect.stringContaining("1 created, 0 updated, 0 unchanged, 1 refused."),
  });
});

test("a new firm's owner signs up with the invitation, and finds a firm with nobody else", async () => {
  const firm = ["A New Firm", "--owner-name", "Ada", "--owner-email", "ada@new.example", "--time-zone", "Asia/Tokyo"];
  const { stdout } = await command("create-firm", ...firm);
  const response = await fetch(`${platform.url}/auth/invitation/accept`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token: stdout.trim(), password: "a password of her own" }),
  });
  const { token } = (await response.json()) as { token: string };
  const ada = new TestClient(platform.url, token);
  expect(await ada.ask("{ firm { name timeZone } people(first: 2) { nodes { name roles } } }")).toEqual({
    firm: { name: "A New Firm", timeZone: "Asia/Tokyo" },
    people: { nodes: [{ name: "Ada", roles: ["OWNER"] }] },
  });
  const created = await ada.ask(
    'mutation { createOrganization(input: { name: "Acme" }) { organization { name } userErrors { code } } }',
  );
  expect(created.createOrganization).toEqual({ organization: { name: "Acme" }, userErrors: [] });
});

test.each([
  [["demo-token", "WIZARD"], /is "WIZARD": give one of OWNER, .*FINANCE/],
  [["demo-token"], /Say who is to sign in/],
  [["demo-token", "COACH", "--firm", "3"], /no firm "3": give 1 \(Northlight Coaching\) or 2/],
  [["demo-token", "COACH", "--frim", "2"], /Unknown option '--frim': see --help/],
  [["demo-key", "--scopes", "people:admin"], /There is no scope "people:admin"/],
  [["demo-watch", "CLIENT", "--count", "many"], /--count is "many": give a whole number/],
  [
    ["import-people", "people.csv", "--column", "Mail=mail"],
    /--column is "Mail=mail": give TITLE=FIELD, where FIELD is one of/,
  ],
  [["import-people", "no-such-file.csv"], /no-such-file\.csv cannot be read/],
  [["create-firm", "A Firm"], /--owner-name is missing/],
] as const)("%j is refused with one line", async ([script, ...args], line) => {
  const { code, stdout, stderr } = await command(script, ...args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr.trimEnd()).toMatch(line);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
});

test("without a platform the commands say so", async () => {
  const { code, stderr } = await run("demo-token", ["COACH"], { PORT: String(await freePort()) });
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^Coachwork does not run at http:\/\/127\.0\.0\.1:\d+ \(.*ECONNREFUSED.*\): start it with "pnpm start"/,
  );
});

async function counts(): Promise<Record<string, number>> {
  const tables = ["firm", "organization", "team", "person", "engagement", "availability", "session", "note", "event"];
  const columns = [...tables, 'identity."user"', "identity.membership"].map(
    (table) => `(select count(*)::int from ${table}) as "${table.replaceAll('"', "")}"`,
  );
  const [row] = await query(`select ${columns.join(", ")}`);
  return row as Record<string, number>;
}

async function query(text: string): Promise<Record<string, unknown>[]> {
  return (await database.admin.query<Record<string, unknown>>(text)).rows;
}

/** Runs a command of the terminal against the platform. */
function command(script: string, ...args: string[]) {
  return run(script, args, {
    PORT: new URL(platform.url).port,
    DATABASE_URL: database.ownerUrl,
    SERVICE_SECRET: serviceSecret,
  });
}

function run(script: string, args: string[], settings: Record<string, string>) {
  return new Promise<{ stdout: string; stderr: string; code: unknown }>((resolve) =>
    execFile(
      process.execPath,
      [`${root}infra/commands/${script}.ts`, ...args],
      { env: { ...process.env, ...settings }, cwd: directory },
      (error, stdout, stderr) => resolve({ stdout, stderr, code: error ? error.code : 0 }),
    ),
  );
}
