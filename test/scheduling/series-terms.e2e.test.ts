import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day } from "@coachwork/testing";
import {
  asClient,
  asCoach,
  asManager,
  book,
  bookOne,
  change,
  codesOf,
  coach,
  database,
  engage,
  engagement,
  firm,
  iso,
  participant,
  playOn,
  seriesNow,
  signedIn,
  startsOf,
  weeks,
} from "./series-world.ts";
import { mutate } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

playOn(await sharedStage());

const person = (id: string) => apiId("person", id);
const detailsText = `query($id: ID!) { node(id: $id) { ... on SessionSeries {
  kind place sessionType { id } capacity minimum decideMinutes offerMinutes overrides coaches { coach { id } }
  sessions(first: 100) { nodes { kind place capacity minimum decideBy offerMinutes seatsTaken sessionType { id }
    coaches { coach { id } } attendance { status } } } } } }`;
const detailsOf = async ({ series: { id } }: AnyData) => (await asManager.ask(detailsText, { id })).node;
const fieldsOf = ({ userErrors }: AnyData) =>
  userErrors.map(({ code, field }: AnyData) => [code, ...(field ?? []).slice(1)].join(" "));

describe("A series of a session type", () => {
  const typed = (more: object = {}) => ({ sessionTypeId: type, durationMinutes: undefined, ...more });
  let type: string;
  const newType = async (more: object = {}) => {
    const input = { name: `Review ${day(0)}`, kind: "REVIEW", durationMinutes: 50, ...more };
    const { sessionType } = await mutate(asManager, "createSessionType", input, { answer: "sessionType { id }" });
    return sessionType.id as string;
  };
  beforeEach(async () => {
    type = await newType({ place: "https://meet.example/review", bufferAfterMinutes: 20, mostPerWeek: 1 });
  });

  test("has its kind, duration and place, and so have its sessions", async () => {
    const booked = await book(typed());
    expect(booked).toMatchObject({ conflicts: [], userErrors: [], series: { durationMinutes: 50 } });
    const [first] = booked.series.sessions.nodes;
    expect(first.endsAt).toBe(iso(at(2, 10, 50)));
    const details = await detailsOf(booked);
    const terms = { kind: "REVIEW", place: "https://meet.example/review", sessionType: { id: type } };
    expect(details).toMatchObject(terms);
    expect(details.sessions.nodes).toHaveLength(4);
    for (const session of details.sessions.nodes) expect(session).toMatchObject(terms);
    const elsewhere = await book(
      typed({ firstStart: `${day(3)}T15:00`, rule: "FREQ=MONTHLY;COUNT=1", place: "Room 4" }),
    );
    expect(fieldsOf(elsewhere)).toEqual(["CONFLICTS"]);
    expect(elsewhere.conflicts).toMatchObject([{ code: "LIMIT_REACHED" }]);
  });

  test("keeps the type's buffer, limits, notice and horizon", async () => {
    await book(typed());
    // Its buffer ends at 11:10.
    expect(codesOf(await bookOne(at(9, 11)))).toEqual(["SLOT_TAKEN"]);
    expect(codesOf(await bookOne(at(9, 11, 10)))).toEqual([]);
    const daily = await book(typed({ rule: "FREQ=DAILY;COUNT=3", firstStart: `${day(40)}T10:00` }));
    expect(daily.conflicts.map(({ code }: AnyData) => code)).toContain("LIMIT_REACHED");
    type = await newType({ name: "Near", minimumNoticeMinutes: 5_000, horizonDays: 20 });
    const near = await book(typed({ firstStart: `${day(2)}T14:00` }));
    expect(near.conflicts.map(({ code }: AnyData) => code)).toEqual(["TOO_SHORT_NOTICE", "BEYOND_HORIZON"]);
  });

  test("keeps its duration when a client changes it, and coaches may agree on another", async () => {
    const { series } = await book(typed());
    expect(fieldsOf(await change({ id: series.id, durationMinutes: 90 }, asClient))).toEqual([
      "INVALID durationMinutes",
    ]);
    const changed = await change({ id: series.id, durationMinutes: 90 });
    expect([codesOf(changed), changed.series.durationMinutes]).toEqual([[], 90]);
  });

  test("is refused with another kind or duration, without either, or with an archived type", async () => {
    expect(fieldsOf(await book(typed({ durationMinutes: 60 })))).toEqual(["INVALID durationMinutes"]);
    expect(fieldsOf(await book(typed({ kind: "INTAKE" })))).toEqual(["INVALID kind"]);
    expect(fieldsOf(await book({ durationMinutes: null }))).toEqual(["REQUIRED durationMinutes"]);
    const booked = await book(typed());
    await mutate(asManager, "archiveSessionType", { id: type });
    expect(fieldsOf(await book(typed({ firstStart: `${day(3)}T10:00` })))).toEqual(["ARCHIVED sessionTypeId"]);
    expect((await seriesNow(booked.series.id)).sessions.nodes).toHaveLength(4);
  });

  test("begins in the type's slots if a client books it", async () => {
    await database.admin.query("update session_type set step_minutes = 120 where firm_id = $1", [firm.firmId]);
    const between = await book(typed({ firstStart: `${day(2)}T11:00` }), asClient);
    expect(fieldsOf(between)).toEqual(["NOT_A_SLOT firstStart"]);
    expect((await book(typed({ firstStart: `${day(2)}T12:00` }), asClient)).userErrors).toEqual([]);
  });
});

