import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, FirmFactory, type TestClient, until } from "@coachwork/testing";
import { endHoldAt } from "../support/due.ts";
import { ownStage } from "../support/stage.ts";

let firm: FirmFactory;
let coach: string;
let participant: string;
let engagement: string;
let engagementId: string;
let asManager: TestClient;
let asClient: TestClient;
let asCoach: TestClient;

const { database, platform, signedIn } = await ownStage({ JOB_POLL_MS: "100" });

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  coach = await firm.person(["COACH"]);
  participant = await firm.person(["CLIENT"]);
  engagement = await firm.engagement({ coaches: [coach], participants: [participant] });
  engagementId = apiId("engagement", engagement);
  await firm.availability(coach);
  const as = (person: string) => signedIn(firm, person);
  asManager = await as(await firm.person(["PROGRAM_MANAGER"]));
  asClient = await as(participant);
  asCoach = await as(coach);
});

const selection = "session { id status heldUntil heldBy { id } }";

/** Sends a mutation; gives its payload, or the errors. */
async function send(client: TestClient, name: string, input: object): Promise<AnyData> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field message } } }`;
  const { data, errors } = await client.send(text, { input });
  return errors ? { errors } : data[name];
}
const times = (startsAt: Date) => ({ startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) });
const hold = (startsAt: Date, client = asClient, more: object = {}) =>
  send(client, "holdSlot", { engagementId, ...times(startsAt), ...more });
const book = (startsAt: Date, client = asManager) => send(client, "bookSession", { engagementId, ...times(startsAt) });
const confirm = (id: string, client = asClient) => send(client, "confirmHold", { id });
const release = (id: string, client = asClient) => send(client, "releaseHold", { id });
const codesOf = (payload: AnyData): string[] => payload.userErrors.map(({ code }: { code: string }) => code);

const available = async () => {
  const query = "query($id: ID!) { engagement(id: $id) { allocationAvailable } }";
  return (await asManager.ask(query, { id: engagementId })).engagement.allocationAvailable as number;
};
const freeAt = async (startsAt: Date) => {
  const { freeSlots } = await asManager.ask(
    `query($coach: ID!, $from: DateTime!, $to: DateTime!) {
      freeSlots(coachIds: [$coach], from: $from, to: $to, durationMinutes: 60) { slots { startsAt } } }`,
    { coach: apiId("person", coach), from: startsAt, to: new Date(startsAt.getTime() + 60_000) },
  );
  return freeSlots.slots.length === 1;
};
const statusOf = async (id: string) =>
  (await asManager.ask("query($id: ID!) { session(id: $id) { status } }", { id })).session.status as string;

/** Makes holds end now, as if their time had passed: their jobs wait for the time that they had, and do not know of it. */
const endNow = async () => {
  await until("the jobs of the holds", async () => {
    const { rows } = await database.admin.query(
      `select 1 from session s where s.firm_id = $1 and s.status = 'HELD' and not exists (
         select from graphile_worker._private_jobs j where j.payload ->> 'session' = s.id::text and j.payload ->> 'dueAt' is not null)`,
      [firm.firmId],
    );
    return rows.length === 0;
  });
  await database.admin.query(
    "update session set held_until = now() - interval '1 second' where firm_id = $1 and status = 'HELD'",
    [firm.firmId],
  );
};

describe("A slot that is held", () => {
  test("is nobody else's, takes from the allocation, and is booked when it is confirmed", async () => {
    const { session, userErrors } = await hold(at(3, 10));
    expect(userErrors).toEqual([]);
    expect(session).toMatchObject({ status: "HELD", heldBy: { id: apiId("person", participant) } });
    const minutes = (Date.parse(session.heldUntil) - Date.now()) / 60_000;
    expect([minutes > 4.5, minutes <= 5]).toEqual([true, true]);
    expect([await freeAt(at(3, 10)), await available(), codesOf(await book(at(3, 10)))]).toEqual([
      false,
      11,
      ["SLOT_TAKEN"],
    ]);

    const confirmed = await confirm(session.id);
    expect(confirmed).toMatchObject({ session: { status: "CONFIRMED", heldUntil: null }, userErrors: [] });
    expect([await freeAt(at(3, 10)), await available()]).toEqual([false, 11]);
    expect([codesOf(await confirm(session.id)), codesOf(await release(session.id))]).toEqual([
      ["WRONG_STATUS"],
      ["WRONG_STATUS"],
    ]);
    const moved = await send(asManager, "cancelSession", { id: session.id });
    expect(moved.userErrors).toEqual([]);
  });

  test("is free again when it is released, with what it took, and watchers are told", async () => {
    const following = asCoach.follow(
      "subscription($id: ID!) { scheduleChanged(coachId: $id, after: 0) { type session { id status } } }",
      {
        id: apiId("person", coach),
      },
    );
    const { session } = await hold(at(3, 10));
    const released = await release(session.id, asCoach);
    expect(released).toMatchObject({ session: { status: "EXPIRED" }, userErrors: [] });
    expect([await freeAt(at(3, 10)), await available()]).toEqual([true, 12]);
    const second = await hold(at(3, 10));
    await confirm(second.session.id);
    const told = await following.until(4);
    expect(told.map(({ data }) => data.scheduleChanged.type)).toEqual(["HELD", "EXPIRED", "HELD", "CONFIRMED"]);
    await asCoach.close();
  });

  test("can be neither moved nor called off, and is held no longer than it starts", async () => {
    const soon = new Date(Math.ceil(Date.now() / 60_000 + 1) * 60_000);
    const { session } = await hold(soon, asManager, { minutes: 15 });
    expect(Date.parse(session.heldUntil)).toBe(soon.getTime());
    expect(codesOf(await send(asManager, "cancelSession", { id: session.id }))).toEqual(["WRONG_STATUS"]);
    expect(codesOf(await send(asManager, "rescheduleSession", { id: session.id, ...times(at(4, 9)) }))).toEqual([
      "WRONG_STATUS",
    ]);
  });

  test.each([
    ["for 0 minutes", { minutes: 0 }, "INVALID"],
    ["for 16 minutes", { minutes: 16 }, "INVALID"],
    ["in the past", times(at(-1, 10)), "SLOT_IN_PAST"],
  ])("is not held %s", async (_, more, code) => {
    expect(codesOf(await hold(at(3, 10), asClient, more))).toEqual([code]);
  });

  test("is not a stranger's to confirm, nor anybody's in an engagement that was paused", async () => {
    const { session } = await hold(at(3, 10));
    const stranger = await signedIn(firm, await firm.person(["CLIENT"]));
    expect([codesOf(await confirm(session.id, stranger)), codesOf(await release(session.id, stranger))]).toEqual([
      ["NOT_FOUND"],
      ["NOT_FOUND"],
    ]);
    await database.admin.query("update engagement set status = 'PAUSED' where firm_id = $1", [firm.firmId]);
    expect(codesOf(await confirm(session.id))).toEqual(["ENGAGEMENT_NOT_ACTIVE"]);
  });

  test("is not confirmed with a coach who has just left", async () => {
    const { session } = await hold(at(3, 10));
    await database.admin.query("update engagement_coach set left_on = current_date where firm_id = $1", [firm.firmId]);
    expect(codesOf(await confirm(session.id))).toEqual(["NO_COACH"]);
  });

  test("is one of three at most, however many are held at once and in how many engagements", async () => {
    const other = apiId("engagement", await firm.engagement({ coaches: [coach], participants: [participant] }));
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => hold(at(4, index), asClient, index % 2 ? { engagementId: other } : {})),
    );
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    const held = answers.filter(({ session }) => session);
    expect([held.length, new Set(answers.flatMap(codesOf))]).toEqual([3, new Set(["TOO_MANY_HOLDS"])]);
    expect(codesOf(await hold(at(5, 9), asManager))).toEqual([]);
    await confirm(held[0].session.id);
    await release(held[1].session.id);
    expect([codesOf(await hold(at(5, 10))), codesOf(await hold(at(5, 12))), codesOf(await hold(at(5, 14)))]).toEqual([
      [],
      [],
      ["TOO_MANY_HOLDS"],
    ]);
  });
});

describe("A hold that is over", () => {
  test("is free at once for who asks and who books, before any job is done, and cannot be confirmed", async () => {
    const { session } = await hold(at(3, 10));
    await endNow();
    expect(await freeAt(at(3, 10))).toBe(true);
    expect(codesOf(await confirm(session.id))).toEqual(["HOLD_EXPIRED"]);
    expect(await statusOf(session.id)).toBe("HELD");
    expect(codesOf(await book(at(3, 10)))).toEqual([]);
    expect([await statusOf(session.id), await available()]).toEqual(["EXPIRED", 11]);
    expect(codesOf(await confirm(session.id))).toEqual(["HOLD_EXPIRED"]);
    expect(codesOf(await release(session.id))).toEqual(["HOLD_EXPIRED"]);
  });

  test("makes room for another hold, and for a session that is moved there", async () => {
    for (const hour of [8, 9, 10]) await hold(at(3, hour));
    await endNow();
    expect(codesOf(await hold(at(3, 9)))).toEqual([]);
    await endNow();
    const { session } = await book(at(5, 9));
    expect(codesOf(await send(asManager, "rescheduleSession", { id: session.id, ...times(at(3, 9)) }))).toEqual([]);
  });

  test("expires by itself, even if the service was dead when it ended", async () => {
    const { session } = await hold(at(3, 10), asClient, { minutes: 1 });
    await endHoldAt(database, session.id, new Date(Date.now() + 1_000));
    await until("the hold to expire", async () => (await statusOf(session.id)) === "EXPIRED");
    expect(await available()).toBe(12);

    const second = await hold(at(3, 10));
    await endHoldAt(database, second.session.id, new Date(Date.now() + 2_000));
    process.kill(platform.scheduling.pid()!, "SIGKILL");
    await until("the second hold to expire", async () => (await statusOf(second.session.id)) === "EXPIRED");
    expect(await available()).toBe(12);
    const { rows } = await database.admin.query(
      "select count(*)::integer as count from event where firm_id = $1 and type = 'session.expired'",
      [firm.firmId],
    );
    expect(rows).toEqual([{ count: 2 }]);
  });
});

describe("Holding, confirming, releasing and booking that run into each other", () => {
  test("end in one session or none, with the allocation as it should be", async () => {
    for (let round = 0; round < 6; round += 1) {
      const slot = at(6 + round, 10);
      const held = await hold(slot);
      expect(held.userErrors).toEqual([]);
      if (round % 2) await endNow();
      const { id } = held.session;
      const answers = await Promise.all([
        confirm(id),
        release(id, asCoach),
        confirm(id, asManager),
        ...Array.from({ length: 10 }, () => book(slot)),
        ...Array.from({ length: 4 }, () => hold(slot, asManager)),
      ]);
      expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    }
    await expectWhole();
  });

  test("and a service that dies in the middle leave nothing half done", async () => {
    const slots = Array.from({ length: 12 }, (_, index) => at(20 + (index % 3), 8 + index));
    const work = slots.map(async (slot, index) => {
      const one = await hold(slot, index % 2 ? asClient : asManager);
      if (one.session) await (index % 3 ? confirm(one.session.id) : release(one.session.id));
      return one;
    });
    await Promise.race(work);
    process.kill(platform.scheduling.pid()!, "SIGKILL");
    for (const { errors } of await Promise.all(work))
      if (errors) expect(errors[0].extensions).toMatchObject({ code: "SERVICE_UNAVAILABLE" });
    await until("the service to be back", async () => !("errors" in (await book(at(40, 9)))));
    await endNow();
    await until("a booking that lets old holds go", async () => codesOf(await book(at(41, 9))).length === 0);
    await expectWhole();
  });
});

/** Nobody has two sessions at a time, what is over takes no time, and each session has reserved what it takes. */
async function expectWhole(): Promise<void> {
  const { rows } = await database.admin.query(
    `select s.id, s.status,
       (select bool_or(c.blocks) from session_coach c where c.firm_id = s.firm_id and c.session_id = s.id) as blocks,
       (select coalesce(sum(case kind when 'RESERVE' then amount else -amount end), 0)::integer from allocation_entry a
        where a.firm_id = s.firm_id and a.session_id = s.id) as reserved
     from session s where s.firm_id = $1`,
    [firm.firmId],
  );
  for (const { status, blocks, reserved } of rows) {
    const isLive = status === "CONFIRMED" || status === "HELD";
    expect([status, blocks, reserved]).toEqual([status, isLive, isLive ? 1 : 0]);
  }
  const { rows: live } = await database.admin.query(
    "select starts_at from session where firm_id = $1 and status in ('CONFIRMED', 'HELD')",
    [firm.firmId],
  );
  expect(new Set(live.map(({ starts_at }) => starts_at.getTime())).size).toBe(live.length);
}
