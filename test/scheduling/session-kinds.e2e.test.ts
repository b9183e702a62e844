import { describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, type TestClient, until } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import {
  adjustText,
  asClient,
  asCoach,
  asManager,
  book,
  codes,
  database,
  engagementOf,
  firm,
  playOn,
  totalsOf,
} from "./allocation-world.ts";

playOn(await sharedStage());

const answer = "session { kind sequence startsAt sessionType { name } }";
const change = (by: TestClient, id: string, kind: string, more: object = {}): Promise<AnyData> =>
  mutate(by, "changeSessionKind", { id, kind, ...more }, { answer });
const refused = (code: string, field: string) => ({ session: null, userErrors: [refusal(code, field)] });
const events = async () => {
  const { rows } = await database.admin.query(
    "select type, ids from event where firm_id = $1 and type = 'session.kind_changed'",
    [firm.firmId],
  );
  return rows;
};

describe("a session's kind", () => {
  test("changes without moving it, with an event, and what it takes of the allocation follows", async () => {
    const engagement = await engagementOf();
    const { id } = (await book(asClient, engagement, at(3, 10))).session;
    expect(await totalsOf(asClient, engagement)).toMatchObject({ reserved: 1, available: 11 });
    const startsAt = at(3, 10).toISOString().replace(".000", "");
    const chemistry = { kind: "CHEMISTRY", sequence: 1, startsAt, sessionType: null };
    expect(await change(asCoach, id, "CHEMISTRY")).toEqual({ session: chemistry, userErrors: [] });
    expect(await totalsOf(asClient, engagement)).toMatchObject({ reserved: 0, available: 12 });
    expect((await change(asManager, id, "REVIEW")).session).toMatchObject({ kind: "REVIEW", sequence: 2 });
    expect(await totalsOf(asClient, engagement)).toMatchObject({ reserved: 1, available: 11 });
    // The same again changes nothing.
    expect((await change(asManager, id, "REVIEW")).session).toMatchObject({ sequence: 2 });
    expect(await events()).toHaveLength(2);
    expect(Object.keys((await events())[0].ids).sort()).toEqual(["coaches", "engagement", "session"]);
  });

  test("is refused where too little of the allocation is left", async () => {
    const engagement = await engagementOf();
    const { id } = (await book(asCoach, engagement, at(3, 10), 60, { kind: "CHEMISTRY" })).session;
    const amount = { engagementId: apiId("engagement", engagement), amount: -12, reason: "Sold" };
    expect(codes((await asManager.ask(adjustText, { input: amount })).adjustAllocation)).toEqual([]);
    expect(await change(asCoach, id, "REGULAR")).toEqual(refused("ALLOCATION_EXHAUSTED", "kind"));
    expect((await change(asCoach, id, "CHEMISTRY")).session).toMatchObject({ sequence: 0 });
  });

  test("is not the client's to change, who would pay nothing for it", async () => {
    const engagement = await engagementOf();
    const { id } = (await book(asClient, engagement, at(3, 10))).session;
    expect(await change(asClient, id, "CHEMISTRY")).toMatchObject({
      session: null,
      userErrors: [{ code: "FORBIDDEN" }],
    });
    expect(await totalsOf(asClient, engagement)).toMatchObject({ reserved: 1 });
  });

  test("agrees with its session type, or gets another that takes as long", async () => {
    const typeAt = async (name: string, kind: string, durationMinutes: number): Promise<string> =>
      (await mutate(asManager, "createSessionType", { name, kind, durationMinutes }, { answer: "sessionType { id }" }))
        .sessionType.id;
    const regular = await typeAt("Hour", "REGULAR", 60);
    const chemistry = await typeAt("Fit check", "CHEMISTRY", 60);
    const short = await typeAt("Short review", "REVIEW", 30);
    const engagement = await engagementOf();
    const { id } = (await book(asCoach, engagement, at(3, 10), 60, { sessionTypeId: regular })).session;
    expect(await change(asCoach, id, "CHEMISTRY")).toEqual(refused("INVALID", "kind"));
    // Everything that is wrong is told at once.
    expect((await change(asCoach, id, "CHEMISTRY", { sessionTypeId: short })).userErrors).toEqual([
      refusal("INVALID", "sessionTypeId"),
      refusal("INVALID", "sessionTypeId"),
    ]);
    expect((await change(asCoach, id, "CHEMISTRY", { sessionTypeId: chemistry })).session).toMatchObject({
      ...{ kind: "CHEMISTRY", sessionType: { name: "Fit check" } },
    });
    const none = await change(asCoach, id, "THREE_WAY", { sessionTypeId: null });
    expect(none.session).toMatchObject({ kind: "THREE_WAY", sessionType: null });
  });

  test("stays once the session has ended or was called off", async () => {
    const engagement = await engagementOf();
    const { id } = (await book(asCoach, engagement, at(3, 10))).session;
    for (const status of ["COMPLETED", "NO_SHOW", "CANCELLED"]) {
      await database.admin.query("update session set status = $2 where firm_id = $1", [firm.firmId, status]);
      expect(await change(asCoach, id, "REVIEW")).toEqual(refused("WRONG_STATUS", "id"));
    }
    await database.admin.query("update session set status = 'IN_PROGRESS' where firm_id = $1", [firm.firmId]);
    expect((await change(asCoach, id, "REVIEW")).userErrors).toEqual([]);
  });
});

