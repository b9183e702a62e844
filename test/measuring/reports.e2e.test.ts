import { beforeAll, expect, test } from "@jest/globals";
import { type AnyData, apiId, type TestClient } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { sharedStage } from "../support/stage.ts";
import { type Asked, SurveysWorld } from "./surveys-world.ts";

const stage = await sharedStage();
let world: SurveysWorld;
let owner: TestClient;
let sponsor: Asked;
let technology: string;
let sales: string;
let templateId: string;

const inYear = { starts_on: "2026-01-01", ends_on: "2027-12-31" };
const FIELDS = `engagements { status count } participants
  allocation { unit engagements granted used forfeited reserved usedPercent }
  sessions { completed missed cancelled booked }
  attendance { present late excused noShows attendancePercent noShowPercent }
  hours { coachingMinutes mentoringMinutes paidMinutes participantMinutes }
  mentoring { introductionsMade introductionsAccepted mentorTakeaways menteeTakeaways resourcesShared }
  measures { level question { number n mean nps withheld } }
  returnOnInvestment { currency benefit cost netBenefit roiPercent benefitCostRatio withheld
    lines { kind amount question answers hours perHour } }`;
const COSTS = `costs: { currency: "EUR", feePerHour: 200, participantHourCost: 60, administration: 340 }`;
const all = (of = "") =>
  `report(survey: { templateId: "${templateId}", application: [1] } ${COSTS} ${of}) { ${FIELDS} }`;

const reportOf = async (client: TestClient, of = ""): Promise<AnyData> => (await client.ask(`{ ${all(of)} }`)).report;
const previewOf = async (client: TestClient, person: string, of = ""): Promise<AnyData> =>
  (await client.ask(`{ previewAs(personId: "${apiId("person", person)}") { ${all(of)} } }`)).previewAs;
const named = (organization: string) => `organizationId: "${apiId("organization", organization)}"`;

/** A session of an hour in the first quarter of 2026. */
async function held(engagement: string, person: string, place: number): Promise<void> {
  const startsAt = new Date(Date.UTC(2026, 1, 3 + place, 9));
  const status = ["LATE", "NO_SHOW", "EXCUSED"][place] ?? "PRESENT";
  const ended = { status: status === "NO_SHOW" ? "NO_SHOW" : "COMPLETED" };
  const session = await world.firm.session(engagement, { coaches: [], participants: [person], startsAt }, ended);
  await stage.database.admin.query("update attendance set status = $2 where session_id = $1", [session, status]);
}

beforeAll(async () => {
  world = await SurveysWorld.open(stage);
  [technology, sales] = [await world.organization("Technology"), await world.organization("Sales")];
  owner = (await world.person(["OWNER"])).client;
  sponsor = await world.person(["SPONSOR"], { organization_id: technology });
  const people = [
    ...(await world.participants(6, technology, inYear)),
    ...(await world.participants(5, sales, inYear)),
  ];
  templateId = await world.template();
  const survey = await world.sent(templateId, people);
  for (const [place, person] of people.entries()) {
    // Of Technology, five say what it is worth, and one does not. Nobody of Sales does.
    const worth = place < 5 ? [{ number: 4, benefit: 1_000, share: 50, confidence: 80 }] : [];
    await world.answer(person, [{ number: 1, value: 4 }, { number: 2, value: 10 }, ...worth]);
  }
  await world.closed(survey);
  const engagements = await stage.database.admin.query<{ engagement_id: string; person_id: string }>(
    "select engagement_id, person_id from engagement_participant where firm_id = $1",
    [world.firm.firmId],
  );
  for (const { engagement_id, person_id } of engagements.rows) {
    const place = people.findIndex(({ id }) => id === person_id);
    await held(engagement_id, person_id, place);
  }
  await allDone(stage.database, world.firm.firmId);
});

