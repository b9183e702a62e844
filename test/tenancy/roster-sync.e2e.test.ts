import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, FirmFactory, TestClient } from "@coachwork/testing";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, platform, signedIn } = await sharedStage();

let firm: FirmFactory;
let owner: TestClient;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"], { name: "Nora" }));
});

const HEADER = "external_id,name,email,roles,organization";
/** A roster of the people with these numbers. */
const roster = (numbers: readonly number[], organization = "Alder", roles = "CLIENT") =>
  [HEADER, ...numbers.map((each) => `hr-${each},Person ${each},p${each}@alder.example,${roles},${organization}`)].join(
    "\n",
  );
const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, place) => first + place);

const answer = `created updated reactivated unchanged refused deactivated
  records { externalId outcome errors { field code } changes { field before after } }
  absent { outcome reason person { name status } }`;
const sync = (csv: string, more: object = {}, by: TestClient = owner): Promise<AnyData> =>
  mutate(by, "importPeople", { csv, deactivateAbsent: {}, ...more }, { answer });

const people = async (): Promise<Record<string, string>> => {
  const { nodes } = (await owner.ask("{ people(first: 100, orderBy: NAME) { nodes { name status roles } } }"))
    .people as { nodes: { name: string; status: string; roles: string[] }[] };
  return Object.fromEntries(nodes.map(({ name, status, roles }) => [name, `${status} ${roles.join()}`.trim()]));
};
const told = async () => {
  const { rows } = await database.admin.query<{ type: string; count: string }>(
    "select type, count(*) as count from event where firm_id = $1 group by type",
    [firm.firmId],
  );
  return Object.fromEntries(rows.map(({ type, count }) => [type, Number(count)]));
};
const personOf = async (number: number): Promise<string> => {
  const { rows } = await database.admin.query<{ id: string }>(
    "select id from person where firm_id = $1 and external_id = $2",
    [firm.firmId, `hr-${number}`],
  );
  return rows[0]!.id;
};

