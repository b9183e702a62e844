import { describe, expect, test } from "@jest/globals";
import { type AnyData, at, day } from "@coachwork/testing";
import {
  asClient,
  asCoach,
  asManager,
  available,
  book,
  bookOne,
  cancel,
  cancelOneText,
  change,
  codesOf,
  confirmedOf,
  database,
  firm,
  iso,
  move,
  playOn,
  seriesNow,
  startsOf,
  WEEK,
  weeks,
} from "./series-world.ts";
import { sharedStage } from "../support/stage.ts";

playOn(await sharedStage());

describe("a series that is called off", () => {
  test("as a whole has no session left, and its allocation is free again", async () => {
    const { id } = (await book()).series;
    const { series: left, userErrors } = await cancel({ id, reason: " Elsewhere " }, asCoach);
    expect(userErrors).toEqual([]);
    expect(left.endedAt).not.toBeNull();
    expect(confirmedOf(left)).toEqual([]);
    expect(await available()).toMatchObject({ allocationReserved: 0, allocationForfeited: 0 });
    expect((await book()).userErrors).toEqual([]);
    const { rows } = await database.admin.query(
      "select distinct cancelled_by, cancellation_reason from session where firm_id = $1 and status = 'CANCELLED'",
      [firm.firmId],
    );
    expect(rows).toEqual([{ cancelled_by: "COACH", cancellation_reason: "Elsewhere" }]);
    const [refused] = (await cancel({ id })).userErrors;
    expect(refused.code).toBe("WRONG_STATUS");
    expect(refused.message).toMatch(/^The series ended at \S+Z; it cannot be changed any more\.$/);
    expect(codesOf(await change({ id, from: at(9, 10), durationMinutes: 30 }))).toEqual(["WRONG_STATUS"]);
  });

  test("from one session on keeps those before, also where one was moved behind it", async () => {
    const booked = await book();
    await move(booked.series.sessions.nodes[1].id, at(30, 12));
    await move(booked.series.sessions.nodes[3].id, at(4, 12));
    const { series: left } = await cancel({ id: booked.series.id, from: at(16, 10) });
    expect(left).toMatchObject({ rule: "FREQ=WEEKLY;COUNT=2", endedAt: null });
    expect(confirmedOf(left).map(({ startsAt }) => startsAt)).toEqual([iso(at(2, 10)), iso(at(30, 12))]);
    expect(await available()).toMatchObject({ allocationReserved: 2 });
    const { userErrors } = await cancel({ id: booked.series.id, from: at(16, 11) });
    expect(userErrors[0]).toMatchObject({ code: "INVALID", field: ["input", "from"] });
  });

  test("by a client costs what each of its sessions costs, and only where the policy lets clients", async () => {
    const soon = new Date(Math.ceil((Date.now() + 5 * 3_600_000) / 60_000) * 60_000).toISOString().slice(0, 16);
    const { id } = (await book({ firstStart: soon })).series;
    const policy = `mutation($input: SetCancellationPolicyInput!) { setCancellationPolicy(input: $input) { userErrors { code } } }`;
    await asManager.ask(policy, { input: { noticeMinutes: 1440, clientsCancel: "UNTIL_NOTICE", graceMinutes: 0 } });
    expect(codesOf(await cancel({ id }, asClient))).toEqual(["POLICY"]);
    expect(confirmedOf(await seriesNow(id))).toHaveLength(4);
    await asManager.ask(policy, { input: { noticeMinutes: 1440, clientsCancel: "ALWAYS", graceMinutes: 0 } });
    expect((await cancel({ id }, asClient)).userErrors).toEqual([]);
    expect(await available()).toMatchObject({ allocationReserved: 0, allocationForfeited: 1 });
  });
});

