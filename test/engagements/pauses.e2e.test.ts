import { beforeEach, describe, expect, test } from "@jest/globals";
import { apiId, at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

let firm: FirmFactory;
let manager: TestClient;
let coach: string;
let client: string;

const { database, signedIn } = await sharedStage();

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  [coach, client] = [await firm.person(["COACH"]), await firm.person(["CLIENT"])];
});

const START = day(-20);
const END = day(60);

const engagementOf = (values: Record<string, unknown> = {}) =>
  firm.engagement({ coaches: [coach], participants: [client] }, { starts_on: START, ends_on: END, ...values });

const answer = "engagement { status endsOn }";
const pause = (id: string, input: object = {}) =>
  mutate(manager, "pauseEngagement", { id: apiId("engagement", id), ...input }, { answer });
const resume = (id: string, input: object = {}) =>
  mutate(manager, "resumeEngagement", { id: apiId("engagement", id), ...input }, { answer });
const activate = (id: string) =>
  mutate(manager, "activateEngagement", { id: apiId("engagement", id) }, { type: "EngagementStatusInput" });
const end = (id: string, name: string) =>
  mutate(
    manager,
    name,
    { id: apiId("engagement", id), closingReason: "OTHER", reason: "Moved" },
    { type: "CloseEngagementInput" },
  );
const change = (id: string, input: object) =>
  mutate(manager, "updateEngagementPause", { id, ...input }, { answer: "engagementPause { endsOn version }" });

const pausesOf = async (id: string, by = manager) => {
  const query = `query($id: ID!) { engagement(id: $id) {
    pauses(first: 9) { nodes { id startsOn endsOn sessions overSince } }
  } }`;
  const { engagement } = await by.ask(query, { id: apiId("engagement", id) });
  return engagement.pauses.nodes as { readonly id: string }[];
};

const sessionOf = async (id: string) => {
  const { session } = await manager.ask(
    `query($id: ID!) { session(id: $id) { status cancelledBy cancellationCause } }`,
    {
      id: apiId("session", id),
    },
  );
  return session;
};

const KEPT = { status: "CONFIRMED", cancelledBy: null, cancellationCause: null };
const CANCELLED = { status: "CANCELLED", cancelledBy: "FIRM", cancellationCause: "ENGAGEMENT_PAUSED" };

const jobsDone = () => allDone(database, firm.firmId);

describe("a pause", () => {
  test("begins today, or on an earlier day, and all of the engagement's people see its days", async () => {
    const id = await engagementOf();
    expect(await pause(id)).toEqual({ engagement: { status: "PAUSED", endsOn: END }, userErrors: [] });
    const first = { startsOn: day(0), endsOn: null, sessions: "KEEP", overSince: null };
    expect(await pausesOf(id)).toMatchObject([first]);
    await resume(id);
    const second = { startsOn: day(0), endsOn: day(9), sessions: "CANCEL", overSince: null };
    await pause(id, { startsOn: day(0), endsOn: day(9), sessions: "CANCEL" });
    for (const by of [manager, await signedIn(firm, client), await signedIn(firm, coach)])
      expect(await pausesOf(id, by)).toMatchObject([{ ...first, overSince: day(0) }, second]);
  });

  test.each([
    [{ startsOn: day(-21) }, refusal("OUTSIDE_ENGAGEMENT", "startsOn")],
    [{ startsOn: day(-6) }, refusal("OVERLAPPING_PAUSE", "startsOn")],
    [{ startsOn: day(-5), endsOn: day(-1) }, refusal("END_BEFORE_START", "endsOn")],
  ])("%j is refused, and the engagement goes on", async (input, refused) => {
    const id = await engagementOf();
    const earlier = { starts_on: day(-10), sessions: "KEEP", over_since: day(-5) };
    await firm.row("engagement_pause", { engagement_id: id, ...earlier });
    expect(await pause(id, input)).toEqual({ engagement: null, userErrors: [refused] });
    expect(await pausesOf(id)).toHaveLength(1);
    expect((await pause(id, { startsOn: day(-5), endsOn: day(0) })).userErrors).toEqual([]);
  });

  test("does not begin after the engagement's last day", async () => {
    const id = await engagementOf({ ends_on: day(-5) });
    expect((await pause(id, { startsOn: day(-4) })).userErrors).toEqual([refusal("OUTSIDE_ENGAGEMENT", "startsOn")]);
    await pause(id, { startsOn: day(-7) });
    expect((await resume(id)).engagement.endsOn).toBe(day(2));
  });

  test.each(["completeEngagement", "cancelEngagement"])("is over when %s ends the engagement", async (name) => {
    const id = await engagementOf();
    await pause(id, { startsOn: day(-3) });
    await end(id, name);
    expect(await pausesOf(id)).toMatchObject([{ overSince: day(0) }]);
  });
});

describe("the last day of a pause", () => {
  test("can become known, change and become unknown again until the pause is over", async () => {
    const id = await engagementOf();
    await pause(id, { startsOn: day(-3) });
    const [{ id: ofPause }] = (await pausesOf(id)) as [{ id: string }];
    for (const endsOn of [day(20), day(0), null])
      expect(await change(ofPause, { endsOn })).toMatchObject({ engagementPause: { endsOn }, userErrors: [] });
    expect((await change(ofPause, { endsOn: day(-1) })).userErrors).toEqual([refusal("END_BEFORE_START", "endsOn")]);
    expect((await change(ofPause, { endsOn: day(3), version: 1 })).userErrors).toEqual([
      refusal("CONFLICT", "version"),
    ]);
    await resume(id);
    expect((await change(ofPause, { endsOn: day(3) })).userErrors).toEqual([refusal("PAUSE_OVER", "id")]);
  });
});

