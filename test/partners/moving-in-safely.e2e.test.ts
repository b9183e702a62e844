import { beforeEach, expect, test } from "@jest/globals";
import { at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { sharedStage } from "../support/stage.ts";
import { faultsIn, imported } from "./moving-in-world.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let owner: TestClient;
let coach: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"]));
  coach = await firm.person(["COACH"], { external_id: "c1" });
});

/** Engagements of the coach, by external id. */
async function engagements(...ids: string[]): Promise<string[]> {
  const terms = { starts_on: "1990-01-01", ends_on: day(90), allocation_unit: null, allocation_amount: null };
  const made = [];
  for (const external_id of ids) {
    const people = { participants: [await firm.person(["CLIENT"])] };
    const id = await firm.engagement(people, { ...terms, kind: "MENTORING", mentoring_form: "INFORMAL", external_id });
    await firm.coach(id, coach, { joined_on: "1990-01-01" });
    made.push(id);
  }
  return made;
}

/** So many sessions of an hour, one a day, at a minute of the morning. */
const history = (engagement: string, minute: number, count: number) =>
  ["engagement,starts_at,minutes"]
    .concat(
      Array.from({ length: count }, (_, place) => {
        const date = new Date(Date.UTC(1991, 0, 1 + place, 9, minute)).toISOString();
        return `${engagement},${date},60`;
      }),
    )
    .join("\n");

test("Imports at once never give a coach two sessions of one time", async () => {
  const names = ["e1", "e2", "e3", "e4"];
  await engagements(...names);
  const reports = await Promise.all(
    names.map((name, place) => imported(owner, "importSessions", history(name, 10 * place, 40), { partial: true })),
  );
  const created = reports.reduce((sum, report) => sum + report.created, 0);
  const { rows } = await database.admin.query<{ held: number; overlapping: number }>(
    `select count(*)::integer as held, (select count(*)::integer from session s join session x
       on x.firm_id = s.firm_id and x.id > s.id and x.starts_at < s.ends_at and x.ends_at > s.starts_at
       where s.firm_id = $1) as overlapping
     from session where firm_id = $1`,
    [firm.firmId],
  );
  expect([created, rows]).toEqual([40, [{ held: 40, overlapping: 0 }]]);
});

test("The buffers of a session that is booked count, in a dry run as in the import", async () => {
  const [engagement] = await engagements("e1");
  const startsAt = at(-1, 12);
  const id = await firm.session(engagement!, { coaches: [coach], startsAt });
  const [from, to] = [new Date(startsAt.getTime() - 3_600_000), new Date(startsAt.getTime() + 3_600_000)];
  await database.admin.query("update session_coach set blocked = tstzrange($2, $3) where session_id = $1", [
    id,
    from,
    to,
  ]);
  const csv = `engagement,starts_at,minutes\ne1,${new Date(startsAt.getTime() - 50 * 60_000).toISOString()},20`;
  for (const dryRun of [true, false])
    expect(faultsIn(await imported(owner, "importSessions", csv, { dryRun }))).toEqual(["2 starts_at SLOT_TAKEN"]);
});

test("A record that names thousands of unknown people tells the first, each once", async () => {
  const names = Array.from({ length: 1_500 }, (_, place) => `n${place}`).join(";");
  const csv = `external_id,title,kind,format,coaches,starts_on\ne1,Many,COACHING,GROUP,${names},2024-01-01`;
  const [record] = (await imported(owner, "importEngagements", csv, { dryRun: true })).records;
  expect(record.errors).toHaveLength(20);
  const again = csv.replace(names, "n;n;n;n");
  expect(faultsIn(await imported(owner, "importEngagements", again, { dryRun: true }))).toContain(
    "2 coaches NOT_FOUND",
  );
  const { records } = await imported(owner, "importEngagements", again, { dryRun: true });
  expect(records[0].errors.filter(({ code }: { code: string }) => code === "NOT_FOUND")).toHaveLength(1);
});

test("An external id that is somebody's address takes no records from them", async () => {
  const email = `real.${firm.firmId}@firm.example`;
  const real = await firm.person(["COACH"], { email });
  await firm.person(["COACH"], { external_id: email });
  const csv = `external_id,title,kind,format,mentoring_form,coaches,starts_on\ne1,T,MENTORING,GROUP,INFORMAL,${email},2024-01-01`;
  expect(await imported(owner, "importEngagements", csv)).toMatchObject({ created: 1, userErrors: [] });
  const { rows } = await database.admin.query("select person_id from engagement_coach where firm_id = $1", [
    firm.firmId,
  ]);
  expect(rows).toEqual([{ person_id: real }]);
});

test("What cannot be stored is refused in its record, also where it is looked up", async () => {
  const title = "external_id,title,kind,format,coaches,organization,starts_on";
  for (const [column, values] of [
    ["external_id", "e\0,T,COACHING,GROUP,,,"],
    ["coaches", "e1,T,COACHING,GROUP,c\0,,"],
    ["organization", "e1,T,COACHING,GROUP,,o\0,"],
  ] as const) {
    const faults = faultsIn(
      await imported(owner, "importEngagements", `${title}\n${values}2024-01-01`, { dryRun: true }),
    );
    expect(faults).toContain(`2 ${column} INVALID`);
  }
  const csv = "engagement,starts_at,minutes\ne\0,2024-01-01T09:00:00Z,60";
  expect(faultsIn(await imported(owner, "importSessions", csv))).toContain("2 engagement INVALID");
});