describe("Whoever is absent from the roster", () => {
  test("is deactivated, if the roster or an import had given an external id, and their work ends", async () => {
    await firm.person(["CLIENT"], { name: "By hand" });
    await sync(roster(from(1, 20)));
    const coach = await firm.person(["COACH"]);
    const gone = await personOf(20);
    const client = await signedIn(firm, gone);
    await firm.engagement({ coaches: [coach], participants: [gone] });
    expect(await sync(roster(from(1, 19)))).toMatchObject({
      ...{ userErrors: [], unchanged: 19, deactivated: 1 },
      absent: [{ outcome: "DEACTIVATED", reason: null, person: { name: "Person 20", status: "DEACTIVATED" } }],
    });
    expect(await people()).toMatchObject({
      ...{ "By hand": "NOT_INVITED CLIENT", "Person 19": "NOT_INVITED CLIENT", "Person 20": "DEACTIVATED" },
    });
    expect((await client.send("{ me { id } }")).errors?.[0]?.extensions.code).toBe("FIRM_NOT_CHOSEN");
    expect(await told()).toMatchObject({ "person.deactivated": 1, "engagement.participant_left": 1 });
    // The next night nobody is new to go.
    expect(await sync(roster(from(1, 19)))).toMatchObject({ unchanged: 19, deactivated: 0, absent: [] });
  });

  test("stays, unless the import asks for it", async () => {
    await sync(roster(from(1, 3)));
    const { deactivated, absent } = await mutate(owner, "importPeople", { csv: roster([1]) }, { answer });
    expect({ deactivated, absent }).toEqual({ deactivated: 0, absent: [] });
    expect(await people()).toMatchObject({ "Person 3": "NOT_INVITED CLIENT" });
  });

  test("is not absent if a record about them is refused", async () => {
    await sync(roster(from(1, 20)));
    const csv = `${roster(from(1, 19))}\nhr-20,Person 20,nowhere,CLIENT,Alder`;
    expect(await sync(csv, { partial: true })).toMatchObject({ userErrors: [], refused: 1, deactivated: 0 });
    const unreadable = `${roster(from(1, 20))}\n\0,Nobody,nobody\0@alder.example,CLIENT,Alder`;
    expect(await sync(unreadable, { partial: true })).toMatchObject({ userErrors: [], refused: 1, deactivated: 0 });
    const byAddress = `${roster(from(1, 19))}\n,,P20@Alder.example,CLIENT,Alder`;
    expect(await sync(byAddress, { partial: true })).toMatchObject({ userErrors: [], refused: 1, deactivated: 0 });
    expect(await people()).toMatchObject({ "Person 20": "NOT_INVITED CLIENT" });
  });

  test("is kept if they run the firm or coach, and the import says why", async () => {
    await sync(roster(from(1, 18)));
    await sync(roster([19, 20], "", "COACH"), { deactivateAbsent: undefined });
    await firm.engagement({ coaches: [await personOf(19)], participants: [await personOf(1)] });
    for (const [number, role] of [1, 2, 3, 4].map((each, place) => [each, STAFF[place]] as const))
      await done(owner, "updatePerson", { id: apiId("person", await personOf(number)), roles: ["CLIENT", role] });
    const { userErrors, deactivated, absent } = await sync(roster(from(5, 18)));
    expect([userErrors, deactivated]).toEqual([[], 1]);
    expect(absent.map(({ person, ...rest }: AnyData) => [person.name, rest.outcome, rest.reason])).toEqual([
      ["Person 20", "DEACTIVATED", null],
      ["Person 1", "KEPT", "Has the role OWNER. A person decides who runs the firm."],
      ["Person 19", "KEPT", "Coaches an engagement. A person decides who takes over."],
      ["Person 2", "KEPT", "Has the role ADMIN. A person decides who runs the firm."],
      ["Person 3", "KEPT", "Has the role PROGRAM_MANAGER. A person decides who runs the firm."],
      ["Person 4", "KEPT", "Has the role FINANCE. A person decides who runs the firm."],
    ]);
  });

  test("of one organization alone is meant, if the roster is that organization's", async () => {
    await sync(roster(from(1, 10)));
    await sync(roster(from(11, 20), "Birch"), { deactivateAbsent: undefined });
    const { nodes } = (await owner.ask("{ organizations(first: 9) { nodes { id name } } }")).organizations;
    const birch = nodes.find(({ name }: AnyData) => name === "Birch").id;
    const imported = await sync(roster(from(12, 20), "Birch"), { deactivateAbsent: { organizationId: birch } });
    expect(imported).toMatchObject({ userErrors: [], deactivated: 1, absent: [{ person: { name: "Person 11" } }] });
    const other = await FirmFactory.create(database.admin);
    const strange = { organizationId: apiId("organization", await other.organization()) };
    const { userErrors } = await sync(roster([1]), { deactivateAbsent: strange });
    expect(userErrors).toEqual([{ code: "NOT_FOUND", field: ["input", "deactivateAbsent", "organizationId"] }]);
  });
});

const STAFF = ["OWNER", "ADMIN", "PROGRAM_MANAGER", "FINANCE"] as const;
const tooMany = { code: "TOO_MANY_ABSENT", field: ["input", "deactivateAbsent", "mostPercent"] };

