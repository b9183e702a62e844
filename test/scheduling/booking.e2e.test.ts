import { beforeEach, describe, expect, test } from "@jest/globals";
import { type Answer, type AnyData, apiId, at, FirmFactory, isRetryable, type TestClient } from "@coachwork/testing";
import { ownStage } from "../support/stage.ts";

let firm: FirmFactory;
let client: TestClient;
let coach: string;
let participant: string;
let engagement: string;

const book = `mutation($input: BookSessionInput!) {
  bookSession(input: $input) { session { id status startsAt } userErrors { code field message } }
}`;

const { database, platform, signedIn } = await ownStage();

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  const manager = await firm.person(["PROGRAM_MANAGER"]);
  coach = await firm.person(["COACH"]);
  participant = await firm.person(["CLIENT"]);
  engagement = await firm.engagement({ coaches: [coach], participants: [participant] }, { allocation_amount: 100 });
  await firm.availability(coach);
  client = await signedIn(firm, manager);
});

const input = (startsAt: Date, more: object = {}) => ({
  engagementId: apiId("engagement", engagement),
  startsAt,
  endsAt: new Date(startsAt.getTime() + 3_600_000),
  ...more,
});
const codesOf = (answer: Answer<AnyData>) =>
  answer.data?.bookSession.userErrors.map(({ code }: { code: string }) => code);
const confirmed = async () => {
  const { rows } = await database.admin.query<{ count: number }>(
    "select count(*)::integer as count from session where firm_id = $1 and status = 'CONFIRMED'",
    [firm.firmId],
  );
  return rows[0]!.count;
};

describe("twenty clients at once", () => {
  test("book the same slot once; the others are told it is taken, and nobody gets an error", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.send(book, { input: input(at(3, 10)) })));
    expect(answers.filter(({ errors }) => errors)).toEqual([]);
    const booked = answers.filter(({ data }) => data?.bookSession.session?.status === "CONFIRMED");
    expect(booked).toHaveLength(1);
    expect(answers.filter((answer) => codesOf(answer)?.[0] === "SLOT_TAKEN")).toHaveLength(19);
    expect(await confirmed()).toBe(1);
  });

  test("book overlapping slots so that no two sessions of the coach overlap, buffers included", async () => {
    await database.admin.query("update availability set buffer_after_minutes = 15 where firm_id = $1", [firm.firmId]);
    const starts = Array.from(
      { length: 20 },
      (_, index) =>
        at(4, 8, index * 15 - 60 * Math.floor((index * 15) / 60)).getTime() + Math.floor((index * 15) / 60) * 3_600_000,
    );
    const answers = await Promise.all(starts.map((start) => client.send(book, { input: input(new Date(start)) })));
    expect(answers.filter(({ errors }) => errors)).toEqual([]);
    const { rows } = await database.admin.query<{ starts_at: Date; ends_at: Date }>(
      "select starts_at, ends_at from session where firm_id = $1 and status = 'CONFIRMED' order by starts_at",
      [firm.firmId],
    );
    expect(rows.length).toBeGreaterThanOrEqual(2);
    rows.slice(1).forEach((row, index) => {
      expect(row.starts_at.getTime()).toBeGreaterThanOrEqual(rows[index]!.ends_at.getTime() + 15 * 60_000);
    });
    expect(answers.filter(({ data }) => data?.bookSession.session)).toHaveLength(rows.length);
  });

  test("with one idempotency key book once, and all get the same session", async () => {
    const one = input(at(5, 10), { idempotencyKey: "the same for all" });
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.send(book, { input: one })));
    expect(answers.flatMap(codesOf)).toEqual([]);
    expect(new Set(answers.map(({ data }) => data?.bookSession.session.id)).size).toBe(1);
    expect(await confirmed()).toBe(1);
  });
});

