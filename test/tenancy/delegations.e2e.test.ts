import { beforeEach, expect, test } from "@jest/globals";
import { type AnyData, apiId, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let people: Readonly<Record<"owner" | "coach" | "client" | "assistant" | "sponsor", string>>;
let owner: TestClient;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  people = {
    owner: await firm.person(["OWNER"]),
    coach: await firm.person(["COACH"]),
    client: await firm.person(["CLIENT"]),
    assistant: await firm.person(["ASSISTANT"]),
    sponsor: await firm.person(["SPONSOR"]),
  };
  owner = await signedIn(firm, people.owner);
});

const person = (id: string) => apiId("person", id);
const answer = "delegation { id startsOn endsOn endedAt status version }";
const create = (principal: string, delegate: string, input: object = {}, by = owner): Promise<AnyData> =>
  mutate(
    by,
    "createDelegation",
    { principalId: person(principal), delegateId: person(delegate), ...input },
    { answer },
  );
const statusOf = async (id: string): Promise<string> =>
  (await owner.ask("query($id: ID!) { delegation(id: $id) { status } }", { id })).delegation.status;

test("Only assistants arrange sessions, and only for coaches and clients", async () => {
  const refused = async (principal: string, delegate: string) => (await create(principal, delegate)).userErrors;
  expect(await refused(people.coach, people.client)).toEqual([refusal("NOT_AN_ASSISTANT", "delegateId")]);
  expect(await refused(people.sponsor, people.assistant)).toEqual([refusal("NOT_A_PRINCIPAL", "principalId")]);
  expect(await refused(people.assistant, people.assistant)).toEqual([refusal("INVALID", "delegateId")]);
  expect(await refused(people.coach, people.assistant)).toEqual([]);
  expect(await refused(people.client, people.assistant)).toEqual([]);
});

test("Coaches and assistants create none", async () => {
  for (const each of [people.coach, people.assistant])
    expect((await create(people.coach, people.assistant, {}, await signedIn(firm, each))).userErrors).toMatchObject([
      { code: "FORBIDDEN" },
    ]);
});

test("Somebody arranges sessions for one person once at a time", async () => {
  const first = await create(people.coach, people.assistant, { endsOn: day(9) });
  expect(first.delegation).toMatchObject({ status: "ACTIVE", startsOn: null, endsOn: day(9) });
  const again = await create(people.coach, people.assistant, { startsOn: day(9) });
  expect(again.userErrors).toEqual([refusal("ALREADY_DELEGATED", "startsOn")]);
  const later = await create(people.coach, people.assistant, { startsOn: day(10) });
  expect(later).toMatchObject({ delegation: { status: "PLANNED" }, userErrors: [] });
  const backwards = await create(people.client, people.assistant, { startsOn: day(9), endsOn: day(8) });
  expect(backwards.userErrors).toEqual([refusal("INVALID", "endsOn")]);
  const { id } = later.delegation;
  const earlier = await mutate(owner, "updateDelegation", { id, startsOn: day(5) }, { answer });
  expect(earlier.userErrors).toEqual([refusal("ALREADY_DELEGATED", "startsOn")]);
  const moved = await mutate(owner, "updateDelegation", { id, startsOn: day(20), endsOn: day(30) }, { answer });
  expect(moved).toMatchObject({ delegation: { startsOn: day(20), endsOn: day(30) }, userErrors: [] });
  await mutate(owner, "endDelegation", { id });
  expect(await statusOf(id)).toBe("ENDED");
  const ended = await mutate(owner, "updateDelegation", { id, endsOn: day(40) }, { answer });
  expect(ended.userErrors).toEqual([refusal("ALREADY_ENDED", "id")]);
  const short = await create(people.client, people.assistant, { endsOn: day(1) });
  const past = "update delegation set starts_on = $2, ends_on = $2 where firm_id = $1 and principal_id = $3";
  await database.admin.query(past, [firm.firmId, day(-1), people.client]);
  const revived = await mutate(owner, "updateDelegation", { id: short.delegation.id, endsOn: null }, { answer });
  expect(revived.userErrors).toEqual([refusal("ALREADY_ENDED", "id")]);
});

test("It shows the assistant nothing before its first day, and nothing after its last", async () => {
  const planned = await create(people.coach, people.assistant, { startsOn: day(2) });
  const assistant = await signedIn(firm, people.assistant);
  const seen = async () => {
    const { people: found, delegations } = await assistant.ask(
      "{ people(first: 9) { nodes { id } } delegations(first: 9) { nodes { id } } }",
    );
    return [found.nodes.length, delegations.nodes.length];
  };
  expect(await seen()).toEqual([1, 0]);
  await mutate(owner, "updateDelegation", { id: planned.delegation.id, startsOn: day(-3) });
  expect(await seen()).toEqual([2, 1]);
  await mutate(owner, "updateDelegation", { id: planned.delegation.id, endsOn: day(-2) });
  expect(await seen()).toEqual([1, 0]);
});

test("It ends with the role, and when either is deactivated", async () => {
  const [first, second, third] = [
    await create(people.coach, people.assistant),
    await create(people.client, people.assistant),
    await create(people.coach, await firm.person(["ASSISTANT"])),
  ].map(({ delegation }) => delegation.id as string);
  const setRoles = async (id: string, roles: string[]) =>
    expect((await mutate(owner, "updatePerson", { id: person(id), roles })).userErrors).toEqual([]);
  await setRoles(people.client, ["SPONSOR"]);
  expect([await statusOf(first!), await statusOf(second!), await statusOf(third!)]).toEqual([
    ...["ACTIVE", "ENDED", "ACTIVE"],
  ]);
  await setRoles(people.assistant, ["CLIENT"]);
  expect([await statusOf(first!), await statusOf(third!)]).toEqual(["ENDED", "ACTIVE"]);
  await mutate(owner, "deactivatePerson", { personId: person(people.coach) });
  expect(await statusOf(third!)).toBe("ENDED");
  const { rows } = await database.admin.query<{ count: number }>(
    "select count(*)::int as count from event where firm_id = $1 and type = 'delegation.ended'",
    [firm.firmId],
  );
  expect(rows).toEqual([{ count: 3 }]);
});

test("It follows people who are merged", async () => {
  const twin = await firm.person(["COACH"]);
  const { delegation } = await create(twin, people.assistant);
  const merged = await mutate(owner, "mergePeople", { keepId: person(people.coach), duplicateId: person(twin) });
  expect(merged.userErrors).toEqual([]);
  const { delegation: found } = await owner.ask("query($id: ID!) { delegation(id: $id) { principal { id } } }", {
    id: delegation.id,
  });
  expect(found.principal.id).toBe(person(people.coach));
});
