import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, until } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { pidOf, waitingFor } from "../support/locks.ts";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { type CohortWorld, cohortWorld, personId } from "./cohort-world.js";

const { database } = await sharedStage();

let world: CohortWorld;
let poolId: string;
let person: string;

/** Engagements of the cohort have 8 sessions, unless more or fewer are given. */
async function bought(amount: number, input: object = {}): Promise<string> {
  const { manager, organization, cohortId } = world;
  const pool = {
    name: `Pool of ${amount}`,
    organizationId: apiId("organization", organization),
    unit: "SESSIONS",
    amount,
  };
  const payload = await mutate(manager, "createPool", { ...pool, ...input }, { answer: "pool { id }" });
  expect(payload.userErrors).toEqual([]);
  expect(await mutate(manager, "setCohortPool", { id: cohortId, poolId: payload.pool.id })).toEqual({ userErrors: [] });
  return payload.pool.id;
}

beforeEach(async () => {
  world = await cohortWorld();
  poolId = await bought(20);
  person = await member();
});

async function member(): Promise<string> {
  const [client] = await world.clients(1);
  await world.enroll([client!]);
  return client!;
}

const QUERY = `query($id: ID!) { pool(id: $id) { bought taken available engagements(first: 50) { nodes { poolTaken } } } }`;
async function sums(by = world.manager): Promise<AnyData> {
  const { pool } = await by.ask(QUERY, { id: poolId });
  return pool;
}
async function available(): Promise<number> {
  const { bought, taken, available, engagements } = await sums();
  const each = engagements.nodes.reduce((sum: number, { poolTaken }: AnyData) => sum + poolTaken, 0);
  expect([taken + available, each]).toEqual([bought, taken]);
  return available;
}

const adjust = async (engagementId: string, amount: number) =>
  (await mutate(world.manager, "adjustAllocation", { engagementId, amount, reason: "Agreed" })).userErrors;
const made = async (input: object = {}, participants = [person]) => {
  const { engagement, userErrors } = await world.engage(participants, input);
  expect(userErrors).toEqual([]);
  return engagement.id as string;
};

