import { describe, expect, test } from "@jest/globals";
import { apiId, at, type TestClient } from "@coachwork/testing";
import { inHours } from "../support/due.ts";
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