describe("sessions ahead", () => {
  test("on the days of a pause are cancelled by the firm if that is asked for, and the others kept", async () => {
    const id = await engagementOf();
    const [during, after] = await Promise.all(
      [9, 10].map((days) => firm.session(id, { coaches: [coach], startsAt: at(days, 9) })),
    );
    await pause(id, { endsOn: day(9), sessions: "CANCEL" });
    await jobsDone();
    expect(await sessionOf(during!)).toEqual(CANCELLED);
    expect(await sessionOf(after!)).toEqual(KEPT);
    const [{ id: ofPause }] = (await pausesOf(id)) as [{ id: string }];
    await change(ofPause, { endsOn: day(10) });
    await jobsDone();
    expect(await sessionOf(after!)).toEqual(CANCELLED);
  });

  test("are all cancelled if the last day is not known", async () => {
    const id = await engagementOf();
    const session = await firm.session(id, { coaches: [coach], startsAt: at(50, 9) });
    await pause(id, { sessions: "CANCEL" });
    await jobsDone();
    expect(await sessionOf(session)).toEqual(CANCELLED);
  });

  test("stay as they are unless asked otherwise", async () => {
    const id = await engagementOf();
    const session = await firm.session(id, { coaches: [coach], startsAt: at(5, 9) });
    await pause(id);
    await jobsDone();
    expect(await sessionOf(session)).toEqual(KEPT);
  });
});

describe("an engagement that is resumed", () => {
  test("ends later by the days that it was paused", async () => {
    const id = await engagementOf();
    await pause(id, { startsOn: day(-7) });
    expect(await resume(id)).toEqual({ engagement: { status: "ACTIVE", endsOn: day(67) }, userErrors: [] });
    expect(await pausesOf(id)).toMatchObject([{ startsOn: day(-7), overSince: day(0) }]);
  });

  test.each([
    ["another last day", { endsOn: day(61) }, day(61)],
    ["the same one", { endsOn: END }, END],
  ])("ends on %s if that is given", async (_, input, endsOn) => {
    const id = await engagementOf();
    await pause(id, { startsOn: day(-7) });
    expect(await resume(id, input)).toMatchObject({ engagement: { endsOn }, userErrors: [] });
  });

  test("stays without a last day, or loses it if its kind needs none", async () => {
    const informal = { kind: "MENTORING", mentoring_form: "INFORMAL", allocation_unit: null, allocation_amount: null };
    const [open, limited] = [await engagementOf({ ...informal, ends_on: null }), await engagementOf(informal)];
    for (const id of [open, limited]) await pause(id, { startsOn: day(-7) });
    expect((await resume(open)).engagement.endsOn).toBeNull();
    expect((await resume(limited, { endsOn: null })).engagement.endsOn).toBeNull();
  });

  test("ends on the last date that there is at the latest", async () => {
    const id = await engagementOf({ ends_on: "9999-12-30" });
    await pause(id, { startsOn: day(-7) });
    expect(await resume(id)).toMatchObject({ engagement: { endsOn: "9999-12-31" }, userErrors: [] });
  });

  test("keeps what its kind demands, leaves no session behind, and stays paused otherwise", async () => {
    const id = await engagementOf();
    await firm.session(id, { coaches: [coach], startsAt: at(50, 9) });
    await pause(id);
    for (const [endsOn, code] of [
      [null, "NEEDS_END"],
      [day(-30), "END_BEFORE_START"],
      [day(-1), "END_OVER"],
      [day(49), "SESSIONS_AHEAD"],
    ])
      expect(await resume(id, { endsOn })).toEqual({ engagement: null, userErrors: [refusal(code!, "endsOn")] });
    expect(await pausesOf(id)).toMatchObject([{ overSince: null }]);
    const over = await engagementOf({ ends_on: day(-1) });
    await pause(over, { startsOn: day(-7) });
    expect((await resume(over, { endsOn: day(-1) })).userErrors).toEqual([refusal("END_OVER", "endsOn")]);
    expect((await resume(over, { endsOn: day(0) })).engagement.endsOn).toBe(day(0));
  });

  test("was paused, and one that was paused is not activated", async () => {
    const id = await engagementOf();
    expect((await resume(id)).userErrors).toEqual([refusal("WRONG_STATUS", "id")]);
    await pause(id);
    expect((await activate(id)).userErrors).toEqual([refusal("WRONG_STATUS", "id")]);
  });
});

test("of pauses and resumptions at once, each finds the engagement as the last one left it", async () => {
  const id = await engagementOf();
  const steps = await Promise.all(Array.from({ length: 12 }, (_, place) => (place % 2 ? resume(id) : pause(id))));
  const [paused, resumed] = [0, 1].map(
    (side) => steps.filter(({ userErrors }, place) => place % 2 === side && userErrors.length === 0).length,
  ) as [number, number];
  const pauses = (await pausesOf(id)) as unknown as { overSince: string | null }[];
  expect(pauses).toHaveLength(paused);
  expect(pauses.filter(({ overSince }) => overSince === null)).toHaveLength(paused - resumed);
});
