import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, FirmFactory, type TestClient } from "@coachwork/testing";
import fc from "fast-check";
import { inHours } from "../support/due.ts";
import { sharedStage } from "../support/stage.ts";

let firm: FirmFactory;
let coach: string;
let participant: string;
let asManager: TestClient;
let asCoach: TestClient;
let asClient: TestClient;

const { database, signedIn } = await sharedStage();

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  const manager = await firm.person(["PROGRAM_MANAGER"]);
  coach = await firm.person(["COACH"]);
  participant = await firm.person(["CLIENT"]);
  await firm.availability(coach);
  const as = (person: string) => signedIn(firm, person);
  [asManager, asCoach, asClient] = [await as(manager), await as(coach), await as(participant)];
});

const engagementOf = (values: object = {}) =>
  firm.engagement({ coaches: [coach], participants: [participant] }, values as Record<string, unknown>);

const userErrors = "userErrors { code field message }";
const bookText = `mutation($input: BookSessionInput!) { bookSession(input: $input) { session { id } ${userErrors} } }`;
const cancelText = `mutation($input: CancelSessionInput!) {
  cancelSession(input: $input) { session { id status cancelledBy cancelledAt cancellationReason } ${userErrors} } }`;
const moveText = `mutation($input: RescheduleSessionInput!) { rescheduleSession(input: $input) { session { id } ${userErrors} } }`;
const adjustText = `mutation($input: AdjustAllocationInput!) {
  adjustAllocation(input: $input) { entry { kind amount reason } engagement { allocationAvailable } ${userErrors} } }`;
const policyText = `mutation($input: SetCancellationPolicyInput!) {
  setCancellationPolicy(input: $input) { cancellationPolicy { id noticeMinutes engagement { id } } ${userErrors} } }`;

const book = async (client: TestClient, engagement: string, startsAt: Date, minutes = 60, more: object = {}) => {
  const endsAt = new Date(startsAt.getTime() + minutes * 60_000);
  const input = { engagementId: apiId("engagement", engagement), startsAt, endsAt, ...more };
  return (await client.ask(bookText, { input })).bookSession;
};
const cancel = async (client: TestClient, id: string, more: object = {}) =>
  (await client.ask(cancelText, { input: { id, ...more } })).cancelSession;
const setPolicy = async (input: object) => (await asManager.ask(policyText, { input })).setCancellationPolicy;

async function totalsOf(client: TestClient, engagement: string): Promise<AnyData> {
  const answer = await client.ask(
    `query($id: ID!) { engagement(id: $id) {
    allocationGranted allocationReserved allocationUsed allocationForfeited allocationAvailable } }`,
    {
      id: apiId("engagement", engagement),
    },
  );
  return Object.fromEntries(
    Object.entries(answer.engagement).map(([name, value]) => [name.replace("allocation", "").toLowerCase(), value]),
  );
}
const codes = (payload: AnyData) => payload.userErrors.map(({ code }: { code: string }) => code);

