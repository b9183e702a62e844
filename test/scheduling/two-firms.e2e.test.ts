import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, FirmFactory, type TestClient, until } from "@coachwork/testing";
import { mutate } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

const MINUTE = 60_000;

/** A firm in which the coach works, as its program manager and the coach see it. */
interface Side {
  readonly firm: FirmFactory;
  readonly coach: string;
  readonly engagement: string;
  readonly manager: TestClient;
  readonly self: TestClient;
}

let here: Side;
let there: Side;

beforeEach(async () => {
  const email = `coach-${crypto.randomUUID()}@two.example`;
  [here, there] = [await sideOf(email, "Here"), await sideOf(email, "There")];
});

/** Who has the same address has the same account. */
async function sideOf(email: string, name: string): Promise<Side> {
  const firm = await FirmFactory.create(database.admin, { name: `The firm ${name}` });
  const coach = await firm.person(["COACH"], { email, name: `Coach ${name}` });
  const client = await firm.person(["CLIENT"], { name: `Client ${name}` });
  const engagement = await firm.engagement(
    { coaches: [coach], participants: [client] },
    { allocation_amount: 1_000, title: `Engagement ${name}` },
  );
  await firm.availability(coach);
  const manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  return { firm, coach, engagement, manager, self: await signedIn(firm, coach) };
}

const answer = "session { id status }";

const inputFor = ({ engagement }: Side, startsAt: Date, minutes = 60) => ({
  engagementId: apiId("engagement", engagement),
  startsAt,
  endsAt: new Date(startsAt.getTime() + minutes * MINUTE),
});

const book = (side: Side, startsAt: Date, minutes?: number) =>
  mutate(side.manager, "bookSession", inputFor(side, startsAt, minutes), { answer });

async function booked(side: Side, startsAt: Date, minutes?: number): Promise<string> {
  const { session, userErrors } = await book(side, startsAt, minutes);
  expect(userErrors).toEqual([]);
  return session.id;
}

const taken = { session: null, userErrors: [{ code: "SLOT_TAKEN", field: ["input", "startsAt"] }] };

/** The starts of the free hours of a day, from 8 to 12. */
async function freeAt({ coach, manager }: Side, days: number): Promise<string[]> {
  const { freeSlots } = await manager.ask(
    `query($coachIds: [ID!]!, $from: DateTime!, $to: DateTime!) {
       freeSlots(coachIds: $coachIds, from: $from, to: $to, durationMinutes: 60, stepMinutes: 60) { slots { startsAt } } }`,
    { coachIds: [apiId("person", coach)], from: at(days, 8), to: at(days, 12) },
  );
  return freeSlots.slots.map(({ startsAt }: AnyData) => new Date(startsAt).toISOString());
}

const hours = (days: number, ...all: readonly number[]) => all.map((hour) => at(days, hour).toISOString());