describe("A series for one of several coaches", () => {
  let second: string;
  let third: string;
  let all: string[];
  beforeEach(async () => {
    [second, third] = [await firm.person(["COACH"]), await firm.person(["COACH"])];
    for (const id of [second, third]) await firm.availability(id);
    all = [coach, second, third];
    await engage({}, { coaches: all, participants: [participant] });
    await database.admin.query("update engagement set allocation_amount = 100 where firm_id = $1", [firm.firmId]);
  });
  const coachIds = () => all.map(person);
  const coachesOf = async (booked: AnyData): Promise<number[]> => {
    const { coaches, sessions } = await detailsOf(booked);
    const ids = (one: AnyData): string[] => one.coaches.map(({ coach: { id } }: AnyData) => id as string).sort();
    for (const session of sessions.nodes)
      expect(ids(session)).toEqual(coaches.map(({ coach: { id } }: AnyData) => id).sort());
    return coaches.map(({ coach: { id } }: AnyData) => all.map(person).indexOf(id as string)).sort();
  };
  /** Takes an hour of a coach's time with another client. */
  const occupy = async (id: string, startsAt: Date) =>
    firm.session(await firm.engagement({ coaches: [id] }), { coaches: [id], startsAt });

  test("keeps the same coach for all its sessions: the one who can take the most of them", async () => {
    await occupy(coach, at(9, 10));
    await occupy(third, at(16, 10));
    for (const staffing of ["ANY", "ROUND_ROBIN"]) {
      const booked = await book({ coachIds: coachIds(), staffing, firstStart: `${day(2)}T10:00` });
      expect(booked).toMatchObject({ conflicts: [], userErrors: [] });
      expect(await coachesOf(booked)).toEqual([1]);
      await mutate(asManager, "cancelSeries", { id: booked.series.id });
    }
    await occupy(second, at(2, 10));
    await occupy(second, at(23, 10));
    await occupy(third, at(23, 10));
    const refused = await book({ staffing: "ANY" });
    expect(refused).toMatchObject({ series: null, conflicts: [{ startsAt: iso(at(9, 10)), code: "SLOT_TAKEN" }] });
    const possible = await book({ staffing: "ANY", book: "POSSIBLE" });
    expect(startsOf(possible.series)).toEqual([at(2, 10), at(16, 10), at(23, 10)].map(iso));
    expect(await coachesOf(possible)).toEqual([0]);
  });

  test("takes turns among coaches who can take equally many", async () => {
    const turns: number[] = [];
    for (const hour of [10, 12, 14, 16]) {
      const booked = await book({ staffing: "ROUND_ROBIN", firstStart: `${day(2)}T${hour}:00` });
      turns.push(...(await coachesOf(booked)));
    }
    expect([...turns.slice(0, 3)].sort()).toEqual([0, 1, 2]);
    expect(turns[3]).toBe(turns[0]);
  });

  test("knows that its own sessions count against a coach's limit", async () => {
    await database.admin.query("update availability set most_per_week = 1 where firm_id = $1 and coach_id <> $2", [
      firm.firmId,
      third,
    ]);
    const booked = await book({ staffing: "ANY", rule: "FREQ=DAILY;COUNT=8" });
    expect(booked).toMatchObject({ conflicts: [], userErrors: [] });
    expect(await coachesOf(booked)).toEqual([2]);
    // What was tried with others left nothing behind.
    const { rows } = await database.admin.query(
      `select (select count(*)::integer from series where firm_id = $1) as series,
         (select count(*)::integer from session where firm_id = $1) as sessions,
         (select count(*)::integer from event where firm_id = $1 and type = 'session.booked') as events`,
      [firm.firmId],
    );
    expect(rows).toEqual([{ series: 1, sessions: 8, events: 8 }]);
  });

  test("has N of them together, and one means the only one", async () => {
    await occupy(coach, at(9, 10));
    const two = await book({ staffing: "N_OF", least: 2 });
    expect(two.userErrors).toEqual([]);
    expect(await coachesOf(two)).toEqual([1, 2]);
    const later = { firstStart: `${day(2)}T14:00` };
    expect(fieldsOf(await book({ ...later, staffing: "N_OF" }))).toEqual(["INVALID least"]);
    expect(fieldsOf(await book({ ...later, staffing: "N_OF", least: 4 }))).toEqual(["NO_COACH least"]);
    expect(fieldsOf(await book({ ...later, staffing: "ANY", least: 1 }))).toEqual(["INVALID least"]);
    expect(fieldsOf(await book({ ...later, staffing: "ONE" }))).toEqual(["INVALID staffing"]);
    const one = await book({ ...later, staffing: "ONE", coachIds: [person(third)] });
    expect(await coachesOf(one)).toEqual([2]);
    const everybody = await book({ firstStart: `${day(2)}T16:00`, staffing: "ALL", coachIds: coachIds() });
    expect(await coachesOf(everybody)).toEqual([0, 1, 2]);
  });

  test("goes to another coach if somebody books the best one meanwhile", async () => {
    const clients = await Promise.all([1, 2, 3].map(() => firm.person(["CLIENT"])));
    const engagements = await Promise.all(
      clients.map((id) => firm.engagement({ coaches: all, participants: [id] }, { ends_on: day(400) })),
    );
    const answers = await Promise.all(
      engagements.map((id) => book({ engagementId: apiId("engagement", id), staffing: "ANY" })),
    );
    for (const answer of answers) expect(answer).toMatchObject({ conflicts: [], userErrors: [] });
    const chosen = await Promise.all(answers.map(coachesOf));
    expect(chosen.flat().sort()).toEqual([0, 1, 2]);
  });
});