describe("a draft", () => {
  const step = { type: "EngagementStatusInput" };
  const CHEMISTRY = { kind: "CHEMISTRY" };

  test("has chemistry sessions and no others, whoever of the staff books them", async () => {
    const engagement = await engagementOf({ status: "DRAFT" });
    for (const [hour, by] of [asManager, asCoach].entries()) {
      expect(codes(await book(by, engagement, at(3, 9 + hour), 60, CHEMISTRY))).toEqual([]);
      const { session, userErrors } = await book(by, engagement, at(4, 9 + hour));
      expect([session, userErrors]).toMatchObject([
        null,
        [{ code: "ENGAGEMENT_NOT_ACTIVE", message: expect.stringMatching(/Until then it can only have CHEMISTRY/) }],
      ]);
    }
    expect(await totalsOf(asCoach, engagement)).toMatchObject({ reserved: 0 });
  });

  test("keeps its chemistry session one, which can be moved, until it becomes active", async () => {
    const engagement = await engagementOf({ status: "DRAFT" });
    const { id } = (await book(asCoach, engagement, at(3, 10), 60, CHEMISTRY)).session;
    const moved = await mutate(asCoach, "rescheduleSession", { id, startsAt: at(4, 10), endsAt: at(4, 11) });
    expect(moved.userErrors).toEqual([]);
    expect(await change(asCoach, id, "REGULAR")).toEqual(refused("ENGAGEMENT_NOT_ACTIVE", "kind"));
    const activated = await mutate(asManager, "activateEngagement", { id: apiId("engagement", engagement) }, step);
    expect(activated.userErrors).toEqual([]);
    expect((await change(asCoach, id, "REGULAR")).userErrors).toEqual([]);
    expect(await totalsOf(asCoach, engagement)).toMatchObject({ reserved: 1 });
  });

  test("lets a slot be held and confirmed for one", async () => {
    const engagementId = apiId("engagement", await engagementOf({ status: "DRAFT" }));
    const input = { engagementId, startsAt: at(3, 10), endsAt: at(3, 11), ...CHEMISTRY };
    const held = await mutate(asCoach, "holdSlot", input, { answer: "session { id }" });
    expect(held.userErrors).toEqual([]);
    expect((await mutate(asClient, "confirmHold", { id: held.session.id })).userErrors).toEqual([]);
    const another = await mutate(asClient, "holdSlot", { ...input, kind: "INTAKE" });
    expect(another.userErrors).toEqual([refusal("ENGAGEMENT_NOT_ACTIVE", "engagementId")]);
  });

  test("has no series of them", async () => {
    const engagementId = apiId("engagement", await engagementOf({ status: "DRAFT" }));
    const firstStart = at(3, 9).toISOString().slice(0, 16);
    const series = { firstStart, rule: "FREQ=DAILY;COUNT=2", timeZone: "UTC", durationMinutes: 60 };
    const { userErrors } = await mutate(asCoach, "bookSeries", { engagementId, ...series, ...CHEMISTRY });
    expect(userErrors).toEqual([refusal("ENGAGEMENT_NOT_ACTIVE", "engagementId")]);
  });

  test("is the only one before the work: a paused or ended engagement has no chemistry session", async () => {
    for (const status of ["PAUSED", "COMPLETED", "CANCELLED"]) {
      const engagement = await engagementOf({ status });
      expect(codes(await book(asManager, engagement, at(3, 10), 60, CHEMISTRY))).toEqual(["ENGAGEMENT_NOT_ACTIVE"]);
    }
  });

  test("that is cancelled calls its chemistry session off, as any other", async () => {
    const engagement = await engagementOf({ status: "DRAFT" });
    const { id } = (await book(asCoach, engagement, at(3, 10), 60, CHEMISTRY)).session;
    const ended = await mutate(
      asManager,
      "cancelEngagement",
      { id: apiId("engagement", engagement), closingReason: "NO_FIT" },
      { type: "CloseEngagementInput" },
    );
    expect(ended.userErrors).toEqual([]);
    await until("the session to be called off", async () => {
      const { session } = await asCoach.ask("query($id: ID!) { session(id: $id) { status cancelledBy } }", { id });
      return session.status === "CANCELLED" && session.cancelledBy === "FIRM";
    });
  });
});

test("a session type of another kind leaves the sessions that were booked with it as they were agreed", async () => {
  const engagement = await engagementOf();
  const type = { name: "Talk", kind: "REGULAR", durationMinutes: 60 };
  const { sessionType } = await mutate(asManager, "createSessionType", type, { answer: "sessionType { id }" });
  const ofType = { sessionTypeId: sessionType.id };
  const { id } = (await book(asCoach, engagement, at(3, 10), 60, ofType)).session;
  expect(await mutate(asManager, "updateSessionType", { id: sessionType.id, kind: "CHEMISTRY" })).toMatchObject({
    userErrors: [],
  });
  const kindOf = async (session: string) =>
    (await asCoach.ask("query($id: ID!) { session(id: $id) { kind } }", { id: session })).session.kind;
  expect(await kindOf(id)).toBe("REGULAR");
  const later = { id, startsAt: at(4, 10), endsAt: at(4, 11) };
  expect(await mutate(asCoach, "rescheduleSession", later, { answer: "session { kind }" })).toEqual({
    session: { kind: "REGULAR" },
    userErrors: [],
  });
  expect(await totalsOf(asClient, engagement)).toMatchObject({ reserved: 1 });
  // To say again what it is changes nothing, and what is booked from now on is of the new kind.
  expect((await change(asCoach, id, "REGULAR")).userErrors).toEqual([]);
  expect(await kindOf((await book(asCoach, engagement, at(5, 10), 60, ofType)).session.id)).toBe("CHEMISTRY");
});