describe("A coach of two firms", () => {
  test("is busy in the one while the other has them, until they are free again", async () => {
    const id = await booked(here, at(3, 9));
    expect(await book(there, at(3, 9, 30))).toEqual(taken);
    expect(await freeAt(there, 3)).toEqual(hours(3, 8, 10, 11));
    expect(await freeAt(here, 3)).toEqual(hours(3, 8, 10, 11));

    const moved = { id, startsAt: at(3, 10), endsAt: at(3, 11) };
    expect((await mutate(here.manager, "rescheduleSession", moved)).userErrors).toEqual([]);
    expect(await freeAt(there, 3)).toEqual(hours(3, 8, 9, 11));
    await booked(there, at(3, 9));
    const back = { id, startsAt: at(3, 9), endsAt: at(3, 10) };
    expect((await mutate(here.manager, "rescheduleSession", back, { answer })).userErrors).toEqual(taken.userErrors);

    expect((await mutate(here.manager, "cancelSession", { id })).userErrors).toEqual([]);
    expect(await freeAt(there, 3)).toEqual(hours(3, 8, 10, 11));
    await booked(there, at(3, 10));
  });

  test("has the buffers of each firm kept free in the other", async () => {
    await database.admin.query("update availability set buffer_after_minutes = 30 where firm_id = $1", [
      here.firm.firmId,
    ]);
    await booked(here, at(3, 9));
    expect(await book(there, at(3, 10))).toEqual(taken);
    await booked(there, at(3, 10, 30));
    expect(await book(here, at(3, 8, 30), 30)).toEqual(taken);
  });

  test("is busy there while a slot is held here, and free once it is let go", async () => {
    const { session } = await mutate(here.manager, "holdSlot", inputFor(here, at(4, 9)), { answer });
    expect(await book(there, at(4, 9))).toEqual(taken);
    await mutate(here.manager, "releaseHold", { id: session.id });
    await booked(there, at(4, 9));
  });

  test("is told of a series which of its times are taken elsewhere", async () => {
    await booked(here, at(17, 9));
    const series = {
      ...{ engagementId: apiId("engagement", there.engagement), firstStart: at(10, 9).toISOString().slice(0, 16) },
      ...{ durationMinutes: 60, rule: "FREQ=WEEKLY;COUNT=3", timeZone: "UTC" },
    };
    const { conflicts } = await mutate(there.manager, "bookSeries", series, {
      answer: "conflicts { startsAt code }",
    });
    expect(conflicts).toMatchObject([{ startsAt: at(17, 9).toISOString().replace(".000", ""), code: "SLOT_TAKEN" }]);
  });

  test("is told nothing of the other firm, but that the time is taken", async () => {
    const id = await booked(here, at(5, 9));
    await booked(there, at(5, 14));
    const message = async (startsAt: Date) => {
      const { bookSession } = await there.manager.ask(
        "mutation($input: BookSessionInput!) { bookSession(input: $input) { userErrors { code field message } } }",
        { input: inputFor(there, startsAt) },
      );
      return bookSession;
    };
    expect(await message(at(5, 9))).toEqual(await message(at(5, 14)));
    for (const client of [there.manager, there.self]) {
      const all = await client.ask(
        `query($coach: ID!, $from: DateTime!, $to: DateTime!) {
           sessions(first: 100) { nodes { id } } person(id: $coach) { name availability { timeZone } }
           freeSlots(coachIds: [$coach], from: $from, to: $to, durationMinutes: 60) { slots { startsAt } emptyReasons }
           nextFreeSlots: people(first: 9) { nodes { nextFreeSlot(durationMinutes: 60) { startsAt } } } }`,
        { coach: apiId("person", there.coach), from: at(5, 9), to: at(5, 10) },
      );
      expect(all.freeSlots.slots).toEqual([]);
      const told = JSON.stringify(all);
      for (const secret of [id, here.firm.firmId, "Here"])
        expect([secret, told.includes(secret)]).toEqual([secret, false]);
    }
  });

  test("can keep the firms apart, and put them together again", async () => {
    const share = async (sharesBusyTime: boolean) => {
      const { person } = await mutate(
        here.self,
        "updateMe",
        { sharesBusyTime },
        { answer: "person { sharesBusyTime }" },
      );
      expect(person).toEqual({ sharesBusyTime });
    };
    await booked(here, at(6, 9));
    await share(false);
    await until("the time to be free", async () => (await freeAt(there, 6)).includes(at(6, 9).toISOString()));
    await booked(there, at(6, 8));
    await booked(here, at(6, 8));
    await share(true);
    await until("the time to be taken", async () => !(await freeAt(there, 6)).includes(at(6, 9).toISOString()));
    expect(await book(there, at(6, 9))).toEqual(taken);
  });

  test("who accepts an invitation brings along what is booked with them", async () => {
    const of = [here.firm.firmId, here.coach];
    const gone = 'delete from identity.membership where "firmId" = $1 and "personId" = $2 returning "userId"';
    const [account] = (await database.admin.query<{ userId: string }>(gone, of)).rows;
    await booked(here, at(7, 9));
    expect(await freeAt(there, 7)).toContain(at(7, 9).toISOString());
    const back = 'insert into identity.membership ("firmId", "personId", "userId") values ($1, $2, $3)';
    await database.admin.query(back, [...of, account!.userId]);
    await database.admin.query(
      `with counted as (update firm_counter set last_seq = last_seq + 1 where firm_id = $1 returning last_seq)
       insert into event (firm_id, seq, type, ids, occurred_at)
       select $1, last_seq, 'person.invitation_accepted', jsonb_build_object('person', $2::text), now() from counted`,
      of,
    );
    await until("the time to be taken", async () => !(await freeAt(there, 7)).includes(at(7, 9).toISOString()));
    expect(await book(there, at(7, 9))).toEqual(taken);
  });

  test("alone sees and changes whether firms share their time", async () => {
    const question = `query($id: ID!) { person(id: $id) { sharesBusyTime } me { sharesBusyTime } }`;
    const id = apiId("person", here.coach);
    expect(await here.manager.ask(question, { id })).toEqual({
      person: { sharesBusyTime: null },
      me: { sharesBusyTime: true },
    });
    expect((await here.self.ask(question, { id })).person).toEqual({ sharesBusyTime: true });
  });
});

test("fifty bookings at once in two firms never overlap, and none is lost", async () => {
  const starts = Array.from({ length: 25 }, (_, index) => new Date(at(8, 8).getTime() + index * 20 * MINUTE));
  const asked = starts.flatMap((start) => [here, there].map((side) => book(side, start)));
  const answers = await Promise.all(asked);
  const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }: AnyData) => code));
  expect(codes.filter((code) => code !== "SLOT_TAKEN")).toEqual([]);
  const { rows } = await database.admin.query<{ firm: string; from: Date; to: Date }>(
    `select firm_id as firm, lower(blocked) as from, upper(blocked) as to from session_coach
     where firm_id = any($1::uuid[]) and blocks order by lower(blocked)`,
    [[here.firm.firmId, there.firm.firmId]],
  );
  expect(rows).toHaveLength(answers.length - codes.length);
  expect(rows.length).toBeGreaterThan(3);
  rows.slice(1).forEach((row, index) => expect(row.from.getTime()).toBeGreaterThanOrEqual(rows[index]!.to.getTime()));
});
