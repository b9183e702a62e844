import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import {
  apiId,
  at,
  createTestDatabase,
  FirmFactory,
  signIn,
  startPlatform,
  TestClient,
  type TestDatabase,
  type TestPlatform,
} from "@coachwork/testing";

jest.setTimeout(60_000);

let database: TestDatabase;
let platform: TestPlatform;
let firm: FirmFactory;
let owner: TestClient;

beforeAll(async () => {
  database = await createTestDatabase();
  platform = await startPlatform(database, { JOB_POLL_MS: "100", EVENT_POLL_MS: "300" });
}, 60_000);

afterAll(async () => {
  await platform?.stop();
  await database?.drop();
});

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(await firm.person(["OWNER"]));
});

async function signedIn(person: string, of = firm): Promise<TestClient> {
  return new TestClient(platform.url, await signIn(database, of, person));
}

async function change(by: TestClient, name: string, personId: string, more: object = {}): Promise<string[]> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const mutation = `mutation($input: ${type}!) { ${name}(input: $input) { userErrors { code } } }`;
  const key = name === "updatePerson" ? "id" : "personId";
  const { [name]: payload } = await by.ask(mutation, { input: { [key]: apiId("person", personId), ...more } });
  return payload.userErrors.map(({ code }: { code: string }) => code);
}

/** The statuses of sessions, once none is as it was any more; or as they are after a while. */
async function statusesOf(ids: readonly string[], wanted: readonly string[]): Promise<string[]> {
  for (let waited = 0; ; waited += 50) {
    const { rows } = await database.admin.query<{ status: string }>(
      "select status from session where firm_id = $1 and id = any($2) order by array_position($2, id)",
      [firm.firmId, ids],
    );
    const statuses = rows.map(({ status }) => status);
    if (waited > 20_000 || JSON.stringify(statuses) === JSON.stringify(wanted)) return statuses;
    await sleep(50);
  }
}

test("whoever is deactivated is out at once: token, socket and keys; what is ahead is called off and comes not back with them", async () => {
  const [coach, other] = [await firm.person(["COACH", "ADMIN"]), await firm.person(["COACH"])];
  const client = await firm.person(["CLIENT"]);
  const alone = await firm.engagement({ coaches: [coach], participants: [client] });
  const shared = await firm.engagement({ coaches: [coach, other], participants: [client] });
  const sessions = [
    await firm.session(alone, { coaches: [coach], participants: [client], startsAt: at(2, 9) }),
    await firm.session(shared, { coaches: [coach, other], participants: [client], startsAt: at(2, 11) }),
    await firm.session(alone, { coaches: [coach], participants: [client], startsAt: at(-2, 9) }),
  ];
  const leaver = await signedIn(coach);
  const made = await leaver.ask(
    `mutation { createApiKey(input: { name: "Theirs", scopes: ["people:read"] }) { secret userErrors { code } } }`,
  );
  const key = new TestClient(platform.url, made.createApiKey.secret);
  expect((await key.send("{ people(first: 1) { nodes { id } } }")).errors).toBeUndefined();
  const changes = `subscription($coach: ID!) { scheduleChanged(coachId: $coach) { seq } }`;
  const following = leaver.follow(changes, { coach: apiId("person", coach) });
  await sleep(500);

  expect(await change(owner, "deactivatePerson", coach)).toEqual([]);
  expect(await following.untilEnded(5_000)).toBeTruthy();
  expect((await leaver.send("{ me { id } }")).errors).toMatchObject([{ extensions: { code: "FIRM_NOT_CHOSEN" } }]);
  expect((await key.send("{ people(first: 1) { nodes { id } } }")).errors).toBeDefined();
  expect(await statusesOf(sessions, ["CANCELLED", "CONFIRMED", "CONFIRMED"])).toEqual([
    "CANCELLED",
    "CONFIRMED",
    "CONFIRMED",
  ]);

  const seen = `query($id: ID!) { node(id: $id) { ... on Person { status roles } } }`;
  const person = { id: apiId("person", coach) };
  expect((await owner.ask(seen, person)).node).toEqual({ status: "DEACTIVATED", roles: [] });
  expect(await change(owner, "deactivatePerson", coach)).toEqual(["ALREADY_DEACTIVATED"]);
  expect(await change(owner, "updatePerson", coach, { roles: ["COACH"] })).toEqual(["INVALID"]);
  expect(await change(owner, "invitePerson", coach)).toEqual(["DEACTIVATED"]);

  expect(await change(owner, "reactivatePerson", coach)).toEqual([]);
  expect((await owner.ask(seen, person)).node).toEqual({ status: "ACTIVE", roles: ["ADMIN", "COACH"] });
  expect((await leaver.ask("{ me { id } }")).me).toEqual(person);
  expect(await statusesOf(sessions, ["CANCELLED", "CONFIRMED", "CONFIRMED"])).toHaveLength(3);
  expect((await key.send("{ people(first: 1) { nodes { id } } }")).errors).toBeDefined();
});

test("the firm keeps an owner, and only an owner deactivates one", async () => {
  const admin = await signedIn(await firm.person(["ADMIN"]));
  const { me } = await owner.ask("{ me { id } }");
  const second = await firm.person(["OWNER"]);
  expect(await change(admin, "deactivatePerson", second)).toEqual(["FORBIDDEN"]);
  expect(await change(owner, "deactivatePerson", second)).toEqual([]);
  expect(await change(admin, "reactivatePerson", second)).toEqual(["FORBIDDEN"]);
  const mutation = `mutation($input: DeactivatePersonInput!) { deactivatePerson(input: $input) { userErrors { code } } }`;
  expect((await owner.ask(mutation, { input: { personId: me.id } })).deactivatePerson.userErrors).toEqual([
    { code: "LAST_OWNER" },
  ]);
});

test("who loses the role COACH stops coaching; a client alone with a coach who loses the role CLIENT is expected no more", async () => {
  const [coach, second, client] = [
    await firm.person(["COACH", "ADMIN"]),
    await firm.person(["COACH"]),
    await firm.person(["CLIENT", "SPONSOR"]),
  ];
  const left = await firm.engagement({ coaches: [coach], participants: [await firm.person(["CLIENT"])] });
  const alone = await firm.engagement({ coaches: [second], participants: [client] });
  const sessions = [
    await firm.session(left, { coaches: [coach], startsAt: at(2, 9) }),
    await firm.session(alone, { coaches: [second], participants: [client], startsAt: at(2, 9) }),
  ];
  expect(await change(owner, "updatePerson", coach, { roles: ["ADMIN"] })).toEqual([]);
  expect(await change(owner, "updatePerson", client, { roles: ["SPONSOR"] })).toEqual([]);
  expect(await statusesOf(sessions, ["CANCELLED", "CANCELLED"])).toEqual(["CANCELLED", "CANCELLED"]);
});
