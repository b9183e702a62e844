import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, day, FirmFactory, type TestClient, until } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { type Letter, lettersTo } from "../support/mailbox.ts";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, platform, signedIn } = await sharedStage();

let firm: FirmFactory;
let admin: TestClient;
let coach: TestClient;
let carla: string;
let personId: string;
let address: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin, { name: "Northlight Coaching" });
  admin = await signedIn(firm, await firm.person(["ADMIN"]));
  address = `carla.${firm.firmId}@firm.example`;
  carla = await firm.person(["COACH"], { name: "Carla", email: address });
  coach = await signedIn(firm, carla);
  personId = apiId("person", carla);
});

const fields = "credential { id body level number validUntil status archivedAt }";

async function create(input: object, by = coach): Promise<AnyData> {
  const { credential, userErrors } = await mutate(
    by,
    "createCredential",
    { personId, body: "ICF", ...input },
    { answer: fields },
  );
  expect(userErrors).toEqual([]);
  return credential;
}

const change = (verb: "update" | "archive" | "restore", input: object, by = coach) =>
  mutate(by, `${verb}Credential`, input, { answer: fields });

describe("a credential", () => {
  test.each([
    ["without an end", null, "VALID"],
    ["for long", 61, "VALID"],
    ["for sixty days", 60, "EXPIRING"],
    ["until today", 0, "EXPIRING"],
    ["until yesterday", -1, "EXPIRED"],
  ])("that is valid %s is told as such", async (_, days, status) => {
    const validUntil = days === null ? null : day(days);
    const given = { level: "PCC", number: "007", validUntil };
    expect(await create(given)).toMatchObject({ body: "ICF", ...given, status, archivedAt: null });
  });

  test("is the coach's own to keep, or an admin's", async () => {
    const { id } = await create({}, admin);
    expect((await change("update", { id, level: "MCC" })).credential).toMatchObject({ level: "MCC" });
    const other = await firm.person(["COACH"]);
    await firm.engagement({ coaches: [carla, other], participants: [] });
    const fellow = await signedIn(firm, other);
    expect((await change("update", { id, level: "PCC" }, fellow)).userErrors).toEqual([refusal("FORBIDDEN", "id")]);
    expect((await change("archive", { id }, fellow)).userErrors).toEqual([refusal("FORBIDDEN", "id")]);
    const theirs = { personId, body: "EMCC" };
    expect((await mutate(fellow, "createCredential", theirs)).userErrors).toEqual([refusal("FORBIDDEN", "personId")]);
    await change("archive", { id });
    expect((await change("restore", { id }, fellow)).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
  });

  test("is for coaches", async () => {
    const input = { personId: apiId("person", await firm.person(["CLIENT"])), body: "ICF" };
    expect((await mutate(admin, "createCredential", input)).userErrors).toEqual([refusal("NOT_A_COACH", "personId")]);
  });

  test("is seen by the coach's clients without its number, as long as it counts", async () => {
    const client = await firm.person(["CLIENT"]);
    await firm.engagement({ coaches: [carla], participants: [client] });
    const { id } = await create({ number: "007", validUntil: day(-1) });
    const by = await signedIn(firm, client);
    const query =
      "query($id: ID!) { person(id: $id) { credentials(first: 9) { nodes { body number status version } } } }";
    const seen = async () => (await by.ask(query, { id: personId })).person.credentials.nodes;
    expect(await seen()).toEqual([{ body: "ICF", number: null, status: "EXPIRED", version: null }]);
    await change("archive", { id });
    expect(await seen()).toEqual([]);
  });

  test("is listed with others by its end, status and coach", async () => {
    for (const [body, validUntil] of [
      ["Never", null],
      ["Later", day(300)],
      ["Soon", day(30)],
      ["Over", day(-30)],
    ])
      await create({ body, validUntil });
    const bodies = async (args: string) =>
      (await admin.ask(`{ credentials(first: 9${args}) { nodes { body } } }`)).credentials.nodes.map(
        ({ body }: AnyData) => body,
      );
    expect(await bodies("")).toEqual(["Over", "Soon", "Later", "Never"]);
    expect(await bodies(", orderBy: VALID_UNTIL_DESC")).toEqual(["Never", "Later", "Soon", "Over"]);
    expect(await bodies(", filter: { status: EXPIRING }")).toEqual(["Soon"]);
    expect(await bodies(`, filter: { validBefore: "${day(300)}" }`)).toEqual(["Over", "Soon"]);
    expect(await bodies(`, filter: { personId: "${personId}", status: VALID }`)).toEqual(["Later", "Never"]);
    const first = await admin.ask("{ credentials(first: 3) { pageInfo { endCursor } } }");
    expect(await bodies(`, after: "${first.credentials.pageInfo.endCursor}"`)).toEqual(["Never"]);
  });
});

/** The letters to the coach. */
async function letters(): Promise<readonly Letter[]> {
  await allDone(database, firm.firmId);
  return lettersTo(platform.outbox, address);
}

/** How often the log tells of a credential that ends soon. */
async function warnings(): Promise<number> {
  const text = "select from event where firm_id = $1 and type = 'credential.expiring'";
  return (await database.admin.query(text, [firm.firmId])).rowCount!;
}

/** The times of the warnings that wait. */
async function planned(): Promise<Date[]> {
  await allDone(database, firm.firmId);
  const { rows } = await database.admin.query<{ at: Date }>(
    `select run_at as at from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where identifier = 'warnOfCredential' and payload->>'firmId' = $1`,
    [firm.firmId],
  );
  return rows.map(({ at }) => at);
}

/** Lets the day of the warning come. */
async function letTimePass(): Promise<void> {
  await planned();
  await database.admin.query("update credential set valid_until = $2 where firm_id = $1", [firm.firmId, day(59)]);
  await database.admin.query(
    `update graphile_worker._private_jobs j set run_at = now() from graphile_worker._private_tasks t
     where t.id = j.task_id and identifier = 'warnOfCredential' and payload->>'firmId' = $1`,
    [firm.firmId],
  );
}

describe("the warning of its end", () => {
  test("waits for the morning of the firm, sixty days before", async () => {
    await database.admin.query("update firm set time_zone = 'Asia/Tokyo' where firm_id = $1", [firm.firmId]);
    await create({ validUntil: day(400) });
    expect(await planned()).toEqual([new Date(`${day(339)}T23:00:00Z`)]);
    expect(await letters()).toEqual([]);
  });

  test("is a letter to the coach and an event, once", async () => {
    const { id } = await create({ level: "PCC", validUntil: day(200) });
    await letTimePass();
    const [letter] = await until("the letter", letters, ({ length }) => length > 0);
    expect(letter!.subject).toBe("Your credential ends soon: ICF PCC");
    expect(letter!.text).toMatch(/Your credential “ICF PCC” is valid until .+ \d{4}\./);
    await change("update", { id, level: "MCC" });
    expect([await planned(), await warnings()]).toEqual([[], 1]);
    expect(await letters()).toHaveLength(1);
  });

  test("comes at once where less than sixty days are left, and again for another end", async () => {
    const { id } = await create({ validUntil: day(10) });
    await until("the letter", letters, ({ length }) => length === 1);
    await change("update", { id, validUntil: day(20) });
    await until("the letter", letters, ({ length }) => length === 2);
    expect(await warnings()).toBe(2);
  });

  test.each([
    ["renewed", (id: string) => change("update", { id, validUntil: day(800) }), 1],
    ["said to have no end", (id: string) => change("update", { id, validUntil: null }), 0],
    ["archived", (id: string) => change("archive", { id }), 0],
  ])("is cancelled when it is %s", async (_, act, left) => {
    const { id } = await create({ validUntil: day(100) });
    expect(await planned()).toHaveLength(1);
    await act(id);
    const waiting = await planned();
    expect(waiting).toHaveLength(left);
    expect(waiting.filter((at) => at < new Date(`${day(700)}T00:00:00Z`))).toEqual([]);
    expect([await letters(), await warnings()]).toEqual([[], 0]);
  });

  test("is planned again when it is restored, and not for what is over", async () => {
    const { id } = await create({ validUntil: day(100) });
    await change("archive", { id });
    expect(await planned()).toEqual([]);
    await change("restore", { id });
    expect(await planned()).toHaveLength(1);
    await change("update", { id, validUntil: day(-1) });
    expect([await planned(), await letters(), await warnings()]).toEqual([[], [], 0]);
  });
});
