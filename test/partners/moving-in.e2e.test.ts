import { beforeEach, expect, test } from "@jest/globals";
import { type AnyData, FirmFactory, TestClient } from "@coachwork/testing";
import fc from "fast-check";
import { allDone } from "../support/due.ts";
import { done } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { addUnheldSessions, exported, faultsIn, imported, triedAndImported } from "./moving-in-world.ts";

const { database, platform, signedIn } = await sharedStage();

let firm: FirmFactory;
let owner: TestClient;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"], { name: "Nora", email: "nora@firm.example" }));
});

const PEOPLE = `external_id,name,email,roles,organization
c1,Carla Rossi,carla@firm.example,COACH,
c2,Theo Brandt,theo@firm.example,COACH,
p1,Amara Obi,amara@bank.example,CLIENT,Alder Bank
p2,"'t Hooft, Jan",jan@bank.example,CLIENT,Alder Bank
p3,=SUM(A1),sum@bank.example,CLIENT,Alder Bank
`;
const ENGAGEMENTS = `external_id;title;kind;format;mentoring_form;status;starts_on;ends_on;allocation_unit;allocation_amount;organization;coaches;participants;objectives
e1;Amara's year;COACHING;INDIVIDUAL;;ACTIVE;2024-01-01;2099-12-31;SESSIONS;4;Alder Bank;c1;amara@bank.example;
e2;"-Two; ""quoted""";coaching;GROUP;;COMPLETED;2023-01-01;2023-12-31;HOURS;3;;carla@firm.example;p1;p2
`;
const QUOTED = ENGAGEMENTS.replace(";carla@firm.example;p1;p2\n", ';carla@firm.example;"p1;p2";"Lead\na team"\n');
const SESSIONS = `engagement,starts_at,minutes,kind,time_zone,participants,attendance
e1,2024-01-10 09:30,50,,Europe/Berlin,,
e1,2024-02-10T09:30:00Z,60,REVIEW,,,NO_SHOW
e2,2023-07-01 14:00,90,REGULAR,Asia/Tokyo,p1;p2,LATE;EXCUSED
`;

async function moveIn(): Promise<void> {
  await triedAndImported(owner, "importPeople", PEOPLE);
  await triedAndImported(owner, "importEngagements", QUOTED);
  await triedAndImported(owner, "importSessions", SESSIONS);
}

const all = async (list: string, fields: string): Promise<AnyData[]> =>
  (await owner.ask(`{ ${list}(first: 50) { nodes { ${fields} } } }`))[list].nodes;

const lists = {
  importPeople:
    "{ people(orderBy: NAME) { nodes { externalId name email roles organization { name } team { name } timeZone locale } } }",
  importEngagements: `{ engagements(orderBy: TITLE) { nodes {
    externalId title kind format mentoringForm status objectives startsOn endsOn allocationUnit allocationAmount proBono
    organization { name } team { name } program { name }
    coaches(first: 20) { nodes { person { email } } } participants(first: 100) { nodes { person { email } } }
  } } }`,
} as const;
const sessionsWith = (filter: string) => `{ sessions(orderBy: CREATED, filter: { ${filter} }) { nodes {
  engagement { externalId } startsAt endsAt kind status timeZone coaches { coach { email } } attendance { person { email } status }
} } }`;

test("A firm moves from another product: it tries, imports, exports all of it as CSV and imports that again, which changes nothing", async () => {
  expect(await imported(owner, "importPeople", PEOPLE, { dryRun: true })).toMatchObject({ created: 5, refused: 0 });
  expect(await all("people", "id")).toHaveLength(1);
  await moveIn();
  const [e1, e2] = (
    await all(
      "engagements",
      "externalId title status objectives coaches(first: 5) { nodes { joinedOn person { name } } }",
    )
  ).sort((a, b) => (a.externalId < b.externalId ? -1 : 1));
  expect(e1).toMatchObject({
    title: "Amara's year",
    status: "ACTIVE",
    coaches: { nodes: [{ joinedOn: "2024-01-01", person: { name: "Carla Rossi" } }] },
  });
  expect(e2).toMatchObject({ title: '-Two; "quoted"', status: "COMPLETED", objectives: "Lead\na team" });
  const sessions = (await all("sessions", "startsAt endsAt status kind attendance { status }")).sort((a, b) =>
    Date.parse(a.startsAt) < Date.parse(b.startsAt) ? -1 : 1,
  );
  expect(sessions).toEqual([
    // Two in the afternoon in Tokyo.
    {
      startsAt: "2023-07-01T05:00:00Z",
      endsAt: "2023-07-01T06:30:00Z",
      status: "COMPLETED",
      kind: "REGULAR",
      attendance: expect.arrayContaining([{ status: "LATE" }, { status: "EXCUSED" }]),
    },
    {
      startsAt: "2024-01-10T08:30:00Z",
      endsAt: "2024-01-10T09:20:00Z",
      status: "COMPLETED",
      kind: "REGULAR",
      attendance: [{ status: "PRESENT" }],
    },
    {
      startsAt: "2024-02-10T09:30:00Z",
      endsAt: "2024-02-10T10:30:00Z",
      status: "NO_SHOW",
      kind: "REVIEW",
      attendance: [{ status: "NO_SHOW" }],
    },
  ]);
  await addUnheldSessions(firm, database);
  const before = await counted();
  for (const [name, query] of [
    ...(Object.entries(lists) as [keyof typeof lists, string][]),
    ["importSessions", sessionsWith("status: COMPLETED")],
    ["importSessions", sessionsWith("status: NO_SHOW")],
  ] as const) {
    const again = await imported(owner, name, await exported(owner, query, platform.url));
    expect([name, again.userErrors, faultsIn(again), again.created]).toEqual([name, [], [], 0]);
    expect(again.records.every(({ outcome }: AnyData) => outcome === "UNCHANGED")).toBe(true);
    expect(again.records.length).toBeGreaterThan(0);
  }
  // Those that did not take place are told by their status.
  const whole = await exported(owner, sessionsWith(""), platform.url);
  const partly = await imported(owner, "importSessions", whole, { partial: true });
  expect(partly).toMatchObject({ created: 0, unchanged: 3, refused: 4, userErrors: [] });
  expect(faultsIn(partly).map((fault) => fault.replace(/^\d+ /, ""))).toEqual(Array(4).fill("status WRONG_STATUS"));
  for (const [name, csv] of [
    ["importEngagements", QUOTED],
    ["importSessions", SESSIONS],
  ] as const)
    expect(await imported(owner, name, csv)).toMatchObject({ created: 0, refused: 0, userErrors: [] });
  await allDone(database, firm.firmId);
  expect(await counted()).toEqual(before);
});