test("An owner explains the return of an organization line by line", async () => {
  const report = await reportOf(owner, named(technology));
  expect(report).toMatchObject({ participants: 6, sessions: { completed: 5, missed: 1, cancelled: 0, booked: 0 } });
  expect(report.attendance).toEqual({
    ...{ present: 3, late: 1, excused: 1, noShows: 1 },
    ...{ attendancePercent: 66.67, noShowPercent: 16.67 },
  });
  expect(report.hours).toMatchObject({ coachingMinutes: 240, paidMinutes: 240, participantMinutes: 240 });
  const line = (kind: string, amount: number, rest: object = {}) => ({
    ...{ kind, amount, question: null, answers: null, hours: null, perHour: null },
    ...rest,
  });
  const answered = { question: 4, answers: 5 };
  expect(report.returnOnInvestment.lines).toEqual([
    line("STATED", 5_000, answered),
    line("ATTRIBUTED", 2_500, answered),
    line("ADJUSTED", 2_000, answered),
    line("FEES", 0),
    line("FEES_BY_HOUR", 800, { hours: 4, perHour: 200 }),
    line("PARTICIPANT_TIME", 240, { hours: 4, perHour: 60 }),
    line("ADMINISTRATION", 340),
  ]);
  expect(report.returnOnInvestment).toMatchObject({ benefit: 2_000, cost: 1_380, netBenefit: 620, roiPercent: 44.93 });
  const told = report.measures.map(({ level, question }: AnyData) => [level, question.n, question.mean, question.nps]);
  expect(told).toEqual([
    ["APPLICATION", 6, 4, null],
    ["REACTION", 6, 10, 100],
    ["IMPACT", 5, null, null],
  ]);
});

test("A sponsor sees their own organization alone, and a preview shows an owner exactly that", async () => {
  const seen = await reportOf(sponsor.client);
  const { mentoring, ...ofOrganization } = await reportOf(owner, named(technology));
  expect(seen).toMatchObject({ participants: 6, mentoring: null });
  expect(mentoring).not.toBeNull();
  const { mentoring: _, ...others } = seen;
  expect(others).toEqual(ofOrganization);
  for (const scope of ["", named(technology), named(sales), `quarter: "2026-Q1"`, `quarter: "2031-Q1"`]) {
    const preview = await previewOf(owner, sponsor.id, scope);
    expect(JSON.stringify(preview.report)).toBe(JSON.stringify(await reportOf(sponsor.client, scope)));
  }
  // Another organization is like one that never was.
  expect(await reportOf(sponsor.client, named(sales))).toBeNull();
  const never = `organizationId: "organization_00000000000070008000000000000001"`;
  expect([await reportOf(sponsor.client, never), await reportOf(owner, never)]).toEqual([null, null]);
});

test("Only owners and admins preview, only sponsors are previewed, and each look is in the audit trail", async () => {
  const coach = await world.person(["COACH"]);
  for (const client of [world.manager, sponsor.client, coach.client])
    expect(await previewOf(client, sponsor.id)).toBeNull();
  expect(await previewOf(owner, coach.id)).toBeNull();
  const filter = `{ types: [PERSON_PREVIEWED], objectId: "${apiId("person", sponsor.id)}" }`;
  const looks = async () =>
    (await owner.ask(`{ auditEntries(first: 100, filter: ${filter}) { totalCount } }`)).auditEntries;
  const { totalCount } = await looks();
  await previewOf(owner, sponsor.id);
  expect(await looks()).toEqual({ totalCount: totalCount + 1 });
});

test("Finance sees all but results, and coaches and clients have no reports", async () => {
  const finance = await reportOf((await world.person(["FINANCE"])).client);
  expect(finance).toMatchObject({ participants: 11, mentoring: null, measures: null, returnOnInvestment: null });
  for (const role of ["COACH", "CLIENT", "ASSISTANT"])
    expect(await reportOf((await world.person([role])).client)).toBeNull();
  const elsewhere = await world.person(["SPONSOR"]);
  expect(await reportOf(elsewhere.client)).toBeNull();
});

test("A quarter holds the sessions of its days, and says so if it is none", async () => {
  expect(await reportOf(owner, `quarter: "2026-Q1"`)).toMatchObject({ sessions: { completed: 10, missed: 1 } });
  expect(await reportOf(owner, `quarter: "2026-Q2"`)).toMatchObject({ sessions: { completed: 0, missed: 0 } });
  await expect(reportOf(owner, `quarter: "2026-Q5"`)).rejects.toThrow("quarter is not a quarter");
});
