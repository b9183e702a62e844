import { beforeEach, describe, expect, test } from "@jest/globals";
import { apiId, at, type AnyData, FirmFactory, TestClient } from "@coachwork/testing";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, platform, signedIn } = await sharedStage();

let firm: FirmFactory;
let owner: TestClient;
let admin: string;
let coach: string;
let client: string;
let engagement: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"], { name: "Olga Owner" }));
  admin = await firm.person(["ADMIN"], { name: "Ada Admin", email: "ada@firm.example" });
  coach = await firm.person(["COACH"], { name: "Cara Coach" });
  client = await firm.person(["CLIENT"], { name: "Carl Client" });
  engagement = await firm.engagement({ coaches: [coach], participants: [client] });
});

/** A key with these scopes, and its id. */
async function keyWith(...scopes: string[]): Promise<TestClient & { readonly id: string }> {
  const input = { name: "Nightly sync", scopes };
  const { secret, apiKey } = await done(owner, "createApiKey", input, { answer: "secret apiKey { id }" });
  return Object.assign(new TestClient(platform.url, secret as string), { id: apiKey.id as string });
}

/** The error code with which a mutation is refused before anything is read. */
async function refusedAs(by: TestClient, name: string, input: object): Promise<unknown> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const { errors } = await by.send(`mutation($input: ${type}!) { ${name}(input: $input) { userErrors { code } } }`, {
    input,
  });
  return errors?.[0]?.extensions.code;
}

const csv = (...lines: string[]) => ["external_id,name,email,roles", ...lines].join("\n");

