import { beforeEach, expect, test } from "@jest/globals";
import { type AnyData, FirmFactory, type TestClient } from "@coachwork/testing";
import { done } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { exported, faultsIn, imported, type ImportName } from "./moving-in-world.ts";

const { database, platform, signedIn } = await sharedStage();

let firm: FirmFactory;
let owner: TestClient;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"]));
});

const messagesIn = ({ records }: AnyData): string[] =>
  records.flatMap(({ errors }: AnyData) => errors.map(({ message }: AnyData) => message));

/** The columns of what an engagement needs besides, and values for them. */
const ENDING = ",ends_on,allocation_unit,allocation_amount";
const ENDS = ",2024-12-31,SESSIONS,6";

test("A dry run that would be refused reports just what the import does", async () => {
  const known = await firm.person(["COACH"], { external_id: "c1", name: "Carla", email: "carla@firm.example" });
  await firm.engagement({ coaches: [known] }, { external_id: "e1" });
  const files = {
    importPeople:
      "external_id,name,email\nc1,Carla Rossi,carla@firm.example\nc2,Theo,theo@firm.example\nc3,Lea,nowhere",
    importEngagements: `external_id,title,kind,format,starts_on${ENDING}
e1,An engagement,,,,,,
e2,New,COACHING,GROUP,2024-01-01${ENDS}
e3,Bad,COUCHING,GROUP,2024-01-01${ENDS}`,
    importSessions: "engagement,starts_at,minutes\ne9,2024-01-01T09:00:00Z,60",
  };
  for (const [name, csv] of Object.entries(files) as [ImportName, string][]) {
    const tried = await imported(owner, name, csv, { dryRun: true });
    expect(tried).toMatchObject({ created: 0, refused: 1, userErrors: [{ code: "RECORDS_REFUSED" }] });
    expect(tried.records.slice(0, -1).every(({ outcome }: AnyData) => outcome === "SKIPPED")).toBe(true);
    expect(await imported(owner, name, csv)).toEqual(tried);
  }
});

test("An engagement of an organization that was archived since is unchanged, and no new one begins there", async () => {
  const organization = await firm.organization({ name: "Alder Bank" });
  const team = await firm.team(organization, { name: "Risk" });
  await firm.engagement({}, { external_id: "e1", format: "TEAM", organization_id: organization, team_id: team });
  const csv = await exported(
    owner,
    "{ engagements { nodes { externalId title kind format status startsOn endsOn organization { name } team { name } } } }",
    platform.url,
  );
  const [{ id }] = (await owner.ask("{ organizations(first: 1) { nodes { id } } }")).organizations.nodes;
  await done(owner, "archiveOrganization", { id });
  expect(await imported(owner, "importEngagements", csv)).toMatchObject({ created: 0, unchanged: 1, userErrors: [] });
  const more = `external_id,title,kind,format,status,organization,team,starts_on${ENDING}
e2,New,COACHING,TEAM,DRAFT,Alder Bank,Risk,2024-01-01${ENDS}
e3,Over,COACHING,GROUP,CANCELLED,Alder Bank,,2024-01-01${ENDS}`;
  const report = await imported(owner, "importEngagements", more, { partial: true });
  expect([faultsIn(report), report.created]).toEqual([["2 organization ARCHIVED"], 1]);
});

test("A name that several have is refused as ambiguous", async () => {
  for (const name of ["Alder Bank", "Birch"]) await firm.team(await firm.organization({ name }), { name: "Risk" });
  for (const name of ["Growth", "growth"])
    await done(owner, "createProgram", {
      ...{ name, kind: "COACHING", format: "GROUP", weeks: 12 },
      ...{ allocationUnit: "SESSIONS", allocationAmount: 6 },
    });
  const csv = `external_id,title,kind,format,team,program,organization,starts_on${ENDING}
e1,A team,COACHING,TEAM,risk,,,2024-01-01${ENDS}
e2,A program,,,,Growth,,2024-01-01,,,
e3,Named,COACHING,TEAM,Risk,,Birch,2024-01-01${ENDS}`;
  const report = await imported(owner, "importEngagements", csv, { partial: true });
  expect([faultsIn(report), report.created]).toEqual([["2 team AMBIGUOUS", "3 program AMBIGUOUS"], 1]);
  expect(messagesIn(report)).toEqual([
    '2 teams are called "risk". Rename all but one, leave the cell empty, or name the organization as well.',
    '2 programs are called "Growth". Rename all but one, or leave the cell empty.',
  ]);
});

