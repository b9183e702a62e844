import { beforeEach, expect, test } from "@jest/globals";
import { type AnyData, apiId, FirmFactory, TestClient } from "@coachwork/testing";
import { done } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, platform, signedIn } = await sharedStage();

let firm: FirmFactory;
let owner: TestClient;
let engagement: string;
let coach: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"]));
  coach = await firm.person(["COACH"]);
  const client = await firm.person(["CLIENT"]);
  engagement = await firm.engagement({ coaches: [coach], participants: [client] });
});

/** An entry of a session that was recorded on a date. */
async function entry(kind: string, recordedOn: string, of = engagement): Promise<void> {
  const session_id = await firm.session(of, { coaches: [], participants: [], startsAt: new Date() });
  const recorded = { recorded_at: `${recordedOn}T12:00:00Z`, recorded_on: recordedOn };
  await firm.row("allocation_entry", { engagement_id: of, session_id, kind, amount: 1, ...recorded });
}

async function billed(by: TestClient, filter: object): Promise<string[]> {
  const text = `query($filter: AllocationEntryFilter) { allocationEntries(first: 100, filter: $filter) {
    nodes { kind recordedOn recordedAt engagement { title } } } }`;
  const { nodes } = (await by.ask(text, { filter })).allocationEntries;
  return nodes.map(({ kind, recordedOn }: AnyData) => `${recordedOn} ${kind}`);
}

test("A month's bill is the ledger of all engagements, by the date, first to last day", async () => {
  await entry("USE", "2026-02-28");
  await entry("FORFEIT", "2026-01-31");
  await entry("USE", "2026-02-01");
  await entry("RESERVE", "2026-02-02");
  await entry("USE", "2026-03-01");
  const other = await FirmFactory.create(database.admin);
  await entryOf(other);
  const month = { recordedFrom: "2026-02-01", recordedUntil: "2026-02-28" };
  const all = ["2026-02-01 USE", "2026-02-02 RESERVE", "2026-02-28 USE"];
  expect(await billed(owner, month)).toEqual(all);
  expect(await billed(owner, { ...month, kinds: ["USE", "FORFEIT", "ADJUST"] })).toEqual([all[0], all[2]]);
  expect(await billed(owner, { kinds: ["FORFEIT"] })).toEqual(["2026-01-31 FORFEIT"]);
  expect(await billed(await signedIn(firm, await firm.person(["FINANCE"])), month)).toEqual(all);

  const input = { name: "Billing", scopes: ["engagements:read"] };
  const { secret } = await done(owner, "createApiKey", input, { answer: "secret" });
  expect(await billed(new TestClient(platform.url, secret as string), month)).toEqual(all);
});

/** An entry of another firm in the same month. */
async function entryOf(other: FirmFactory): Promise<void> {
  const elsewhere = await other.engagement({});
  const adjusted = { kind: "ADJUST", amount: 1, reason: "More", recorded_at: "2026-02-03T12:00:00Z" };
  await other.row("allocation_entry", { engagement_id: elsewhere, ...adjusted, recorded_on: "2026-02-03" });
}

test("One organization's and one engagement's entries are found, and coaches find their own", async () => {
  const organization = await firm.organization();
  const sponsored = await firm.engagement({}, { organization_id: organization });
  await entry("USE", "2026-02-01");
  await entry("USE", "2026-02-02", sponsored);
  expect(await billed(owner, { organizationId: apiId("organization", organization) })).toEqual(["2026-02-02 USE"]);
  expect(await billed(owner, { engagementId: apiId("engagement", engagement) })).toEqual(["2026-02-01 USE"]);
  expect(await billed(await signedIn(firm, coach), {})).toEqual(["2026-02-01 USE"]);
  expect(await billed(await signedIn(firm, await firm.person(["SPONSOR"])), {})).toEqual([]);
});

test.each(["Pacific/Kiritimati", "Pacific/Pago_Pago"])("An entry made in %s keeps the date there", async (timeZone) => {
  await database.admin.query("update firm set time_zone = $2 where firm_id = $1", [firm.firmId, timeZone]);
  const today = () => new Date().toLocaleDateString("sv-SE", { timeZone });
  const before = today();
  const adjusted = { engagementId: apiId("engagement", engagement), amount: 2, reason: "Two more." };
  const { entry: made } = await done(owner, "adjustAllocation", adjusted, { answer: "entry { recordedOn }" });
  expect([before, today()]).toContain(made.recordedOn);
  // The firm moves to the other end of the world.
  const other = timeZone === "Pacific/Kiritimati" ? "Pacific/Pago_Pago" : "Pacific/Kiritimati";
  await database.admin.query("update firm set time_zone = $2 where firm_id = $1", [firm.firmId, other]);
  expect(await billed(owner, {})).toEqual([`${made.recordedOn} ADJUST`]);
});
