import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let admin: TestClient;
let coach: string;
let client: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  admin = await signedIn(firm, await firm.person(["OWNER"]));
  coach = await firm.person(["COACH"], { name: "Carla" });
  client = await firm.person(["CLIENT"]);
});

/** An engagement of the coach, or of nobody. */
const engagement = (status: string, coaches: readonly string[] = [coach]) =>
  firm.engagement({ coaches, participants: [client] }, { status });

async function limit(capacity: number | null, who = coach): Promise<void> {
  const { userErrors } = await mutate(admin, "setCoachProfile", { personId: apiId("person", who), capacity });
  expect(userErrors).toEqual([]);
}

/** Inputs that several mutations share. */
const SHARED: Readonly<Record<string, string>> = {
  activateEngagement: "EngagementStatusInput",
  addEngagementCoach: "AddToEngagementInput",
  endEngagementCoach: "EndMembershipInput",
  confirmJoinRequest: "JoinRequestInput",
};

/** What a mutation is refused for, if it is. */
async function refusals(name: string, input: object, by = admin): Promise<AnyData[]> {
  const type = SHARED[name] ?? `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { userErrors { code field message } } }`;
  return (await by.ask(text, { input }))[name].userErrors;
}

const idOf = (id: string) => ({ id: apiId("engagement", id) });
const activate = (id: string) => refusals("activateEngagement", idOf(id));
const add = (id: string, who = coach) =>
  refusals("addEngagementCoach", { engagementId: apiId("engagement", id), personId: apiId("person", who) });

const full = (field: string, active: string, most: number) => [
  {
    code: "AT_CAPACITY",
    field: ["input", field],
    message: expect.stringContaining(`Carla has ${active} and takes at most ${most}`),
  },
];

async function remaining(): Promise<unknown> {
  const { person } = await admin.ask("query($id: ID!) { person(id: $id) { remainingCapacity } }", {
    id: apiId("person", coach),
  });
  return person.remainingCapacity;
}

describe("a coach at capacity is given no other active engagement", () => {
  test("by adding them to one", async () => {
    await engagement("ACTIVE");
    await limit(1);
    const [active, draft] = [await engagement("ACTIVE", []), await engagement("DRAFT", [])];
    expect(await add(active)).toEqual(full("personId", "1 active engagement", 1));
    expect(await add(draft)).toEqual([]);
    expect(await add(active, await firm.person(["COACH"]))).toEqual([]);
  });

  test("by activating, resuming or reopening one", async () => {
    await engagement("ACTIVE");
    await limit(1);
    const [draft, paused] = [await engagement("DRAFT"), await engagement("PAUSED")];
    expect(await activate(draft)).toEqual(full("id", "1 active engagement", 1));
    expect(await refusals("resumeEngagement", idOf(paused))).toEqual(full("id", "1 active engagement", 1));
    const over = { ...idOf(await engagement("COMPLETED")), reason: "Not done" };
    expect(await refusals("reopenEngagement", over)).toEqual(full("id", "1 active engagement", 1));
    await limit(2);
    expect(await refusals("reopenEngagement", over)).toEqual([]);
    expect(await activate(draft)).toEqual(full("id", "2 active engagements", 2));
  });

  test("by consenting to their request to join", async () => {
    const both = await firm.person(["COACH", "ADMIN"], { name: "Carla" });
    const by = await signedIn(firm, both);
    const wanted = await engagement("ACTIVE");
    const input = { engagementId: apiId("engagement", wanted), side: "COACH" };
    const { joinRequest } = await mutate(by, "requestToJoinEngagement", input, { answer: "joinRequest { id }" });
    await limit(0, both);
    expect(await refusals("confirmJoinRequest", { id: joinRequest.id })).toEqual(full("id", "0 active engagements", 0));
    await limit(1, both);
    expect(await refusals("confirmJoinRequest", { id: joinRequest.id })).toEqual([]);
  });

  test("which says nothing of the numbers to those who do not run the practice", async () => {
    const asked = await firm.person(["COACH", "PROGRAM_MANAGER"], { name: "Paula" });
    const client = await firm.person(["CLIENT"]);
    const wanted = await firm.engagement({ coaches: [coach], participants: [client] });
    const input = { engagementId: apiId("engagement", wanted), side: "COACH" };
    const by = await signedIn(firm, asked);
    const { joinRequest } = await mutate(by, "requestToJoinEngagement", input, { answer: "joinRequest { id }" });
    await limit(0, asked);
    const [refused] = await refusals("confirmJoinRequest", { id: joinRequest.id }, await signedIn(firm, client));
    expect(refused).toMatchObject({ code: "AT_CAPACITY", message: expect.not.stringMatching(/\d|Paula/) });
  });

  test("by handing over more than they can take, and then nothing is handed over", async () => {
    const leaver = await firm.person(["COACH"]);
    for (const status of ["ACTIVE", "ACTIVE", "PAUSED"]) await engagement(status, [leaver]);
    // Here the coach coaches already.
    await engagement("ACTIVE", [leaver, coach]);
    await limit(2);
    const input = { personId: apiId("person", leaver), handOverToId: apiId("person", coach) };
    expect(await refusals("deactivatePerson", input)).toEqual(full("handOverToId", "1 active engagement", 2));
    expect(await remaining()).toBe(1);
    await limit(3);
    expect(await refusals("deactivatePerson", input)).toEqual([]);
    expect(await remaining()).toBe(0);
  });
});

