import { beforeEach, expect, test } from "@jest/globals";
import { apiId, at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { uuidOf, Engagement } from "@coachwork/schema";
import { allDone } from "../support/due.ts";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let manager: TestClient;
let coach: string;
let client: string;
let programId: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  [coach, client] = [await firm.person(["COACH"]), await firm.person(["CLIENT"])];
  const terms = { allocationUnit: "SESSIONS", allocationAmount: 8, weeks: 26 };
  const program = { name: "First-time leaders", kind: "COACHING", format: "INDIVIDUAL", ...terms };
  programId = (await mutate(manager, "createProgram", program, { answer: "program { id }" })).program.id;
  await mutate(manager, "activateProgram", { id: programId }, { type: "ProgramMoveInput" });
});

const answer = "cancellationPolicy { id noticeMinutes clientsCancel version program { id } engagement { id } }";
const setPolicy = (input: object) => mutate(manager, "setCancellationPolicy", input, { answer });

let booked = 0;

/** A session of a new engagement of the program, a week or more from now. */
async function session(): Promise<{ readonly id: string; readonly engagementId: string }> {
  const people = { coachIds: [apiId("person", coach)], participantIds: [apiId("person", client)] };
  const input = { programId, title: "Of a program", startsOn: day(-1), ...people };
  const { engagement } = await mutate(manager, "createEngagement", input, { answer: "engagement { id }" });
  await mutate(manager, "activateEngagement", { id: engagement.id }, { type: "EngagementStatusInput" });
  // A job expects who has joined in the sessions ahead, and would find this one half written.
  await allDone(database, firm.firmId);
  const expected = { coaches: [coach], participants: [client], startsAt: new Date(at(7 + (booked += 1), 10)) };
  const id = await firm.session(uuidOf(Engagement, engagement.id), expected);
  return { id: apiId("session", id), engagementId: engagement.id };
}

/** How long before its start a session can be cancelled at no cost, in minutes. */
async function notice(id: string): Promise<number> {
  const query = "query($id: ID!) { session(id: $id) { startsAt freeCancellationUntil } }";
  const { startsAt, freeCancellationUntil } = (await manager.ask(query, { id })).session;
  return (Date.parse(startsAt) - Date.parse(freeCancellationUntil)) / 60_000;
}

test("an engagement follows the policy that its program had when it was created", async () => {
  await setPolicy({ noticeMinutes: 111 });
  const early = await session();
  const first = await setPolicy({ programId, noticeMinutes: 222, clientsCancel: "NEVER" });
  expect(first).toMatchObject({ cancellationPolicy: { program: { id: programId }, engagement: null, version: 1 } });
  const between = await session();
  const second = await setPolicy({ programId, noticeMinutes: 333, version: 1 });
  expect(second).toMatchObject({
    cancellationPolicy: { noticeMinutes: 333, clientsCancel: "NEVER", version: 2, program: { id: programId } },
  });
  const late = await session();
  await mutate(manager, "removeCancellationPolicy", { id: second.cancellationPolicy.id });
  const last = await session();

  expect(await Promise.all([early, between, late, last].map(({ id }) => notice(id)))).toEqual([111, 222, 333, 111]);
  const asClient = await signedIn(firm, client);
  const cancel = async ({ id }: { readonly id: string }) =>
    (await mutate(asClient, "cancelSession", { id })).userErrors.map(({ code }: { code: string }) => code);
  expect(await cancel(between)).toEqual(["POLICY"]);
  expect(await cancel(last)).toEqual([]);
});

test("an engagement's own policy comes first", async () => {
  await setPolicy({ programId, noticeMinutes: 222 });
  const { id, engagementId } = await session();
  await setPolicy({ engagementId, noticeMinutes: 77 });
  expect(await notice(id)).toBe(77);
});

test("a stale change, and a policy of both an engagement and a program, are refused", async () => {
  await setPolicy({ programId, noticeMinutes: 222 });
  const { engagementId } = await session();
  const refused = async (input: object) => (await setPolicy(input)).userErrors;
  expect(await refused({ programId, noticeMinutes: 1, version: 7 })).toEqual([refusal("CONFLICT", "version")]);
  expect(await refused({ programId, engagementId })).toEqual([refusal("INVALID", "programId")]);
});

test("of several changes at once each replaces another", async () => {
  const given = Array.from({ length: 8 }, (_, place) => setPolicy({ programId, noticeMinutes: place }));
  for (const { userErrors } of await Promise.all(given)) expect(userErrors).toEqual([]);
  const query = "query($id: ID!) { program(id: $id) { cancellationPolicy { version } } }";
  expect((await manager.ask(query, { id: programId })).program.cancellationPolicy).toEqual({ version: 8 });
});