describe("A key with people:write", () => {
  test("imports people at night without anybody's password, and the log says that the key did", async () => {
    const key = await keyWith("people:write");
    const rows = csv("17,Nina New,nina@client.example,CLIENT");
    const imported = await done(key, "importPeople", { csv: rows }, { answer: "created" });
    expect(imported.created).toBe(1);
    const { rows: events } = await database.admin.query(
      "select actor_id::text as actor from event where firm_id = $1 and type = 'person.created'",
      [firm.firmId],
    );
    expect(events.map(({ actor }) => apiId("api_key", actor as string))).toEqual([key.id]);
    expect((await done(key, "importPeople", { csv: rows }, { answer: "unchanged" })).unchanged).toBe(1);
  });

  test("reads people without people:read", async () => {
    const key = await keyWith("people:write");
    expect((await key.ask("{ people(first: 9) { totalCount } }")).people.totalCount).toBe(4);
  });

  test("changes neither engagements nor the schedule, and is told which scope is missing", async () => {
    const key = await keyWith("people:write", "engagements:read", "schedule:read");
    const id = apiId("engagement", engagement);
    expect(await refusedAs(key, "updateEngagement", { id, title: "Taken" })).toBe("INSUFFICIENT_SCOPE");
    const booked = { engagementId: id, startsAt: at(3, 9), endsAt: at(3, 10) };
    expect(await refusedAs(key, "bookSession", booked)).toBe("INSUFFICIENT_SCOPE");
    const handed = { personId: apiId("person", coach), handOverToId: apiId("person", await firm.person(["COACH"])) };
    expect((await mutate(key, "deactivatePerson", handed)).userErrors).toEqual([refusal("FORBIDDEN", "handOverToId")]);
  });

  test("changes nobody of another firm", async () => {
    const other = await FirmFactory.create(database.admin);
    const stranger = await other.person(["CLIENT"]);
    const key = await keyWith("people:write");
    const input = { id: apiId("person", stranger), name: "Renamed" };
    expect((await mutate(key, "updatePerson", input)).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
  });

  test.each(["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE"])("gives and takes no role %s", async (role) => {
    const key = await keyWith("people:write");
    const created = { name: "Eve", email: "eve@elsewhere.example", timeZone: "UTC", roles: [role] };
    expect((await mutate(key, "createPerson", created)).userErrors).toEqual([refusal("FORBIDDEN", "roles")]);
    const raised = { id: apiId("person", client), roles: ["CLIENT", role] };
    expect((await mutate(key, "updatePerson", raised)).userErrors).toEqual([refusal("FORBIDDEN", "roles")]);
    const holder = { id: apiId("person", await firm.person([role, "CLIENT"])), roles: ["CLIENT"] };
    expect((await mutate(key, "updatePerson", holder)).userErrors).toEqual([refusal("FORBIDDEN", "roles")]);
    const imported = await mutate(
      key,
      "importPeople",
      { csv: csv(`18,Eve,eve@elsewhere.example,${role}`) },
      { answer: "records { errors { field code message } }" },
    );
    expect(imported.userErrors).toMatchObject([{ code: "RECORDS_REFUSED" }]);
    expect(imported.records[0].errors).toMatchObject([{ field: "roles", code: "INVALID" }]);
  });

  test("chooses no mailbox of an admin, whose invitation would go there, and deactivates no admin", async () => {
    const key = await keyWith("people:write");
    await done(owner, "invitePerson", { personId: apiId("person", admin) });
    const readdressed = { id: apiId("person", admin), email: "eve@elsewhere.example" };
    expect((await mutate(key, "updatePerson", readdressed)).userErrors).toEqual([refusal("FORBIDDEN", "email")]);
    await database.admin.query("update person set external_id = 'a1' where id = $1", [admin]);
    const rows = "external_id,email\na1,eve@elsewhere.example";
    const answer = { answer: "records { errors { field } }" };
    const imported = await mutate(key, "importPeople", { csv: rows }, answer);
    expect(imported.records[0].errors).toEqual([{ field: "email" }]);
    const gone = { personId: apiId("person", admin) };
    expect((await mutate(key, "deactivatePerson", gone)).userErrors).toEqual([refusal("FORBIDDEN", "personId")]);
    await done(owner, "deactivatePerson", gone);
    expect((await mutate(key, "updatePerson", readdressed)).userErrors).toEqual([refusal("FORBIDDEN", "email")]);
  });

  test("chooses no address of somebody who signs in", async () => {
    await signedIn(firm, client);
    const key = await keyWith("people:write");
    const input = { id: apiId("person", client), email: "eve@elsewhere.example" };
    expect((await mutate(key, "updatePerson", input)).userErrors).toEqual([refusal("SIGNS_IN", "email")]);
  });

  test("lets nobody in and makes no keys, whatever its scopes", async () => {
    const key = await keyWith("people:write", "engagements:write", "schedule:write");
    const personId = apiId("person", client);
    const refused = {
      invitePerson: { personId },
      reactivatePerson: { personId },
      erasePerson: { personId },
      mergePeople: { keepId: personId, duplicateId: apiId("person", coach) },
      createApiKey: { name: "More", scopes: ["people:write"] },
      revokeApiKey: { id: key.id },
      updateMe: { name: "Me" },
      setFrontendUrl: { frontendUrl: "https://elsewhere.example" },
    };
    for (const [name, input] of Object.entries(refused))
      expect([name, await refusedAs(key, name, input)]).toEqual([name, "INSUFFICIENT_SCOPE"]);
  });

  test("writes no field that it is not shown", async () => {
    const key = await keyWith("people:write");
    const personId = apiId("person", coach);
    await done(key, "setCoachProfile", { personId, bio: "Coaches leaders." });
    const capacity = await mutate(key, "setCoachProfile", { personId, capacity: 9 });
    expect(capacity.userErrors).toEqual([refusal("FORBIDDEN", "capacity")]);
  });

  test("does a change once for each of its idempotency keys, and not those of another key", async () => {
    const [one, other] = [await keyWith("people:write"), await keyWith("people:write")];
    const create = async (by: TestClient, name: string): Promise<AnyData> => {
      const asked = { answer: "organization { id }" };
      return mutate(by, "createOrganization", { name, idempotencyKey: "night-1" }, asked);
    };
    const first = await create(one, "Birch");
    expect(await create(one, "Birch")).toEqual(first);
    expect((await create(one, "Oak")).userErrors).toEqual([refusal("IDEMPOTENCY_KEY_REUSED", "idempotencyKey")]);
    expect((await create(other, "Oak")).userErrors).toEqual([]);
  });
});

describe("A key with engagements:write", () => {
  test("changes engagements for the firm; their history names no person", async () => {
    const key = await keyWith("engagements:write");
    const id = apiId("engagement", engagement);
    await done(key, "pauseEngagement", { id }, { type: "PauseEngagementInput" });
    const history =
      "query ($id: ID!) { engagement(id: $id) { statusChanges(first: 1) { nodes { status changedBy { id } } } } }";
    const read = await owner.ask(history, { id });
    expect(read.engagement.statusChanges.nodes).toEqual([{ status: "PAUSED", changedBy: null }]);
  });

  test("replaces a coach, and names people only with people:read", async () => {
    const next = await firm.person(["COACH"]);
    const input = {
      engagementId: apiId("engagement", engagement),
      fromCoachId: apiId("person", coach),
      toCoachId: apiId("person", next),
      ...{ sessions: "MOVE", reason: "She moves away." },
    };
    const alone = await keyWith("engagements:write");
    expect((await mutate(alone, "rematchEngagement", input)).userErrors).toEqual([refusal("FORBIDDEN", "fromCoachId")]);
    await done(await keyWith("engagements:write", "people:read"), "rematchEngagement", input);
  });
});

describe("A key with schedule:write", () => {
  test("books, moves and cancels sessions for the firm, also through a socket", async () => {
    const key = await keyWith("schedule:write", "engagements:read");
    const engagementId = apiId("engagement", engagement);
    await done(owner, "setAvailability", {
      coachId: apiId("person", coach),
      timeZone: "UTC",
      windows: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 0, endMinute: 1440 })),
    });
    const answer = { answer: "session { id status }" };
    const booked = await done(key, "bookSession", { engagementId, startsAt: at(3, 9), endsAt: at(3, 10) }, answer);
    expect(booked.session.status).toBe("CONFIRMED");
    const { id } = booked.session;
    await done(key, "rescheduleSession", { id, startsAt: at(4, 9), endsAt: at(4, 10) });
    const cancel =
      "mutation ($id: ID!) { cancelSession(input: { id: $id }) { session { status cancelledBy } userErrors { code } } }";
    const [answered] = await key.follow(cancel, { id }).until(1);
    expect(answered!.data.cancelSession).toEqual({
      session: { status: "CANCELLED", cancelledBy: "FIRM" },
      userErrors: [],
    });
    await key.close();
  });

  test("writes through a socket no more than over HTTP", async () => {
    const key = await keyWith("schedule:read");
    const cancel = `mutation { createHoliday(input: { name: "Closed", date: "2030-01-01" }) { userErrors { code } } }`;
    const [answered] = await key.follow(cancel).until(1);
    expect(answered!.errors).toMatchObject([{ extensions: { code: "INSUFFICIENT_SCOPE" } }]);
    await key.close();
  });

  test("books nothing in an engagement that it is not shown", async () => {
    const key = await keyWith("schedule:write");
    const input = { engagementId: apiId("engagement", engagement), startsAt: at(3, 9), endsAt: at(3, 10) };
    expect((await mutate(key, "bookSession", input)).userErrors).toEqual([refusal("FORBIDDEN", "engagementId")]);
  });
});