describe("The brake", () => {
  test("stops an import that would deactivate more than the share, and nothing is written", async () => {
    await sync(roster(from(1, 20)));
    const before = await people();
    const csv = roster([...from(4, 20), 99]);
    expect(await sync(csv)).toMatchObject({
      ...{ userErrors: [tooMany], created: 0, deactivated: 0 },
      absent: [1, 2, 3].map((each) => ({ outcome: "SKIPPED", person: { name: `Person ${each}` } })),
    });
    expect(await people()).toEqual(before);
    expect(await sync(csv, { deactivateAbsent: { mostPercent: 14 } })).toMatchObject({ userErrors: [tooMany] });
    expect(await sync(csv, { deactivateAbsent: { mostPercent: 15 } })).toMatchObject({
      ...{ userErrors: [], created: 1, deactivated: 3 },
    });
  });

  test("lets one person go in any case, but a roster that names nobody is refused", async () => {
    await sync(roster([1, 2]));
    expect(await sync(roster([1]), { deactivateAbsent: { mostPercent: 1 } })).toMatchObject({ deactivated: 1 });
    expect(await sync(HEADER, { deactivateAbsent: { mostPercent: 50 } })).toMatchObject({ userErrors: [tooMany] });
    expect(await people()).toMatchObject({ "Person 1": "NOT_INVITED CLIENT" });
  });

  test("cannot be set to more than half", async () => {
    const { userErrors } = await sync(roster([1]), { deactivateAbsent: { mostPercent: 51 } });
    expect(userErrors).toEqual([{ code: "INVALID", field: ["input", "deactivateAbsent", "mostPercent"] }]);
  });

  test("is told by a dry run, which deactivates nobody", async () => {
    await sync(roster(from(1, 20)));
    const before = [await people(), await told()];
    expect(await sync(roster(from(3, 20)), { dryRun: true })).toMatchObject({
      ...{ userErrors: [], unchanged: 18, deactivated: 2 },
      absent: [1, 2].map(() => ({ outcome: "DEACTIVATED", person: { status: "NOT_INVITED" } })),
    });
    expect(await sync(roster(from(4, 20)), { dryRun: true })).toMatchObject({
      ...{ userErrors: [tooMany], deactivated: 0 },
      absent: [1, 2, 3].map(() => ({ outcome: "SKIPPED" })),
    });
    expect([await people(), await told()]).toEqual(before);
  });
});

describe("Whoever a roster names again", () => {
  const named = async (number: number) => (await people())[`Person ${number}`];

  test("comes back with the roles that it names, and signs in as before", async () => {
    await sync(roster([1, 2]));
    const client = await signedIn(firm, await personOf(2));
    await sync(roster([1]));
    const [, back] = (await sync(roster([1, 2], "Alder", "CLIENT;SPONSOR"))).records;
    expect(back).toMatchObject({
      outcome: "REACTIVATED",
      changes: [{ field: "ROLES", before: null, after: "CLIENT;SPONSOR" }],
    });
    expect(await named(2)).toBe("ACTIVE CLIENT,SPONSOR");
    expect((await client.ask("{ me { name } }")).me.name).toBe("Person 2");
    expect(await told()).toMatchObject({ "person.reactivated": 1 });
  });

  test("has the roles from before, where the roster says none", async () => {
    await sync(roster([1, 2], "Alder", "SPONSOR"));
    await sync(roster([1]));
    expect(await sync("external_id\nhr-2", { deactivateAbsent: undefined })).toMatchObject({ reactivated: 1 });
    expect(await named(2)).toBe("NOT_INVITED SPONSOR");
  });

  test("is refused if somebody deactivated them by hand", async () => {
    await sync(roster([1, 2]));
    const personId = apiId("person", await personOf(2));
    await sync(roster([1]));
    await done(owner, "reactivatePerson", { personId });
    await done(owner, "deactivatePerson", { personId });
    const { records, userErrors } = await sync(roster([1, 2]));
    expect(userErrors).toEqual([refusal("RECORDS_REFUSED", "csv")]);
    expect(records[1].errors).toEqual([{ field: "roles", code: "INVALID" }]);
  });
});

test("A key with people:write syncs a roster every night", async () => {
  const made = await done(
    owner,
    "createApiKey",
    { name: "Nightly sync", scopes: ["people:write"] },
    { answer: "secret" },
  );
  const key = new TestClient(platform.url, made.secret as string);
  const idempotencyKey = "night-1";
  expect(await sync(roster(from(1, 12)), { idempotencyKey }, key)).toMatchObject({ created: 12 });
  const second = { idempotencyKey: "night-2" };
  const [one, other] = await Promise.all([
    sync(roster(from(2, 13)), second, key),
    sync(roster(from(2, 13)), second, key),
  ]);
  expect(one).toMatchObject({ userErrors: [], created: 1, unchanged: 11, deactivated: 1 });
  expect(other).toEqual(one);
  expect(await sync(roster(from(1, 13)), {}, key)).toMatchObject({ unchanged: 12, reactivated: 1 });
  expect(await told()).toMatchObject({ "person.created": 13, "person.deactivated": 1, "person.reactivated": 1 });
});