describe("A series with seats", () => {
  let members: string[];
  beforeEach(async () => {
    members = [participant, await firm.person(["CLIENT"]), await firm.person(["CLIENT"])];
    await engage({}, { coaches: [coach], participants: members });
    await database.admin.query("update engagement set format = 'GROUP' where firm_id = $1 and id = $2", [
      firm.firmId,
      engagement,
    ]);
  });
  const seats = { capacity: 1, minimum: 1, decideMinutes: 600, offerMinutes: 30 };

  test("has seats and a waiting list for each session, and expects nobody without one", async () => {
    const booked = await book({ seats });
    expect(booked.userErrors).toEqual([]);
    const details = await detailsOf(booked);
    expect(details).toMatchObject(seats);
    details.sessions.nodes.forEach((session: AnyData, index: number) =>
      expect(session).toMatchObject({
        ...{ capacity: 1, minimum: 1, offerMinutes: 30, seatsTaken: 0, attendance: [] },
        decideBy: iso(at(2 + 7 * index, 0)),
      }),
    );
    const [first, second] = booked.series.sessions.nodes;
    const take = async (sessionId: string, member: number) =>
      (
        await mutate(
          await signedIn(firm, members[member]!),
          "takeSeat",
          { sessionId },
          { answer: "seat { id status }" },
        )
      ).seat;
    expect(await take(first.id, 0)).toMatchObject({ status: "TAKEN" });
    expect(await take(first.id, 1)).toMatchObject({ status: "WAITING" });
    expect(await take(second.id, 1)).toMatchObject({ status: "TAKEN" });
    const { sessions } = await detailsOf(booked);
    expect(sessions.nodes.map(({ seatsTaken }: AnyData) => seatsTaken)).toEqual([1, 1, 0, 0]);
  });

  test("is for a group, not booked by clients, and decided in time", async () => {
    expect(fieldsOf(await book({ seats }, asClient))).toEqual(["FORBIDDEN seats"]);
    const { minimum, decideMinutes, ...rest } = seats;
    expect(fieldsOf(await book({ seats: { ...rest, minimum } }))).toEqual(["REQUIRED seats decideMinutes"]);
    expect(fieldsOf(await book({ seats: { ...rest, decideMinutes } }))).toEqual(["REQUIRED seats minimum"]);
    expect(fieldsOf(await book({ seats: { ...seats, minimum: 2 } }))).toEqual(["INVALID seats minimum"]);
    expect(fieldsOf(await book({ seats: { ...seats, decideMinutes: 5_000 } }))).toEqual([
      "INVALID seats decideMinutes",
    ]);
    await engage();
    expect(fieldsOf(await book({ seats }))).toEqual(["NOT_A_GROUP seats"]);
  });
});

describe("What a series is booked over", () => {
  const override = ["OUTSIDE_AVAILABILITY"];
  const evening = { firstStart: `${day(2)}T20:00` };
  beforeEach(async () => {
    await database.admin.query(
      "update availability_window set start_minute = 540, end_minute = 1020 where firm_id = $1",
      [firm.firmId],
    );
  });

  test("is kept with it, and shown", async () => {
    expect(codesOf(await book(evening, asCoach))).toEqual(["CONFLICTS"]);
    const booked = await book({ ...evening, override }, asCoach);
    expect(startsOf(booked.series)).toEqual(weeks(at(2, 20), 4));
    expect((await detailsOf(booked)).overrides).toEqual(override);
    expect((await detailsOf(await book())).overrides).toEqual([]);
    expect(fieldsOf(await book({ ...evening, override }, asClient))).toEqual(["FORBIDDEN override"]);
  });
});
