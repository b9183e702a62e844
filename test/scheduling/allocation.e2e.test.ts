import { describe, expect, test } from "@jest/globals";
import { apiId, at } from "@coachwork/testing";
import { sharedStage } from "../support/stage.ts";
import {
  adjustText,
  asClient,
  asCoach,
  asManager,
  book,
  cancel,
  codes,
  engagementOf,
  moveText,
  playOn,
  totalsOf,
} from "./allocation-world.ts";

playOn(await sharedStage());

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
    expect((await book(asCoach, engagement, at(3, 9), 60, { kind: "CHEMISTRY" })).userErrors).toEqual([]);
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