describe("a series that goes on otherwise", () => {
  test("is another one, that has its later sessions: the same, at another time", async () => {
    const booked = await book({ rule: "FREQ=WEEKLY;COUNT=5" });
    const nodes = booked.series.sessions.nodes;
    await asCoach.ask(cancelOneText, { id: nodes[2].id });
    await move(nodes[3].id, at(24, 16));
    const later = await change({
      id: booked.series.id,
      from: at(9, 10),
      firstStart: `${day(10)}T11:30`,
      durationMinutes: 90,
    });
    expect(later).toMatchObject({ conflicts: [], userErrors: [] });
    expect(later.series).toMatchObject({
      rule: "FREQ=WEEKLY;COUNT=4",
      firstStart: `${day(10)}T11:30`,
      durationMinutes: 90,
      follows: { id: booked.series.id },
      // Its session was called off, so that it does not come again.
      exceptions: { nodes: [{ originalStart: iso(at(17, 11, 30)), code: null }] },
    });
    expect(
      later.series.sessions.nodes.map(({ id, startsAt, originalStart }: AnyData) => [id, startsAt, originalStart]),
    ).toEqual([
      [nodes[1].id, iso(at(10, 11, 30)), iso(at(10, 11, 30))],
      [nodes[3].id, iso(at(24, 16)), iso(at(24, 11, 30))],
      [nodes[4].id, iso(at(31, 11, 30)), iso(at(31, 11, 30))],
    ]);
    const earlier = await seriesNow(booked.series.id);
    expect(earlier).toMatchObject({ rule: "FREQ=WEEKLY;COUNT=1", endedAt: null });
    expect(earlier.sessions.nodes.map(({ id, status }: AnyData) => [id, status])).toEqual([
      [nodes[0].id, "CONFIRMED"],
      [nodes[2].id, "CANCELLED"],
    ]);
    expect(await available()).toMatchObject({ allocationReserved: 4 });
    const { rows } = await database.admin.query(
      "select count(*)::integer as moves from session_move where firm_id = $1",
      [firm.firmId],
    );
    expect(rows).toEqual([{ moves: 3 }]);
  });

  test("a week later, or half an hour, is not in its own way", async () => {
    const { id, sessions } = (await book({ rule: "FREQ=WEEKLY" })).series;
    const postponed = await change({ id, from: at(2, 10), firstStart: `${day(9)}T10:00` });
    expect(postponed.userErrors).toEqual([]);
    expect(startsOf(postponed.series)).toEqual(weeks(at(9, 10), 26));
    expect(postponed.series.sessions.nodes.map(({ id: session }: AnyData) => session)).toEqual(
      sessions.nodes.map(({ id: session }: AnyData) => session),
    );
    expect((await seriesNow(id)).endedAt).not.toBeNull();
    const shifted = await change({ id: postponed.series.id, from: at(9, 10), firstStart: `${day(9)}T10:30` });
    expect(startsOf(shifted.series)).toEqual(weeks(at(9, 10, 30), 26));
    expect(await available()).toMatchObject({ allocationReserved: 26 });
  });

  test("counts each of its sessions once against what a coach has in a week", async () => {
    await database.admin.query("update availability set most_per_week = 1 where firm_id = $1", [firm.firmId]);
    const { id } = (await book()).series;
    const postponed = await change({ id, from: at(2, 10), firstStart: `${day(9)}T10:00` });
    expect(postponed).toMatchObject({ conflicts: [], userErrors: [] });
    expect((await book({ rule: "FREQ=WEEKLY;COUNT=1", firstStart: `${day(9)}T15:00` })).conflicts).toMatchObject([
      { code: "LIMIT_REACHED" },
    ]);
  });

  test("every other week keeps every other session, and the rest is called off at no cost", async () => {
    const booked = await book({ rule: "FREQ=WEEKLY;COUNT=6" });
    const nodes = booked.series.sessions.nodes;
    const later = await change({ id: booked.series.id, from: at(16, 10), rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=3" });
    expect(confirmedOf(later.series).map(({ id, sequence }) => [id, sequence])).toEqual([
      [nodes[2].id, 0],
      [nodes[4].id, 0],
      [expect.any(String), 0],
    ]);
    expect(startsOf(later.series)).toEqual([iso(at(16, 10)), iso(at(30, 10)), iso(at(44, 10))]);
    expect(confirmedOf(await seriesNow(booked.series.id)).map(({ id }) => id)).toEqual([nodes[0].id, nodes[1].id]);
    expect(await available()).toMatchObject({ allocationReserved: 5, allocationForfeited: 0 });
  });

  test("is as it was where not all of that can be, and goes as far as possible where that is asked for", async () => {
    const booked = await book();
    await bookOne(at(16, 12, 30));
    const asked = { id: booked.series.id, from: at(9, 10), firstStart: `${day(9)}T12:00` };
    const before = await seriesNow(booked.series.id);
    const refused = await change(asked);
    expect(refused).toMatchObject({ series: null, conflicts: [{ startsAt: iso(at(16, 12)), code: "SLOT_TAKEN" }] });
    expect(codesOf(refused)).toEqual(["CONFLICTS"]);
    expect(await seriesNow(booked.series.id)).toEqual(before);

    const done = await change({ ...asked, book: "POSSIBLE" });
    expect(done.userErrors).toEqual([]);
    expect(startsOf(done.series)).toEqual([iso(at(9, 12)), iso(at(23, 12))]);
    expect(done.series.exceptions.nodes).toEqual([{ originalStart: iso(at(16, 12)), code: "SLOT_TAKEN" }]);
    expect(confirmedOf(await seriesNow(booked.series.id))).toHaveLength(1);
    expect(await available()).toMatchObject({ allocationReserved: 4, allocationForfeited: 0 });
    // The old time is free again.
    expect((await bookOne(at(16, 10))).userErrors).toEqual([]);
  });

  test("is not from where none of it is, nor without anything that is otherwise, nor from the past", async () => {
    const { id } = (await book()).series;
    expect((await change({ id, from: at(9, 11), durationMinutes: 30 })).userErrors[0]).toMatchObject({
      code: "INVALID",
      field: ["input", "from"],
    });
    expect(codesOf(await change({ id, from: at(9, 10) }))).toEqual(["REQUIRED"]);
    expect(codesOf(await change({ id, from: at(-1, 10), durationMinutes: 30 }))).toEqual(["INVALID"]);
    const { series: endless } = await book({ rule: "FREQ=WEEKLY", firstStart: `${day(2)}T12:00` });
    const inCenturies = new Date(at(2, 12).getTime() + 100_000 * WEEK);
    expect((await cancel({ id: endless.id, from: inCenturies })).userErrors[0]).toMatchObject({
      code: "INVALID",
      field: ["input", "from"],
      message: expect.stringContaining("more than ten years ahead"),
    });
    expect(codesOf(await change({ id, from: at(9, 10), firstStart: `${day(-1)}T10:00` }))).toEqual(["SLOT_IN_PAST"]);
    expect(codesOf(await change({ id, from: at(9, 10), durationMinutes: 3 }))).toEqual(["INVALID"]);
  });

  test("by a client only where the policy lets clients move each of its sessions", async () => {
    const soon = new Date(Math.ceil((Date.now() + 5 * 3_600_000) / 60_000) * 60_000);
    const { id } = (await book({ firstStart: soon.toISOString().slice(0, 16) })).series;
    expect(codesOf(await change({ id, from: soon, durationMinutes: 30 }, asClient))).toEqual(["POLICY"]);
    const next = new Date(soon.getTime() + WEEK);
    expect(codesOf(await change({ id, from: next, durationMinutes: 30 }, asClient))).toEqual([]);
  });

  test("by a client calls off what cannot be moved only where the policy lets clients, and at its cost", async () => {
    const policy = `mutation($input: SetCancellationPolicyInput!) { setCancellationPolicy(input: $input) { userErrors { code } } }`;
    const set = (clientsCancel: string, noticeMinutes: number) =>
      asManager.ask(policy, { input: { noticeMinutes, clientsCancel, clientsReschedule: "ALWAYS", graceMinutes: 0 } });
    await bookOne(at(9, 12));
    const { id } = (await book()).series;
    const later = { id, from: at(2, 10), firstStart: `${day(2)}T12:00`, book: "POSSIBLE" };
    await set("NEVER", 60);
    expect(codesOf(await change(later, asClient))).toEqual(["POLICY"]);
    expect(confirmedOf(await seriesNow(id))).toHaveLength(4);
    await set("ALWAYS", 20_160);
    const { series: changed, conflicts } = await change(later, asClient);
    expect(conflicts).toMatchObject([{ startsAt: iso(at(9, 12)), code: "SLOT_TAKEN" }]);
    expect(confirmedOf(changed)).toHaveLength(3);
    expect(await available()).toMatchObject({ allocationForfeited: 1 });
  });
});