describe("the allocation of an engagement", () => {
  test("is reserved by a booking, released by what the coach calls off, and nobody books beyond it", async () => {
    const engagement = await engagementOf({ allocation_amount: 2 });
    expect(await totalsOf(asClient, engagement)).toEqual({
      granted: 2,
      reserved: 0,
      used: 0,
      forfeited: 0,
      available: 2,
    });
    const first = await book(asClient, engagement, at(3, 10));
    await book(asClient, engagement, at(3, 12));
    const third = await book(asClient, engagement, at(3, 14));
    expect(third.session).toBeNull();
    expect(third.userErrors).toEqual([
      {
        code: "ALLOCATION_EXHAUSTED",
        field: ["input", "engagementId"],
        message:
          "This takes 1 session, but the engagement's allocation has 0 sessions left; ask the firm to adjust it.",
      },
    ]);
    expect(await totalsOf(asClient, engagement)).toMatchObject({ reserved: 2, available: 0 });

    await cancel(asCoach, first.session.id);
    expect(await totalsOf(asClient, engagement)).toMatchObject({ reserved: 1, forfeited: 0, available: 1 });
    expect((await book(asClient, engagement, at(3, 14))).userErrors).toEqual([]);
  });

  test("is not touched by a fit check, and there is none in informal mentoring", async () => {
    const engagement = await engagementOf({ allocation_amount: 1 });
    expect((await book(asClient, engagement, at(3, 9), 60, { kind: "CHEMISTRY" })).userErrors).toEqual([]);
    expect(await totalsOf(asClient, engagement)).toMatchObject({ reserved: 0, available: 1 });

    const unbounded = { allocation_unit: null, allocation_amount: null };
    const informal = await engagementOf({ kind: "MENTORING", mentoring_form: "INFORMAL", ...unbounded });
    expect((await book(asClient, informal, at(3, 11))).userErrors).toEqual([]);
    expect(await totalsOf(asClient, informal)).toEqual({
      granted: null,
      reserved: null,
      used: null,
      forfeited: null,
      available: null,
    });
  });

  test("counted in hours, is taken by the minute, and a session that is moved takes what it then lasts", async () => {
    const engagement = await engagementOf({ allocation_unit: "HOURS", allocation_amount: 2 });
    const { session } = await book(asManager, engagement, at(3, 10), 45);
    expect(await totalsOf(asClient, engagement)).toMatchObject({ granted: 120, reserved: 45, available: 75 });
    const move = async (minutes: number) =>
      (
        await asManager.ask(moveText, {
          input: { id: session.id, startsAt: at(4, 10), endsAt: new Date(at(4, 10).getTime() + minutes * 60_000) },
        })
      ).rescheduleSession;
    expect((await move(90)).userErrors).toEqual([]);
    expect(await totalsOf(asClient, engagement)).toMatchObject({ reserved: 90, available: 30 });
    expect((await move(30)).userErrors).toEqual([]);
    expect(await totalsOf(asClient, engagement)).toMatchObject({ reserved: 30, available: 90 });
    expect((await move(121)).userErrors[0]).toMatchObject({ code: "ALLOCATION_EXHAUSTED", field: ["input", "endsAt"] });
    expect(await totalsOf(asClient, engagement)).toMatchObject({ reserved: 30, available: 90 });
  });

  test("is adjusted by the firm with a reason, and never below what is taken", async () => {
    const engagement = await engagementOf({ allocation_amount: 1 });
    await book(asClient, engagement, at(3, 10));
    const adjust = async (amount: number, reason = "As agreed with the sponsor", client = asManager) =>
      (await client.ask(adjustText, { input: { engagementId: apiId("engagement", engagement), amount, reason } }))
        .adjustAllocation;
    expect(await adjust(3)).toEqual({
      entry: { kind: "ADJUST", amount: 3, reason: "As agreed with the sponsor" },
      engagement: { allocationAvailable: 3 },
      userErrors: [],
    });
    expect(codes(await adjust(-4))).toEqual(["ALLOCATION_EXHAUSTED"]);
    expect(codes(await adjust(0))).toEqual(["INVALID"]);
    expect((await adjust(1, "  ")).userErrors[0]).toMatchObject({ code: "REQUIRED", field: ["input", "reason"] });
    expect(codes(await adjust(1, "More for me", asCoach))).toEqual(["FORBIDDEN"]);
    expect((await adjust(-3)).engagement).toEqual({ allocationAvailable: 0 });
  });
});

