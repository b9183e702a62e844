import { describe, expect, test } from "@jest/globals";
import { apiId, at, day, until } from "@coachwork/testing";
import * as to from "./seats-world.js";
import { offerEnd, seatedSession, seatsOf, statuses, whenDue } from "./seats-world.js";
import { ask, bookGroup, database, eventsOf, group, playOn, sessionOf, take, their } from "./seats-group.ts";
import { inHours } from "../support/due.ts";
import { sharedStage } from "../support/stage.ts";
import { testStatements } from "../isolation/stays-on-shard.ts";

playOn(await sharedStage());

function uuid(id: string): string {
  return id.slice("session_".length).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

describe("a minimum", () => {
  const aim = { capacity: 3, minimum: 2, decideBy: at(2, 10) };
  const totals = "allocationReserved allocationForfeited allocationAvailable";
  const allocation = async () =>
    (
      await group.asManager.ask(`query ($id: ID!) { engagement(id: $id) { ${totals} } }`, {
        id: apiId("engagement", group.engagement),
      })
    ).engagement;

  test("that is not met in time calls the session off, by the firm, and nothing is forfeited", async () => {
    const booked = await bookGroup(group.asCoach, aim);
    const session = uuid(booked.session.id);
    await take(group.as[0]!, session);
    expect(await allocation()).toMatchObject({ allocationReserved: 1, allocationAvailable: 11 });
    const { status } = await whenDue(database, session, aim.decideBy, "the decision", async () => {
      const found = await sessionOf(group.asCoach, session, "status cancelledBy");
      return found.status === "CANCELLED" && found;
    });
    expect(status).toBe("CANCELLED");
    expect(await sessionOf(group.as[0]!, session, "cancelledBy cancellationCause minimumMetAt seatsTaken")).toEqual({
      cancelledBy: "FIRM",
      cancellationCause: "TOO_FEW_SEATS",
      minimumMetAt: null,
      seatsTaken: 1,
    });
    expect(await allocation()).toMatchObject({
      allocationReserved: 0,
      allocationForfeited: 0,
      allocationAvailable: 12,
    });
    const { rows } = await database.admin.query("select blocks from session_coach where session_id = $1", [session]);
    expect(rows).toEqual([{ blocks: false }]);
    expect((await eventsOf(session)).at(-1)).toMatchObject({ type: "session.cancelled", actor_id: null });
  });

  test("that nobody looked at before the session began calls nothing off", async () => {
    const [startsAt, decideBy] = [new Date(Date.now() - 60_000), new Date(Date.now() - 3_600_000)];
    const session = await seatedSession(group, 3, { startsAt, minimum: 2, decide_by: decideBy });
    await database.admin.query("select graphile_worker.add_job('tendSeats', $1::json)", [
      JSON.stringify({ firmId: group.firm.firmId, session, dueAt: decideBy.toISOString() }),
    ]);
    await until("the job to be done", async () => {
      const { rowCount } = await database.admin.query(
        "select from graphile_worker._private_jobs where payload->>'session' = $1",
        [session],
      );
      return rowCount === 0;
    });
    expect(await sessionOf(group.asCoach, session, "status")).toEqual({ status: "CONFIRMED" });
  });

  test("that is met stands, also where somebody leaves after that", async () => {
    // An offer until the start, so that its end comes after the decision.
    const { session: booked } = await bookGroup(group.asCoach, { ...aim, offerMinutes: 20_160 });
    const session = uuid(booked.id);
    for (const client of group.as) await take(client, session);
    await whenDue(database, session, aim.decideBy, "the decision", async () => {
      return (await sessionOf(group.asCoach, session, "minimumMetAt")).minimumMetAt !== null;
    });
    for (const index of [0, 1, 2]) await their(index, session, to.leave);
    await whenDue(database, session, await offerEnd(database, session), "the end of the offer", async () => {
      return (await statuses(database, session))[3] === "EXPIRED";
    });
    expect(await sessionOf(group.asCoach, session, "status seatsTaken")).toEqual({
      status: "CONFIRMED",
      seatsTaken: 0,
    });

    const later = { capacity: 3, minimum: 1, decideBy: at(3, 9) };
    const again = await ask(group.asCoach, to.setSeats, { sessionId: booked.id, seats: later });
    expect(again.session).toMatchObject({ minimum: 1, minimumMetAt: null });
    await whenDue(database, session, later.decideBy, "the other decision", async () => {
      return (await sessionOf(group.asCoach, session, "status")).status === "CANCELLED";
    });
  });
});

describe("a session that is moved", () => {
  const moved = (session: string, startsAt: Date) =>
    ask(group.asCoach, to.move, {
      ...{ id: apiId("session", session), startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) },
    });

  test("takes its seats along, but for those who are not there then, and its decision", async () => {
    const session = await seatedSession(group, 2, { minimum: 1, decide_by: at(2, 10) });
    const { firm, engagement, clients, as } = group;
    for (const client of as.slice(0, 3)) await take(client, session);
    await database.admin.query(
      "update engagement_participant set left_on = $1 where firm_id = $2 and engagement_id = $3 and person_id = $4",
      [day(5), firm.firmId, engagement, clients[1]],
    );
    expect(await moved(session, at(6, 12))).toMatchObject({ session: { decideBy: `${day(5)}T12:00:00Z` } });
    expect(await statuses(database, session)).toEqual(["TAKEN", "LEFT", "OFFERED"]);
    const { attendance } = await sessionOf(group.asCoach, session, "attendance { person { name } }");
    expect(attendance).toEqual([{ person: { name: "Client 0" } }]);
  });

  test("earlier holds no offer beyond its new start, and is decided about before it", async () => {
    const session = await seatedSession(group, 1, { minimum: 1, decide_by: at(2, 10), offer_minutes: 10_080 });
    for (const client of group.as.slice(0, 2)) await take(client, session);
    await their(0, session, to.leave);
    expect((await seatsOf(database, session))[1]!.until).toEqual(at(3, 10));
    // A day before its new start would be over already; when it was to be decided is before that still.
    const startsAt = inHours(20);
    const decideBy = new Date(Date.now() + 10 * 3_600_000);
    await database.admin.query("update session set decide_by = $1 where id = $2", [decideBy, session]);
    expect(Date.parse((await moved(session, startsAt)).session.decideBy)).toBe(decideBy.getTime());
    expect((await seatsOf(database, session))[1]!.until).toEqual(startsAt);
  });
});

testStatements({
  database: () => database,
  about: /seat|minimum_met_at|key update/,
  kinds: [/minimum_met_at = /],
});