/** How many rows there are, and how many letters were begun. */
async function counted(): Promise<AnyData> {
  const { rows } = await database.admin.query(
    `select ${[
      "person",
      "engagement",
      "engagement_coach",
      "engagement_participant",
      "session",
      "attendance",
      "allocation_entry",
      "email",
    ]
      .map((table) => `(select count(*) from ${table} where firm_id = $1) as ${table}`)
      .join(", ")}`,
    [firm.firmId],
  );
  return rows[0];
}

test("The ledger has what the sessions took, one event tells of an engagement's history, and nobody gets a letter", async () => {
  await moveIn();
  const { rows } = await database.admin.query(
    `select e.external_id, a.kind, sum(a.amount)::integer as amount from allocation_entry a
     join engagement e on e.firm_id = a.firm_id and e.id = a.engagement_id
     where a.firm_id = $1 group by 1, 2 order by 1, 2`,
    [firm.firmId],
  );
  expect(rows).toEqual([
    { external_id: "e1", kind: "FORFEIT", amount: 1 },
    { external_id: "e1", kind: "RESERVE", amount: 2 },
    { external_id: "e1", kind: "USE", amount: 1 },
    { external_id: "e2", kind: "RESERVE", amount: 90 },
    { external_id: "e2", kind: "USE", amount: 90 },
  ]);
  const audit = "{ auditEntries(first: 50) { nodes { type actor { name } } } }";
  const told = (await owner.ask(audit)).auditEntries.nodes.filter(
    ({ type }: AnyData) => !/PERSON|ORGANIZATION/.test(type),
  );
  expect(told.map(({ type, actor }: AnyData) => `${type} ${actor.name}`).sort()).toEqual([
    ...Array(2).fill("ENGAGEMENT_HISTORY_IMPORTED Nora"),
    ...Array(2).fill("ENGAGEMENT_IMPORTED Nora"),
  ]);
  await allDone(database, firm.firmId);
  const letters = await database.admin.query("select count(*)::integer as count from email where firm_id = $1", [
    firm.firmId,
  ]);
  expect(letters.rows).toEqual([{ count: 0 }]);
  // A coach's hours have them.
  const [carla] = (await owner.ask('{ people(first: 1, filter: { externalId: "c1" }) { nodes { id } } }')).people.nodes;
  const hours = `query ($id: ID!) { coachingHours(coachId: $id, from: "2020-01-01", until: "2030-12-31") { minutes groupMinutes sessions } }`;
  expect((await owner.ask(hours, { id: carla.id })).coachingHours).toMatchObject({
    minutes: 140,
    groupMinutes: 90,
    sessions: 2,
  });
});