describe("what a client calls off", () => {
  test("in time costs nothing; later it is forfeited, unless the coach calls it off", async () => {
    const engagement = await engagementOf();
    await setPolicy({ graceMinutes: 0 });
    const early = await book(asClient, engagement, at(3, 10));
    const late = await book(asClient, engagement, inHours(5));
    const coachs = await book(asClient, engagement, inHours(8));

    expect((await cancel(asClient, early.session.id, { reason: " A trip " })).session).toMatchObject({
      status: "CANCELLED",
      cancelledBy: "CLIENT",
      cancellationReason: "A trip",
    });
    expect(await totalsOf(asClient, engagement)).toMatchObject({ reserved: 2, forfeited: 0 });
    await cancel(asClient, late.session.id);
    expect(await totalsOf(asClient, engagement)).toMatchObject({ reserved: 1, forfeited: 1, available: 10 });
    expect((await cancel(asCoach, coachs.session.id)).session.cancelledBy).toBe("COACH");
    expect(await totalsOf(asClient, engagement)).toMatchObject({ reserved: 0, forfeited: 1, available: 11 });
  });

  test("within 15 minutes of booking costs nothing, or within the time that the policy gives", async () => {
    const engagement = await engagementOf();
    const age = (minutes: number) =>
      database.admin.query(
        "update session set created_at = now() - $2 * interval '1 minute' where firm_id = $1 and status = 'CONFIRMED'",
        [firm.firmId, minutes],
      );
    const cancelAfter = async (minutes: number, startsAt: Date) => {
      const { session } = await book(asClient, engagement, startsAt);
      await age(minutes);
      expect(codes(await cancel(asClient, session.id))).toEqual([]);
      return (await totalsOf(asClient, engagement)).forfeited as number;
    };
    expect(await cancelAfter(14, inHours(2))).toBe(0);
    expect(await cancelAfter(16, inHours(2))).toBe(1);
    await setPolicy({ graceMinutes: 30, clientsCancel: "UNTIL_NOTICE" });
    expect(await cancelAfter(29, inHours(2))).toBe(1);
    const { session } = await book(asClient, engagement, inHours(2));
    const free = async () =>
      (
        await asClient.ask("query($id: ID!) { session(id: $id) { createdAt freeCancellationUntil } }", {
          id: session.id,
        })
      ).session;
    const { createdAt, freeCancellationUntil } = await free();
    expect(Date.parse(freeCancellationUntil) - Date.parse(createdAt)).toBe(30 * 60_000);
    await age(31);
    expect(codes(await cancel(asClient, session.id))).toEqual(["POLICY"]);
    expect(codes(await setPolicy({ graceMinutes: 1441 }))).toEqual(["INVALID"]);
  });

  test("through the coach or the firm is the client's, and nobody speaks for the other side", async () => {
    const engagement = await engagementOf();
    await setPolicy({ graceMinutes: 0 });
    const soon = async (hours: number) => (await book(asManager, engagement, inHours(hours))).session.id as string;
    const [first, second] = [await soon(5), await soon(8)];
    expect(codes(await cancel(asClient, first, { cancelledBy: "COACH" }))).toEqual(["FORBIDDEN"]);
    expect(codes(await cancel(asCoach, first, { cancelledBy: "FIRM" }))).toEqual(["FORBIDDEN"]);
    expect((await cancel(asCoach, first, { cancelledBy: "CLIENT" })).session.cancelledBy).toBe("CLIENT");
    expect(await totalsOf(asClient, engagement)).toMatchObject({ forfeited: 1 });
    expect((await cancel(asManager, second)).session.cancelledBy).toBe("FIRM");
    expect(await totalsOf(asClient, engagement)).toMatchObject({ forfeited: 1, reserved: 0 });
  });

  test("follows the engagement's policy before the firm's, and shows until when it is free", async () => {
    const engagement = await engagementOf();
    const startsAt = at(3, 10);
    const { session } = await book(asClient, engagement, startsAt);
    const freeUntil = async () => {
      const text = "query($id: ID!) { session(id: $id) { freeCancellationUntil } }";
      const { freeCancellationUntil: until } = (await asClient.ask(text, { id: session.id })).session;
      return until && (startsAt.getTime() - Date.parse(until)) / 60_000;
    };
    expect(await freeUntil()).toBe(1440);
    await setPolicy({ noticeMinutes: 600 });
    expect(await freeUntil()).toBe(600);
    const own = await setPolicy({ engagementId: apiId("engagement", engagement), noticeMinutes: 120 });
    expect(own.cancellationPolicy).toMatchObject({ engagement: { id: apiId("engagement", engagement) } });
    expect(await freeUntil()).toBe(120);
    const again = await setPolicy({ engagementId: apiId("engagement", engagement), lateCancellationForfeits: false });
    expect(again.cancellationPolicy.id).toBe(own.cancellationPolicy.id);
    expect(await freeUntil()).toBeNull();
    // What is left out stays the same.
    await setPolicy({ engagementId: apiId("engagement", engagement), lateCancellationForfeits: true });
    expect(await freeUntil()).toBe(120);
    expect(codes(await setPolicy({ engagementId: apiId("engagement", engagement) }))).toEqual([]);
    expect(codes(await setPolicy({ noticeMinutes: 20_161 }))).toEqual(["INVALID"]);
  });

  test("or moves, they do themselves only as long as the policy lets them", async () => {
    const engagement = await engagementOf();
    const { session } = await book(asManager, engagement, inHours(10));
    const move = async (client: TestClient) =>
      (await client.ask(moveText, { input: { id: session.id, startsAt: at(5, 10), endsAt: at(5, 11) } }))
        .rescheduleSession;
    expect((await move(asClient)).userErrors[0]).toMatchObject({ code: "POLICY", field: ["input", "id"] });
    await setPolicy({ clientsReschedule: "ALWAYS", clientsCancel: "NEVER" });
    expect((await move(asClient)).userErrors).toEqual([]);
    expect(codes(await cancel(asClient, session.id))).toEqual(["POLICY"]);
    expect((await cancel(asCoach, session.id)).userErrors).toEqual([]);
  });
});