describe("a pool", () => {
  test("gives engagements of a cohort their allocation, until it is empty", async () => {
    await made();
    await made({}, []);
    expect(await available()).toBe(4);
    const refused = [refusal("POOL_EXHAUSTED", "allocationAmount")];
    expect(await world.engage([])).toMatchObject({ engagement: null, userErrors: refused });
    await made({ allocationUnit: "SESSIONS", allocationAmount: 4 }, []);
    expect(await available()).toBe(0);
  });

  test("gives nothing to an engagement that is cancelled", async () => {
    const id = await made();
    const closed = { id, closingReason: "NO_TIME" };
    const { userErrors } = await mutate(world.manager, "cancelEngagement", closed, { type: "CloseEngagementInput" });
    expect(userErrors).toEqual([]);
    const refused = [refusal("WRONG_STATUS", "engagementId")];
    expect([await adjust(id, 1), await adjust(id, -1)]).toEqual([refused, refused]);
    expect(await available()).toBe(20);
  });

  test("has a last day that is not over when it is set", async () => {
    const set = (validUntil: string | null) => mutate(world.manager, "updatePool", { id: poolId, validUntil });
    const refused = [refusal("DAY_OVER", "validUntil")];
    expect((await set(day(-1))).userErrors).toEqual(refused);
    for (const validUntil of [day(1), null]) expect((await set(validUntil)).userErrors).toEqual([]);
    expect((await set("9999-12-31")).userErrors).toEqual([refusal("INVALID", "validUntil")]);
    const organizationId = apiId("organization", world.organization);
    const bought = { name: "Late", organizationId, unit: "SESSIONS", amount: 1, validUntil: day(-1) };
    expect((await mutate(world.manager, "createPool", bought)).userErrors).toEqual(refused);
  });

  test("gives what is added to an allocation, and takes back what is taken away", async () => {
    const id = await made();
    expect(await adjust(id, 12)).toEqual([]);
    expect(await available()).toBe(0);
    expect(await adjust(id, 1)).toEqual([refusal("POOL_EXHAUSTED", "amount")]);
    expect(await adjust(id, -15)).toEqual([]);
    expect(await available()).toBe(15);
  });

  test("takes back what is left when an engagement ends, and gives it again when that is reopened", async () => {
    const id = await made({ startsOn: day(-5) });
    await world.move("activateEngagement", id);
    const { firm, coach, manager } = world;
    await firm.availability(coach);
    const times = { startsAt: at(3, 10).toISOString(), endsAt: at(3, 11).toISOString() };
    const booked = { engagementId: id, coachIds: [personId(coach)], ...times };
    expect(await mutate(manager, "bookSession", booked)).toEqual({ userErrors: [] });
    const past = { startsAt: at(-1, 10).toISOString(), endsAt: at(-1, 11).toISOString() };
    expect(await mutate(manager, "logSession", { ...booked, ...past })).toEqual({ userErrors: [] });
    expect(await available()).toBe(12);
    await world.move("completeEngagement", id);
    // The session ahead is cancelled a moment later, and releases what it reserved.
    await allDone(database, firm.firmId);
    expect(await available()).toBe(19);
    expect(await world.move("reopenEngagement", id, { reason: "Not done" })).toEqual([]);
    expect(await available()).toBe(12);
  });

  test("is not given twice: an engagement is not reopened when others have taken what it gave back", async () => {
    const id = await made();
    await world.move("activateEngagement", id);
    await world.move("cancelEngagement", id);
    await made({ allocationUnit: "SESSIONS", allocationAmount: 15 }, []);
    expect(await world.move("reopenEngagement", id, { reason: "Again" })).toEqual([refusal("POOL_EXHAUSTED", "id")]);
    expect(await available()).toBe(5);
  });

  test("gives a session whose attendance is corrected after the end what is left, and no more", async () => {
    const id = await made({ startsOn: day(-5) });
    await world.move("activateEngagement", id);
    const excused = async (hour: number): Promise<string> => {
      const times = { startsAt: at(-1, hour).toISOString(), endsAt: at(-1, hour + 1).toISOString() };
      const attendance = [{ personId: personId(person), status: "EXCUSED" }];
      const input = { engagementId: id, coachIds: [personId(world.coach)], ...times, attendance };
      return (await mutate(world.manager, "logSession", input, { answer: "session { id }" })).session.id;
    };
    const [first, second] = [await excused(8), await excused(12)];
    await world.move("completeEngagement", id);
    await made({ allocationUnit: "SESSIONS", allocationAmount: 19 }, []);
    const came = async (session: string) => {
      const attendance = [{ personId: personId(person), status: "PRESENT" }];
      const { userErrors } = await mutate(world.manager, "recordAttendance", { sessionId: session, attendance });
      return userErrors.map(({ code }: AnyData) => code);
    };
    expect(await came(first)).toEqual([]);
    expect(await came(second)).toEqual(["ALLOCATION_EXHAUSTED"]);
    expect(await available()).toBe(0);
  });

  test("gets back what a member who stops had left", async () => {
    const id = await made();
    await world.move("activateEngagement", id);
    await world.stop("discontinueCohortMember", (await world.memberOf(person)).id, { reason: "LEFT" });
    expect(await available()).toBe(20);
  });

  test("gives nothing after its last day, or once it is archived", async () => {
    const id = await made();
    // As it is on the day after its last one.
    await database.admin.query("update pool set valid_until = $2 where firm_id = $1", [world.firm.firmId, day(-1)]);
    const engage = async () => (await world.engage([])).userErrors;
    expect(await engage()).toEqual([refusal("POOL_EXPIRED", "allocationAmount")]);
    expect(await adjust(id, 1)).toEqual([refusal("POOL_EXPIRED", "amount")]);
    await mutate(world.manager, "updatePool", { id: poolId, validUntil: day(0) });
    expect(await engage()).toEqual([]);
    await mutate(world.manager, "archivePool", { id: poolId });
    expect(await engage()).toEqual([refusal("POOL_EXPIRED", "allocationAmount")]);
    expect(await adjust(id, 1)).toEqual([refusal("POOL_EXPIRED", "amount")]);
    expect(await adjust(id, -1)).toEqual([]);
  });

  test("is of the cohort's organization and in the unit of its program", async () => {
    const { manager, cohortId, firm } = world;
    const set = async (input: object) => {
      const pool = {
        name: "Other",
        organizationId: apiId("organization", world.organization),
        unit: "SESSIONS",
        amount: 5,
      };
      const made = await mutate(manager, "createPool", { ...pool, ...input }, { answer: "pool { id }" });
      return (await mutate(manager, "setCohortPool", { id: cohortId, poolId: made.pool.id })).userErrors;
    };
    const organizationId = apiId("organization", await firm.organization());
    expect(await set({ organizationId })).toEqual([refusal("OTHER_ORGANIZATION", "poolId")]);
    expect(await set({ unit: "HOURS", name: "Hours" })).toEqual([refusal("POOL_UNIT", "poolId")]);
    const hours = { allocationUnit: "HOURS", allocationAmount: 2 };
    expect((await world.engage([], hours)).userErrors).toEqual([refusal("POOL_UNIT", "allocationUnit")]);
  });

  test("is seen by those who run the practice, finance and its sponsor, and by nobody else", async () => {
    const { firm, as, organization, coach } = world;
    const id = await made();
    const seen = async (who: string) => (await sums(await as(who)))?.available;
    const sponsor = await firm.person(["SPONSOR"], { organization_id: organization });
    expect(await Promise.all([seen(sponsor), seen(await firm.person(["FINANCE"]))])).toEqual([12, 12]);
    const stranger = await firm.person(["SPONSOR"], { organization_id: await firm.organization() });
    expect(await Promise.all([coach, person, stranger].map(seen))).toEqual([undefined, undefined, undefined]);
    const query = "query($id: ID!) { engagement(id: $id) { pool { id } poolTaken } }";
    expect((await (await as(coach)).ask(query, { id })).engagement).toEqual({ pool: null, poolTaken: null });
  });
});