test("Each bad line names itself, the column and what would be right, and nothing is written", async () => {
  await moveIn();
  const engagements = `external_id,title,kind,format,status,starts_on,ends_on,allocation_unit,allocation_amount,coaches,participants,organization
e1,Another title,,,,,,,,,,
e3,No end,COACHING,INDIVIDUAL,ACTIVE,2024-01-01,,SESSIONS,4,c1,p1,
e4,Bad words,COUCHING,INDIVIDUAL,ACTIVE,2024-13-01,,,,nobody,p1,Elder Bank
e4,Twice,COACHING,INDIVIDUAL,DRAFT,2024-01-01,2024-06-01,SESSIONS,4,,,
e5,Wrong roles,COACHING,INDIVIDUAL,ACTIVE,2024-01-01,2024-06-01,SESSIONS,4,p2,c1,
e6,Paused,COACHING,INDIVIDUAL,PAUSED,2024-01-01,2024-06-01,SESSIONS,four,c1,p1,
,No id,COACHING,INDIVIDUAL,DRAFT,2024-01-01,2024-06-01,SESSIONS,4,,,
`;
  const refused = await imported(owner, "importEngagements", engagements);
  expect(refused.userErrors).toMatchObject([{ code: "RECORDS_REFUSED", field: ["input", "csv"] }]);
  expect(faultsIn(refused).sort()).toEqual([
    "2 title DIFFERS",
    "3 ends_on REQUIRED",
    "4 coaches NOT_FOUND",
    "4 kind INVALID",
    "4 organization NOT_FOUND",
    "4 starts_on INVALID",
    "5 external_id DUPLICATE_IN_FILE",
    "6 coaches WRONG_ROLE",
    "6 participants WRONG_ROLE",
    "7 allocation_amount INVALID",
    "8 external_id REQUIRED",
  ]);
  expect(await all("engagements", "id")).toHaveLength(2);

  const sessions = `engagement,starts_at,minutes,time_zone,coaches,participants,attendance
e9,2024-03-01 09:00,60,,,,
e1,2024-01-10T08:30:00Z,55,,,,
e1,2024-01-10T09:00:00Z,60,,,,
e1,2021-03-01 09:00,60,,,,
e1,2098-03-01 09:00,60,UTC,,,
e1,2024-03-31 02:30,60,Europe/Berlin,,,
e1,2024-10-27 02:30,60,Europe/Berlin,,,
e1,2024-03-01 09:00,3,Mars/Olympus,theo@firm.example,p2,MAYBE
e1,2024-04-01 09:00,60,UTC,,,
e1,2024-04-02 09:00,60,UTC,,,
e1,2024-04-03 09:00,60,UTC,,,
e1,tomorrow,60,UTC,,,
`;
  const report = await imported(owner, "importSessions", sessions, { partial: true });
  expect(report.userErrors).toEqual([]);
  expect(faultsIn(report)).toEqual([
    "2 engagement NOT_FOUND",
    "3 minutes DIFFERS",
    "4 starts_at SLOT_TAKEN",
    "5 starts_at OUTSIDE_ENGAGEMENT",
    "6 starts_at NOT_OVER",
    "7 starts_at INVALID",
    "8 starts_at INVALID",
    "9 time_zone UNKNOWN_TIME_ZONE",
    // Of four there were two left.
    "12 engagement ALLOCATION_EXHAUSTED",
    "13 starts_at INVALID",
  ]);
  expect(report).toMatchObject({ created: 2, unchanged: 0, refused: 10 });
  const messages = report.records
    .flatMap(({ errors }: AnyData) => errors.map(({ message }: AnyData) => message))
    .join("\n");
  expect(messages).toMatch(/never in Europe\/Berlin/);
  expect(messages).toMatch(/twice in Europe\/Berlin/);
  expect(messages).toMatch(/allocation has 0 sessions left/);
});

test("Program managers cannot import, and a key needs its scopes for what the records name", async () => {
  await moveIn();
  const manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  for (const [name, csv] of [
    ["importEngagements", QUOTED],
    ["importSessions", SESSIONS],
  ] as const)
    expect((await imported(manager, name, csv)).userErrors).toMatchObject([{ code: "FORBIDDEN" }]);
  const keyOf = async (scopes: readonly string[]) => {
    const { secret } = await done(owner, "createApiKey", { name: "Mover", scopes }, { answer: "secret" });
    return new TestClient(platform.url, secret);
  };
  const poor = await keyOf(["engagements:write", "schedule:write"]);
  const rich = await keyOf(["engagements:write", "schedule:write", "people:read"]);
  for (const [name, csv] of [
    ["importEngagements", QUOTED],
    ["importSessions", SESSIONS],
  ] as const) {
    expect((await imported(poor, name, csv)).userErrors).toMatchObject([{ code: "FORBIDDEN" }]);
    expect(await imported(rich, name, csv)).toMatchObject({ created: 0, refused: 0, userErrors: [] });
  }
});

test("People of any name are exported and imported again, and nothing changes", async () => {
  const start = fc.constantFrom("", "'", "''", "=", "+", "-", "@", "'=", '"', ";", ",", "\\", "﷽");
  const rest = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
  const names = fc
    .sample(fc.tuple(start, rest, start), 120)
    .map((parts) => parts.join(""))
    // What a name may be: one visible line.
    .map((name) => name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/gu, "").trim())
    .filter((name) => /[\p{L}\p{N}]/u.test(name));
  for (const [place, name] of names.entries())
    await firm.person(["CLIENT"], { name, email: `p${place}@any.example`, external_id: `'=${place}` });
  const again = await imported(owner, "importPeople", await exported(owner, lists.importPeople, platform.url));
  expect(again.userErrors).toEqual([]);
  expect(again.records.filter(({ outcome }: AnyData) => outcome !== "UNCHANGED")).toEqual([]);
  expect(again.unchanged).toBe(names.length + 1);
});