test("however bookings, moves, cancellations and adjustments run into each other, the ledger holds", async () => {
  const step = fc.record({
    who: fc.constantFrom("manager", "coach", "client"),
    what: fc.constantFrom("book", "book", "cancel", "move", "adjust"),
    which: fc.nat(7),
    hour: fc.nat(40),
    amount: fc.integer({ min: -2, max: 2 }).filter((amount) => amount !== 0),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 2, maxLength: 8 }), { minLength: 3, maxLength: 6 }),
      fc.constantFrom("SESSIONS", "HOURS"),
      async (turns, allocation_unit) => {
        const engagement = await engagementOf({ allocation_unit, allocation_amount: 3 });
        const engagementId = apiId("engagement", engagement);
        const known: string[] = [];
        for (const turn of turns) {
          const answers = await Promise.all(
            turn.map(async ({ who, what, which, hour, amount }) => {
              const client = { manager: asManager, coach: asCoach, client: asClient }[who];
              const startsAt = new Date(at(2, 8).getTime() + hour * 3_600_000);
              const endsAt = new Date(startsAt.getTime() + (30 + 30 * (which % 3)) * 60_000);
              const id = known[which % Math.max(1, known.length)];
              if (what === "adjust") {
                const input = { engagementId, amount, reason: "To see" };
                return client.send(adjustText, { input });
              }
              if (what === "book" || !id) return client.send(bookText, { input: { engagementId, startsAt, endsAt } });
              if (what === "cancel") return client.send(cancelText, { input: { id } });
              return client.send(moveText, { input: { id, startsAt, endsAt } });
            }),
          );
          expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
          known.push(...answers.flatMap(({ data }) => data?.bookSession?.session?.id ?? []));
        }
        await expectLedgerToHold(engagement);
      },
    ),
    { numRuns: 12 },
  );
});

/** Reads the history in order: no sum ever falls below zero, and each session has reserved what it takes now. */
async function expectLedgerToHold(engagement: string): Promise<void> {
  const { rows: entries } = await database.admin.query(
    `select kind, amount, session_id from allocation_entry where firm_id = $1 and engagement_id = $2 order by recorded_at`,
    [firm.firmId, engagement],
  );
  const { rows: sessions } = await database.admin.query(
    `select s.id, s.status, extract(epoch from s.ends_at - s.starts_at)::integer / 60 as minutes, e.allocation_unit as unit
     from session s join engagement e on e.firm_id = s.firm_id and e.id = s.engagement_id
     where s.firm_id = $1 and s.engagement_id = $2`,
    [firm.firmId, engagement],
  );
  const { rows } = await database.admin.query("select allocation_unit from engagement where id = $1", [engagement]);
  const unit = rows[0]!.allocation_unit === "HOURS" ? 60 : 1;
  let available = 3 * unit;
  const reserved = new Map<string, number>();
  for (const { kind, amount, session_id } of entries) {
    if (kind === "ADJUST" || kind === "RELEASE") available += amount;
    if (kind === "RESERVE") available -= amount;
    if (session_id) reserved.set(session_id, (reserved.get(session_id) ?? 0) + (kind === "RESERVE" ? amount : -amount));
    expect(available).toBeGreaterThanOrEqual(0);
    expect(Math.min(0, ...reserved.values())).toBe(0);
  }
  for (const { id, status, minutes } of sessions) {
    const takes = status === "CANCELLED" ? 0 : unit === 60 ? minutes : 1;
    expect(reserved.get(id) ?? 0).toBe(takes);
  }
  expect(await totalsOf(asManager, engagement)).toMatchObject({
    available,
    reserved: [...reserved.values()].reduce((sum, amount) => sum + amount, 0),
  });
}
