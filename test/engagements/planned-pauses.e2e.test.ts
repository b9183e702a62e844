import { beforeEach, describe, expect, test } from "@jest/globals";
import { type EngagementMoveName, engagementMoves, type EngagementStatus } from "@coachwork/schema";
import { type AnyData, apiId, at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let manager: TestClient;
let coach: string;
let client: string;

beforeEach(() => open("UTC"));

async function open(time_zone: string): Promise<void> {
  firm = await FirmFactory.create(database.admin, { time_zone });
  manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"], { name: "Pam" }));
  [coach, client] = [await firm.person(["COACH"]), await firm.person(["CLIENT"])];
  await firm.availability(coach);
}

const engagementOf = async () =>
  apiId("engagement", await firm.engagement({ coaches: [coach], participants: [client] }, { ends_on: day(60) }));

const take = (name: string, input: object, by = manager) => {
  const type = /^(complete|cancel)Engagement$/.test(name) ? { type: "CloseEngagementInput" } : {};
  return mutate(by, name, input, { answer: "engagement { status endsOn }", ...type });
};
const plan = (id: string, input: object = {}, by = manager) =>
  take("pauseEngagement", { id, startsOn: day(5), endsOn: day(20), ...input }, by);
const change = (id: string, input: object) =>
  mutate(manager, "updateEngagementPause", { id, ...input }, { answer: "engagementPause { startsOn endsOn }" });
const book = (engagementId: string, days: number) => {
  const times = { startsAt: at(days, 9).toISOString(), endsAt: at(days, 10).toISOString() };
  return mutate(manager, "bookSession", { engagementId, ...times }, { answer: "session { id status }" });
};

async function read(id: string, by = manager): Promise<AnyData> {
  const query = `query($id: ID!) { engagement(id: $id) {
    status endsOn
    statusChanges(first: 20) { nodes { statusBefore status reason changedBy { name } } }
    pauses(first: 20) { nodes { id startsOn endsOn sessions overSince reason decidedBy { name } } }
  } }`;
  const { statusChanges, pauses, ...engagement } = (await by.ask(query, { id })).engagement;
  return { ...engagement, steps: statusChanges.nodes, pauses: pauses.nodes };
}

const planned = async (id: string): Promise<string> => (await read(id)).pauses.at(-1).id;
const statusOf = async (session: string) =>
  (await manager.ask("query($id: ID!) { session(id: $id) { status } }", { id: session })).session.status;
const jobsDone = () => allDone(database, firm.firmId);

/** When the planned pauses of the firm begin: one waiting job for each. */
async function waiting(): Promise<readonly Date[]> {
  await jobsDone();
  const { rows } = await database.admin.query<{ run_at: Date }>(
    `select j.run_at from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = 'beginPause' and j.payload->>'firmId' = $1::text order by 1`,
    [firm.firmId],
  );
  return rows.map(({ run_at }) => run_at);
}

/** Runs the jobs that wait for planned pauses to begin, as if it were time. With `onDay`, it is that day for the pauses. */
async function letTimeCome(onDay?: string): Promise<void> {
  await waiting();
  const values = [firm.firmId, onDay];
  if (onDay !== undefined)
    await database.admin.query(
      "update engagement_pause set starts_on = $2 where firm_id = $1 and over_since is null and starts_on > $2::date",
      values,
    );
  await database.admin.query(
    `update graphile_worker._private_jobs j set run_at = now() from graphile_worker._private_tasks t
     where t.id = j.task_id and t.identifier = 'beginPause' and j.payload->>'firmId' = $1::text`,
    [firm.firmId],
  );
  await jobsDone();
}

describe("a planned pause", () => {
  test("begins on its first day, as a step of whoever planned it, and ends when the engagement is resumed", async () => {
    const id = await engagementOf();
    expect(await plan(id, { reason: "Parental leave" })).toEqual({
      ...{ engagement: { status: "ACTIVE", endsOn: day(60) }, userErrors: [] },
    });
    const pause = { startsOn: day(5), endsOn: day(20), sessions: "KEEP", overSince: null };
    const known = { ...pause, reason: "Parental leave", decidedBy: { name: "Pam" } };
    expect(await read(id)).toMatchObject({ status: "ACTIVE", steps: [], pauses: [known] });
    for (const person of [coach, client])
      expect((await read(id, await signedIn(firm, person))).pauses).toMatchObject([{ ...pause, reason: null }]);

    await letTimeCome(day(0));
    const step = { statusBefore: "ACTIVE", status: "PAUSED", reason: "Parental leave", changedBy: { name: "Pam" } };
    expect(await read(id)).toMatchObject({ status: "PAUSED", steps: [step] });
    await letTimeCome();
    expect((await read(id)).steps).toEqual([step]);
    await done(manager, "resumeEngagement", { id });
    expect(await read(id)).toMatchObject({ status: "ACTIVE", pauses: [{ overSince: day(0) }] });
    const { rows } = await database.admin.query<{ type: string; actor_id: string | null }>(
      "select type, actor_id is null as itself from event where firm_id = $1 order by seq",
      [firm.firmId],
    );
    expect(rows).toEqual([
      { type: "engagement_pause.planned", itself: false },
      { type: "engagement.paused", itself: true },
      { type: "engagement.resumed", itself: false },
    ]);
  });

  test.each(["Pacific/Kiritimati", "America/Los_Angeles"])("begins when the day begins in %s", async (zone) => {
    await open(zone);
    const localDay = (offset: number) =>
      new Intl.DateTimeFormat("sv", { timeZone: zone }).format(Date.now() + offset * 86_400_000);
    const id = await engagementOf();
    await plan(id, { startsOn: localDay(3), endsOn: localDay(4) });
    const [begin] = await waiting();
    const clock = new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
    expect(clock.format(begin)).toBe(`${localDay(3)} 00:00`);
    // A job that runs before the day finds that it is not time.
    await letTimeCome();
    expect((await read(id)).status).toBe("ACTIVE");
    // Today, in that zone, is no day ahead.
    const other = await engagementOf();
    expect(await plan(other, { startsOn: localDay(0), endsOn: null })).toMatchObject({
      engagement: { status: "PAUSED" },
    });
  });

  test("takes no session on its days, whether booked, moved or of a series", async () => {
    const id = await engagementOf();
    const before = (await book(id, 3)).session.id;
    await plan(id, { startsOn: day(5), endsOn: day(20) });
    for (const days of [5, 20])
      expect((await book(id, days)).userErrors).toEqual([refusal("ENGAGEMENT_NOT_ACTIVE", "engagementId")]);
    for (const days of [4, 21]) expect((await book(id, days)).userErrors).toEqual([]);
    const move = (days: number) =>
      mutate(manager, "rescheduleSession", { id: before, startsAt: at(days, 12).toISOString() });
    expect((await move(6)).userErrors).toEqual([refusal("ENGAGEMENT_NOT_ACTIVE", "id")]);
    expect((await move(2)).userErrors).toEqual([]);
    const weekly = { firstStart: `${day(1)}T15:00`, durationMinutes: 60, rule: "FREQ=DAILY;COUNT=6", timeZone: "UTC" };
    const { userErrors } = await mutate(manager, "bookSeries", { engagementId: id, ...weekly });
    expect(userErrors).toHaveLength(1);
    expect(userErrors[0].code).toBe("CONFLICTS");
    await change(await planned(id), { endsOn: null });
    expect((await book(id, 50)).userErrors).toEqual([refusal("ENGAGEMENT_NOT_ACTIVE", "engagementId")]);
  });

  test.each([
    ["KEEP", "CONFIRMED"],
    ["CANCEL", "CANCELLED"],
  ])("with sessions: %s leaves those on its days %s, as soon as it is planned", async (sessions, status) => {
    const id = await engagementOf();
    const [before, during, after] = [4, 20, 21].map((days) =>
      firm.session(id.replace("engagement_", ""), { coaches: [coach], startsAt: at(days, 9) }),
    );
    await plan(id, { sessions });
    await jobsDone();
    expect(await statusOf(apiId("session", await during!))).toBe(status);
    for (const other of [before!, after!]) expect(await statusOf(apiId("session", await other))).toBe("CONFIRMED");
  });

  test("takes no session that was held, and is not left behind the engagement's last day", async () => {
    const id = await engagementOf();
    const times = { engagementId: id, startsAt: at(6, 9), endsAt: at(6, 10) };
    const { session } = await done(manager, "holdSlot", times, { answer: "session { id }" });
    await plan(id);
    const confirmed = await mutate(manager, "confirmHold", session);
    expect(confirmed.userErrors).toMatchObject([refusal("ENGAGEMENT_NOT_ACTIVE", "id")]);
    const { userErrors } = await mutate(manager, "updateEngagement", { id, endsOn: day(4) });
    expect(userErrors).toMatchObject(["PAUSE_PLANNED", "SESSIONS_AHEAD"].map((code) => refusal(code, "endsOn")));
    await done(manager, "updateEngagement", { id, endsOn: day(6) });
  });

  test("can be moved, and cancelled: then sessions can be booked again", async () => {
    const id = await engagementOf();
    await plan(id);
    const pause = await planned(id);
    expect(await change(pause, { startsOn: day(7), endsOn: day(9) })).toEqual({
      ...{ engagementPause: { startsOn: day(7), endsOn: day(9) }, userErrors: [] },
    });
    expect(await waiting()).toEqual([at(7, 0)]);
    expect((await book(id, 5)).userErrors).toEqual([]);
    for (const [input, code, field] of [
      [{ startsOn: day(10) }, "END_BEFORE_START", "endsOn"],
      [{ startsOn: day(61), endsOn: null }, "OUTSIDE_ENGAGEMENT", "startsOn"],
    ] as const)
      expect((await change(pause, input)).userErrors).toEqual([refusal(code, field)]);
    expect((await take("cancelEngagementPause", { id: pause })).userErrors).toEqual([]);
    expect(await waiting()).toEqual([]);
    expect(await read(id)).toMatchObject({ status: "ACTIVE", steps: [], pauses: [] });
    expect((await book(id, 8)).userErrors).toEqual([]);
    expect((await take("cancelEngagementPause", { id: pause })).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
  });

  test("begins at once when its first day is moved to today", async () => {
    const id = await engagementOf();
    await plan(id);
    await change(await planned(id), { startsOn: day(0) });
    await jobsDone();
    expect((await read(id)).status).toBe("PAUSED");
  });

  test("is the only one: another is refused, at once or later, until it is cancelled", async () => {
    const id = await engagementOf();
    await plan(id);
    for (const startsOn of [day(0), day(40)])
      expect((await plan(id, { startsOn, endsOn: null })).userErrors).toEqual([
        refusal("OVERLAPPING_PAUSE", "startsOn"),
      ]);
    await take("cancelEngagementPause", { id: await planned(id) });
    expect(await plan(id, { startsOn: day(0) })).toMatchObject({ engagement: { status: "PAUSED" } });
    expect((await plan(id)).userErrors).toEqual([refusal("WRONG_STATUS", "id")]);
  });

  test("keeps its first day and cannot be cancelled once it has begun, or is over", async () => {
    const id = await engagementOf();
    await plan(id);
    const pause = await planned(id);
    await letTimeCome(day(0));
    const codes = async () => [
      ...(await change(pause, { startsOn: day(9) })).userErrors,
      ...(await take("cancelEngagementPause", { id: pause })).userErrors,
    ];
    expect(await codes()).toEqual([refusal("PAUSE_BEGUN", "startsOn"), refusal("PAUSE_BEGUN", "id")]);
    expect((await change(pause, { endsOn: day(30) })).userErrors).toEqual([]);
    await done(manager, "resumeEngagement", { id });
    expect(await codes()).toEqual([refusal("PAUSE_OVER", "id"), refusal("PAUSE_OVER", "id")]);
  });

  test.each(["completeEngagement", "cancelEngagement"])("is dropped when %s ends the engagement", async (name) => {
    const id = await engagementOf();
    await plan(id);
    await take(name, { id, closingReason: "OTHER", reason: "Moved" });
    await letTimeCome(day(0));
    expect(await read(id)).toMatchObject({ steps: [{ statusBefore: "ACTIVE" }], pauses: [] });
  });

  test("is planned and cancelled by those who run the practice, of an active engagement of their firm", async () => {
    const id = await engagementOf();
    expect((await plan(id, {}, await signedIn(firm, coach))).userErrors).toMatchObject([{ code: "FORBIDDEN" }]);
    await plan(id);
    const input = { id: await planned(id) };
    const cancelledBy = async (by: TestClient) => (await take("cancelEngagementPause", input, by)).userErrors;
    expect(await cancelledBy(await signedIn(firm, coach))).toMatchObject([{ code: "FORBIDDEN" }]);
    const other = await FirmFactory.create(database.admin);
    const stranger = await signedIn(other, await other.person(["OWNER"]));
    expect(await cancelledBy(stranger)).toEqual([refusal("NOT_FOUND", "id")]);
    const draft = apiId("engagement", await firm.engagement({}, { status: "DRAFT" }));
    expect((await plan(draft)).userErrors).toEqual([refusal("WRONG_STATUS", "id")]);
  });
});

test("whatever happens at once, the engagement takes steps of its table alone, and is paused exactly while a pause has begun", async () => {
  const id = await engagementOf();
  const closing = { closingReason: "OTHER", reason: "Moved" };
  const deeds: readonly (() => Promise<unknown>)[] = [
    () => plan(id),
    () => plan(id, { startsOn: day(0) }),
    () => take("resumeEngagement", { id }),
    async () => {
      const open = (await read(id)).pauses.at(-1);
      if (open) await take("cancelEngagementPause", { id: open.id });
    },
    async () => {
      const open = (await read(id)).pauses.at(-1);
      if (open) await change(open.id, { startsOn: day(Math.random() < 0.5 ? 0 : 9), endsOn: null });
    },
    () => take("completeEngagement", { id, ...closing }),
    () => mutate(manager, "reopenEngagement", { id, reason: "Again" }),
    () => letTimeCome(day(0)),
  ];
  for (let round = 0; round < 12; round += 1) {
    const chosen = Array.from({ length: 5 }, () => deeds[Math.floor(Math.random() * deeds.length)]!);
    await Promise.all(chosen.map((deed) => deed()));
    await letTimeCome();
    const { status, pauses } = await read(id);
    expect([round, await statusByLog()]).toEqual([round, status]);
    const open = (pauses as AnyData[]).filter(({ overSince }) => overSince === null);
    const begun = open.filter(({ startsOn }) => startsOn <= day(0));
    expect([round, status, begun.length]).toEqual([round, status, status === "PAUSED" ? 1 : 0]);
    expect(open.length).toBeLessThanOrEqual(status === "ACTIVE" || status === "PAUSED" ? 1 : 0);
  }
});

/** Where the steps in the log lead, in the order in which they were taken. Each is one that the status before it allows. */
async function statusByLog(): Promise<string> {
  const { rows } = await database.admin.query<{ move: EngagementMoveName }>(
    `select substr(type, 12) as move from event where firm_id = $1 and type like 'engagement.%' order by seq`,
    [firm.firmId],
  );
  let status: EngagementStatus = "ACTIVE";
  for (const { move } of rows) {
    expect([move, engagementMoves[move].from]).toEqual([move, expect.arrayContaining([status])]);
    status = engagementMoves[move].to;
  }
  return status;
}