describe("when the scheduling service dies in the middle of bookings", () => {
  test("nothing is half done, whoever is told to try again may, and retrying finishes the work", async () => {
    const asked = Array.from({ length: 30 }, (_, index) =>
      input(at(6 + Math.floor(index / 10), 8 + (index % 10)), { idempotencyKey: `slot ${index}` }),
    );
    const sending = asked.map((one) => client.send(book, { input: one }));
    await Promise.race(sending);
    process.kill(platform.scheduling.pid()!, "SIGKILL");
    const answers = await Promise.all(sending);

    // The gateway sends again what was interrupted, so that most wait until the service is back.
    for (const { errors } of answers.filter(({ errors }) => errors))
      expect(errors!.filter((error) => !isRetryable(error))).toEqual([]);

    // What was acknowledged is there; what is there is whole.
    const acknowledged = answers.filter(({ data }) => data?.bookSession.session).length;
    expect(await confirmed()).toBeGreaterThanOrEqual(acknowledged);
    const { rows } = await database.admin.query(
      `select s.id from session s where s.firm_id = $1 and (
         (select count(*) from session_coach c where c.firm_id = s.firm_id and c.session_id = s.id) <> 1
         or (select count(*) from attendance a where a.firm_id = s.firm_id and a.session_id = s.id) <> 1
         or (select count(*) from event e where e.firm_id = s.firm_id and e.ids ->> 'session' = s.id::text) <> 1)`,
      [firm.firmId],
    );
    expect(rows).toEqual([]);

    // The same keys again, until the service is back: each slot is booked once.
    for (const one of asked) {
      for (;;) {
        const { data, errors } = await client.send(book, { input: one });
        if (data?.bookSession.session) break;
        expect(errors!.filter((error) => !isRetryable(error))).toEqual([]);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    expect(await confirmed()).toBe(30);
  });
});

describe("a booking that cannot be", () => {
  const refused = async (more: object) => {
    const { bookSession } = await client.ask(book, { input: { ...input(at(7, 10)), ...more } });
    expect(bookSession.session).toBeNull();
    expect(await confirmed()).toBe(0);
    return bookSession.userErrors[0];
  };

  test("ends before it starts", async () => {
    expect(await refused({ endsAt: at(7, 9) })).toMatchObject({ code: "END_BEFORE_START", field: ["input", "endsAt"] });
  });

  test("starts in the past", async () => {
    expect(await refused({ startsAt: at(-1, 10), endsAt: at(-1, 11) })).toMatchObject({
      code: "SLOT_IN_PAST",
      field: ["input", "startsAt"],
    });
  });

  test("lies outside the coach's availability", async () => {
    await database.admin.query("delete from availability_window where firm_id = $1", [firm.firmId]);
    expect(await refused({})).toMatchObject({ code: "OUTSIDE_AVAILABILITY" });
  });

  test("is for a paused engagement", async () => {
    await database.admin.query("update engagement set status = 'PAUSED' where firm_id = $1", [firm.firmId]);
    expect(await refused({})).toMatchObject({ code: "ENGAGEMENT_NOT_ACTIVE", field: ["input", "engagementId"] });
  });

  test("lies after the engagement's last day", async () => {
    expect(await refused({ startsAt: at(121, 10), endsAt: at(121, 11) })).toMatchObject({ code: "OUTSIDE_ENGAGEMENT" });
  });

  test("is on shorter notice than the coach asks for", async () => {
    await database.admin.query("update availability set minimum_notice_minutes = 43200 where firm_id = $1", [
      firm.firmId,
    ]);
    expect(await refused({})).toMatchObject({ code: "TOO_SHORT_NOTICE" });
  });

  test("is with somebody who does not coach in the engagement", async () => {
    const stranger = await firm.person(["COACH"]);
    expect(await refused({ coachIds: [apiId("person", stranger)] })).toMatchObject({ code: "NO_COACH" });
  });

  test("meets a busy time of the coach's own calendar", async () => {
    const calendar = {
      coach_id: coach,
      name: "Private",
      imported_at: new Date(),
      covered_until: at(400, 0),
      source: "",
    };
    const calendarId = await firm.row("busy_calendar", calendar);
    await database.admin.query(
      "insert into busy_time (firm_id, calendar_id, coach_id, starts_at, ends_at) values ($1, $2, $3, $4, $5)",
      [firm.firmId, calendarId, coach, at(7, 9, 30), at(7, 10, 1)],
    );
    expect(await refused({})).toMatchObject({ code: "SLOT_TAKEN" });
  });

  test("is for an engagement of another firm, which gets the same answer as one that never was", async () => {
    const other = await FirmFactory.create(database.admin);
    const foreign = await other.engagement({ coaches: [await other.person(["COACH"])] });
    const never = "engagement_00000000000070008000000000000001";
    const [one, two] = [
      await refused({ engagementId: apiId("engagement", foreign) }),
      await refused({ engagementId: never }),
    ];
    expect(one).toMatchObject({ code: "NOT_FOUND" });
    expect(one).toEqual(two);
  });

  test("names a time zone that does not exist", async () => {
    const { errors } = await client.send(book, { input: input(at(7, 10), { timeZone: "Europe/Londres" }) });
    expect(errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
    expect(errors?.[0]?.message).toContain("Europe/Londres");
  });

  test("is asked for by a client who is not in the engagement", async () => {
    const stranger = await signedIn(firm, await firm.person(["CLIENT"]));
    const { bookSession } = await stranger.ask(book, { input: input(at(7, 10)) });
    expect(bookSession.userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
  });
});

describe("a session", () => {
  const reschedule = `mutation($input: RescheduleSessionInput!) { rescheduleSession(input: $input) { session { id startsAt sequence } userErrors { code } } }`;
  const cancel = `mutation($id: ID!) { cancelSession(input: { id: $id }) { session { status } userErrors { code } } }`;

  test("can move within its own time, but not onto another session", async () => {
    const first = (await client.ask(book, { input: input(at(8, 10)) })).bookSession.session;
    await client.ask(book, { input: input(at(8, 12)) });
    const onto = await client.ask(reschedule, {
      input: { id: first.id, startsAt: at(8, 11, 30), endsAt: at(8, 12, 30) },
    });
    expect(onto.rescheduleSession).toEqual({ session: null, userErrors: [{ code: "SLOT_TAKEN" }] });
    const within = await client.ask(reschedule, {
      input: { id: first.id, startsAt: at(8, 10, 30), endsAt: at(8, 11, 30) },
    });
    expect(within.rescheduleSession).toEqual({
      session: { id: first.id, startsAt: at(8, 10, 30).toISOString().replace(".000", ""), sequence: 1 },
      userErrors: [],
    });
  });

  test("that is called off frees its time, and cannot be called off again", async () => {
    const { id } = (await client.ask(book, { input: input(at(9, 10)) })).bookSession.session;
    expect((await client.ask(cancel, { id })).cancelSession).toEqual({
      session: { status: "CANCELLED" },
      userErrors: [],
    });
    expect((await client.ask(cancel, { id })).cancelSession.userErrors).toEqual([{ code: "WRONG_STATUS" }]);
    expect((await client.ask(book, { input: input(at(9, 10)) })).bookSession.userErrors).toEqual([]);
  });
});