describe("capacity", () => {
  test("counts engagements that are active, from today on or later", async () => {
    await limit(5);
    for (const status of ["DRAFT", "PAUSED", "COMPLETED", "CANCELLED"]) await engagement(status);
    expect(await remaining()).toBe(5);
    const active = await engagement("ACTIVE");
    expect(await remaining()).toBe(4);
    await refusals("pauseEngagement", idOf(active));
    expect(await remaining()).toBe(5);
    expect(await refusals("resumeEngagement", idOf(active))).toEqual([]);
    expect(await remaining()).toBe(4);
    const { engagement: read } = await admin.ask(
      "query($id: ID!) { engagement(id: $id) { coaches(first: 1) { nodes { id } } } }",
      idOf(active),
    );
    await refusals("endEngagementCoach", { id: read.coaches.nodes[0].id });
    expect(await remaining()).toBe(5);
  });

  test("can be lowered below what is active: all goes on, and nothing is added", async () => {
    const [first] = [await engagement("ACTIVE"), await engagement("ACTIVE")];
    await limit(1);
    expect(await remaining()).toBe(0);
    await refusals("pauseEngagement", idOf(first));
    expect(await refusals("resumeEngagement", idOf(first))).toEqual(full("id", "1 active engagement", 1));
  });

  test("is no limit where there is none", async () => {
    expect(await remaining()).toBeNull();
    await limit(null);
    for (let count = 0; count < 3; count += 1) expect(await activate(await engagement("DRAFT"))).toEqual([]);
    expect(await remaining()).toBeNull();
  });

  test("is told to those who run the practice, who find coaches by it", async () => {
    await firm.person(["COACH"], { name: "Marc" });
    await limit(0);
    const found = async (has: boolean) => {
      const filter = `filter: { hasRemainingCapacity: ${has} }`;
      const { people } = await admin.ask(`{ people(first: 9, ${filter}) { nodes { name } } }`);
      return people.nodes.map(({ name }: AnyData) => name);
    };
    expect([await found(true), await found(false)]).toEqual([["Marc"], ["Carla"]]);
    await engagement("ACTIVE");
    const by = await signedIn(firm, client);
    const asked = await by.ask(
      "{ people(first: 9) { nodes { name remainingCapacity } } none: people(first: 9, filter: { hasRemainingCapacity: false }) { totalCount } }",
    );
    expect(asked.people.nodes).toContainEqual({ name: "Carla", remainingCapacity: null });
    expect(asked.none.totalCount).toBe(0);
  });
});

describe("of thirty who give a coach the last place at once, one succeeds", () => {
  beforeEach(async () => {
    await engagement("ACTIVE");
    await limit(2);
  });

  test("by activating", async () => {
    const drafts = await Promise.all(Array.from({ length: 30 }, () => engagement("DRAFT")));
    const outcomes = await Promise.all(drafts.map(activate));
    expect(outcomes.filter((each) => each.length === 0)).toHaveLength(1);
    expect(outcomes.filter(([refusal]) => refusal?.code === "AT_CAPACITY")).toHaveLength(29);
    expect(await remaining()).toBe(0);
  });

  test("by adding the coach, and by activating", async () => {
    const [active, drafts] = await Promise.all([
      Promise.all(Array.from({ length: 15 }, () => engagement("ACTIVE", []))),
      Promise.all(Array.from({ length: 15 }, () => engagement("DRAFT"))),
    ]);
    const outcomes = await Promise.all([...active.map((id) => add(id)), ...drafts.map(activate)]);
    expect(outcomes.filter((each) => each.length === 0)).toHaveLength(1);
    expect(outcomes.filter(([refusal]) => refusal?.code === "AT_CAPACITY")).toHaveLength(29);
  });
});