const AT = "2024-02-05T09:00:00Z";

/** An engagement of two coaches and two participants. */
async function groupEngagement(): Promise<{ id: string; coaches: string[] }> {
  const named = (role: string, name: string) =>
    firm.person([role], { name, external_id: name, email: `${name}@firm.example` });
  const coaches = [await named("COACH", "c1"), await named("COACH", "c2")];
  const participants = [await named("CLIENT", "p1"), await named("CLIENT", "p2")];
  const id = await firm.engagement({}, { external_id: "g1", format: "GROUP", starts_on: "2024-01-01" });
  for (const coach of coaches) await firm.coach(id, coach, { joined_on: "2024-01-01" });
  for (const person of participants) await firm.participant(id, person, { joined_on: "2024-01-01" });
  return { id, coaches };
}

test("Of two sessions at one time, a record is about the one with its coaches", async () => {
  const { id, coaches } = await groupEngagement();
  for (const coach of coaches)
    await firm.session(id, { coaches: [coach], startsAt: new Date(AT) }, { status: "COMPLETED" });
  const query =
    "{ sessions { nodes { engagement { externalId } startsAt endsAt status coaches { coach { email } } } } }";
  const again = await imported(owner, "importSessions", await exported(owner, query, platform.url));
  expect(again).toMatchObject({ created: 0, unchanged: 2, userErrors: [] });
  expect(new Set(again.records.map(({ session }: AnyData) => session.id)).size).toBe(2);
  const unclear = await imported(
    owner,
    "importSessions",
    `engagement,starts_at,minutes,coaches\ng1,${AT},60,\ng1,${AT},60,c1;c2\ng1,${AT},60,c1\ng1,${AT},60,c1`,
  );
  expect(faultsIn(unclear)).toEqual(["2 coaches AMBIGUOUS", "3 coaches AMBIGUOUS", "5 starts_at DUPLICATE_IN_FILE"]);
  // Two that are new cannot be told from one that was corrected.
  const other = "2024-02-06T09:00:00Z";
  const twice = `engagement,starts_at,minutes,coaches\ng1,${other},60,c1\ng1,${other},60,c2`;
  const report = await imported(owner, "importSessions", twice);
  expect(faultsIn(report)).toEqual(["3 starts_at DUPLICATE_IN_FILE"]);
  expect(messagesIn(report)[0]).toContain("logSession");
});

test("Attendance has one value for each participant, and agrees with the status", async () => {
  await groupEngagement();
  const csv = `engagement,starts_at,minutes,status,participants,attendance
g1,2024-03-01T09:00:00Z,60,,,PRESENT
g1,2024-03-02T09:00:00Z,60,,,PRESENT;LATE
g1,2024-03-03T09:00:00Z,60,,p1;p2,LATE
g1,2024-03-04T09:00:00Z,60,,p1;p2,PENDING;LATE
g1,2024-03-05T09:00:00Z,60,no_show,,
g1,2024-03-06T09:00:00Z,60,COMPLETED,p1,NO_SHOW
g1,2024-03-07T09:00:00Z,60,Held elsewhere,,
g1,2024-03-08T09:00:00Z,60,completed,p1;p2,NO_SHOW;LATE
`;
  const report = await imported(owner, "importSessions", csv, { partial: true });
  expect(faultsIn(report)).toEqual([
    "2 attendance INVALID",
    "3 attendance INVALID",
    "4 attendance INVALID",
    "5 attendance INVALID",
    "6 status INVALID",
    "7 status INVALID",
    "8 status WRONG_STATUS",
  ]);
  expect(report.created).toBe(1);
  const name = "Name the participants, and give one value for each, in the same order.";
  expect(messagesIn(report)).toMatchObject([
    `attendance has 1 values, but 2 participants were expected. ${name}`,
    "attendance has 2 values, but participants is empty. Name the participants, in the same order.",
    `attendance has 1 values, but 2 participants were expected. ${name}`,
    'attendance is "PENDING". Give PRESENT, LATE, EXCUSED or NO_SHOW.',
    "status is NO_SHOW, but by attendance the session is COMPLETED. Correct one of them, or leave status empty.",
    "status is COMPLETED, but by attendance the session is NO_SHOW. Correct one of them, or leave status empty.",
    expect.stringContaining('status is "Held elsewhere". Give COMPLETED or NO_SHOW'),
  ]);
});