test("of twenty who take the last units at once, as many as there is left for get them", async () => {
  const taken = await Promise.all(
    Array.from({ length: 20 }, () => world.engage([], { allocationUnit: "SESSIONS", allocationAmount: 3 })),
  );
  const codes = taken.map(({ userErrors }) => userErrors[0]?.code ?? "TAKEN");
  expect(codes.filter((code) => code === "TAKEN")).toHaveLength(6);
  expect(new Set(codes)).toEqual(new Set(["TAKEN", "POOL_EXHAUSTED"]));
  expect(await available()).toBe(2);
});

test("of additions and new engagements at once, none takes what another has taken", async () => {
  const small = { allocationUnit: "SESSIONS", allocationAmount: 1 };
  const engagements = await Promise.all(Array.from({ length: 10 }, () => made(small, [])));
  const additions = engagements.map(async (id) => (await adjust(id, 3)).length === 0);
  const three = { allocationUnit: "SESSIONS", allocationAmount: 3 };
  const drafts = engagements.map(async () => (await world.engage([], three)).userErrors.length === 0);
  const taken = await Promise.all([...additions, ...drafts]);
  expect(taken.filter(Boolean)).toHaveLength(3);
  expect(await available()).toBe(1);
});

test("whoever takes from a pool waits for others who change it, and then finds what they left", async () => {
  const id = await made();
  for (const take of [() => adjust(id, 4), async () => (await world.engage([])).userErrors as object[]]) {
    const other = await database.admin.connect();
    try {
      const pid = await pidOf(other);
      await other.query("begin");
      await other.query("select from pool where id = $1 for no key update", [poolId.replace("pool_", "")]);
      const taking = take();
      await until("somebody waits for the pool", async () => (await waitingFor(database.admin, pid)).length > 0);
      await other.query("update pool set amount = 9 where id = $1", [poolId.replace("pool_", "")]);
      await other.query("commit");
      expect(await taking).toMatchObject([{ code: "POOL_EXHAUSTED" }]);
      await database.admin.query("update pool set amount = 20 where id = $1", [poolId.replace("pool_", "")]);
    } finally {
      other.release();
    }
  }
});
