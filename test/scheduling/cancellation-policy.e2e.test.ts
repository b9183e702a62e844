import { describe, expect, test } from "@jest/globals";
import { apiId, at, day, type TestClient } from "@coachwork/testing";
import { inHours } from "../support/due.ts";
import { mutate } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import {
  asClient,
  asCoach,
  asManager,
  book,
  cancel,
  codes,
  database,
  engagementOf,
  firm,
  moveText,
  playOn,
  setPolicy,
  totalsOf,
} from "./allocation-world.ts";

playOn(await sharedStage());

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

describe("a policy that is removed", () => {
  const remove = async (id: string, by = asManager) =>
    (
      await by.ask(
        `mutation($input: RemoveCancellationPolicyInput!) { removeCancellationPolicy(input: $input) {
           engagement { id cancellationPolicy { id } } userErrors { code field message } } }`,
        { input: { id } },
      )
    ).removeCancellationPolicy;
  const idOf = async (input: object): Promise<string> => (await setPolicy(input)).cancellationPolicy.id;
  /** How many minutes before its start a session can still be cancelled at no cost. */
  const notice = async (id: string) => {
    const text = "query($id: ID!) { session(id: $id) { startsAt freeCancellationUntil } }";
    const { startsAt, freeCancellationUntil: until } = (await asClient.ask(text, { id })).session;
    return until && (Date.parse(startsAt) - Date.parse(until)) / 60_000;
  };

  test("gives way to the firm's and to the defaults, and stays for sessions that were booked before", async () => {
    const engagement = await engagementOf();
    const engagementId = apiId("engagement", engagement);
    const firms = await idOf({ noticeMinutes: 600 });
    const own = await idOf({ engagementId, noticeMinutes: 120 });
    const first = (await book(asClient, engagement, at(3, 10))).session.id;
    expect(await remove(own)).toEqual({ engagement: { id: engagementId, cancellationPolicy: null }, userErrors: [] });
    const second = (await book(asClient, engagement, at(4, 10))).session.id;
    expect(await remove(firms)).toEqual({ engagement: null, userErrors: [] });
    const third = (await book(asClient, engagement, at(5, 10))).session.id;
    expect([await notice(first), await notice(second), await notice(third)]).toEqual([120, 600, 1440]);

    // Another one is the policy of those that have none that was removed later.
    await idOf({ engagementId, noticeMinutes: 60 });
    expect([await notice(first), await notice(second), await notice(third)]).toEqual([120, 60, 60]);
  });

  test("stays for the sessions of a series that was agreed under it, also for those that are booked later", async () => {
    const engagement = await engagementOf();
    const engagementId = apiId("engagement", engagement);
    const own = await idOf({ engagementId, noticeMinutes: 120, clientsCancel: "NEVER" });
    const when = { rule: "FREQ=WEEKLY;COUNT=2", durationMinutes: 60, timeZone: "UTC" };
    const bookedAt = async (hour: string): Promise<string> => {
      const input = { engagementId, firstStart: `${day(3)}T${hour}:00`, ...when };
      const answer = "series { sessions(last: 1) { nodes { id } } }";
      const { series, userErrors } = await mutate(asManager, "bookSeries", input, { answer });
      expect(userErrors).toEqual([]);
      return series.sessions.nodes[0].id;
    };
    const before = await bookedAt("10");
    expect((await remove(own)).userErrors).toEqual([]);
    const after = await bookedAt("14");
    // As if it was booked only now, when the horizon moved.
    await database.admin.query("update session set created_at = now() where firm_id = $1", [firm.firmId]);
    expect([await notice(before), await notice(after)]).toEqual([120, 1440]);
    expect(codes(await cancel(asClient, before))).toEqual(["POLICY"]);
    expect(codes(await cancel(asClient, after))).toEqual([]);
  });

  test("decides what a session costs that was booked under it", async () => {
    const engagement = await engagementOf();
    const engagementId = apiId("engagement", engagement);
    const own = await idOf({ engagementId, noticeMinutes: 60, graceMinutes: 0, clientsCancel: "UNTIL_NOTICE" });
    const before = (await book(asClient, engagement, inHours(5))).session.id;
    await setPolicy({ graceMinutes: 0 });
    await remove(own);
    const after = (await book(asClient, engagement, inHours(8))).session.id;
    await cancel(asClient, before);
    expect(await totalsOf(asClient, engagement)).toMatchObject({ forfeited: 0, reserved: 1 });
    await cancel(asClient, after);
    expect(await totalsOf(asClient, engagement)).toMatchObject({ forfeited: 1, reserved: 0 });
  });

  test("is not there any more, for anybody", async () => {
    const own = await idOf({ engagementId: apiId("engagement", await engagementOf()) });
    const refused = await remove(own, asClient).catch((error: Error) => error);
    expect(JSON.stringify(refused) + String(refused)).toMatch(/FORBIDDEN|program managers/);
    expect((await remove(own)).userErrors).toEqual([]);
    expect(await remove(own)).toMatchObject({ userErrors: [{ code: "NOT_FOUND", field: ["input", "id"] }] });
    for (const viewer of [asManager, asCoach, asClient]) {
      const query = "query($id: ID!) { node(id: $id) { id } cancellationPolicies(first: 9) { totalCount } }";
      expect(await viewer.ask(query, { id: own })).toEqual({ node: null, cancellationPolicies: { totalCount: 0 } });
    }
    const { rows } = await database.admin.query(
      "select type from event where firm_id = $1 and type like 'cancellation_policy.%' order by seq",
      [firm.firmId],
    );
    expect(rows.map(({ type }) => type)).toEqual(["cancellation_policy.set", "cancellation_policy.removed"]);
  });
});
