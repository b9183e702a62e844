import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let people: Readonly<Record<"manager" | "coach" | "client" | "assistant", string>>;
let manager: TestClient;
let coach: TestClient;
let client: TestClient;
let assistant: TestClient;
/** Active, with one session left. */
let engagement: string;
/** A session type of chemistry sessions, and one of others, of an hour each. */
let fitCheck: string;
let hour: string;

const person = (id: string) => apiId("person", id);

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  people = {
    manager: await firm.person(["PROGRAM_MANAGER"]),
    coach: await firm.person(["COACH"]),
    client: await firm.person(["CLIENT"]),
    assistant: await firm.person(["ASSISTANT"]),
  };
  await firm.availability(people.coach);
  engagement = await engagementOf({ allocation_amount: 1 });
  manager = await signedIn(firm, people.manager);
  coach = await signedIn(firm, people.coach);
  client = await signedIn(firm, people.client);
  assistant = await signedIn(firm, people.assistant);
  fitCheck = await typeOf("Fit check", "CHEMISTRY");
  hour = await typeOf("Hour", "REGULAR");
});

async function engagementOf(values: Record<string, unknown>): Promise<string> {
  return apiId("engagement", await firm.engagement({ coaches: [people.coach], participants: [people.client] }, values));
}

async function typeOf(name: string, kind: string): Promise<string> {
  const answer = "sessionType { id }";
  return (await done(manager, "createSessionType", { name, kind, durationMinutes: 60 }, { answer })).sessionType.id;
}

const delegate = (principal: string) =>
  done(manager, "createDelegation", { principalId: person(principal), delegateId: person(people.assistant) });

const asked = (startsAt: Date, more: object = {}) => ({
  ...{ engagementId: engagement, coachIds: [person(people.coach)] },
  ...{ startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) },
  ...more,
});
const CHEMISTRY = { kind: "CHEMISTRY" };
const answer = "session { id kind }";
const booked = async (by: TestClient, startsAt: Date, more: object = CHEMISTRY): Promise<string> =>
  (await done(by, "bookSession", asked(startsAt, more), { answer })).session.id;
const refused = (field: string) => ({ session: null, userErrors: [refusal("FORBIDDEN", field)] });
const series = (more: object) => ({
  ...{ engagementId: engagement, firstStart: at(3, 9).toISOString().slice(0, 16), timeZone: "UTC" },
  ...{ rule: "FREQ=DAILY;COUNT=2", durationMinutes: 60 },
  ...more,
});
const countOf = async (): Promise<number> =>
  (await manager.ask("{ sessions(first: 1) { totalCount } }")).sessions.totalCount;

describe("A client, whose allocation a chemistry session would not touch", () => {
  test("neither books one nor holds its slot, and is told who does", async () => {
    for (const name of ["bookSession", "holdSlot"]) {
      expect(await mutate(client, name, asked(at(3, 10), CHEMISTRY), { answer })).toEqual(refused("kind"));
      const ofType = asked(at(3, 10), { sessionTypeId: fitCheck });
      expect(await mutate(client, name, ofType, { answer })).toEqual(refused("sessionTypeId"));
      const both = asked(at(3, 10), { ...CHEMISTRY, sessionTypeId: fitCheck });
      expect(await mutate(client, name, both, { answer })).toEqual(refused("kind"));
    }
    const text = "mutation ($input: BookSessionInput!) { bookSession(input: $input) { userErrors { message } } }";
    const { bookSession } = await client.ask(text, { input: asked(at(3, 10), CHEMISTRY) });
    expect(bookSession.userErrors[0].message).toBe(
      "CHEMISTRY sessions use no allocation, so only the engagement's coaches and owners, admins and program managers choose them. Choose another kind, or ask them for one.",
    );
    expect(await countOf()).toBe(0);
    // What they may book counts.
    await booked(client, at(3, 10), {});
    const second = await mutate(client, "bookSession", asked(at(4, 10)));
    expect(second.userErrors).toEqual([refusal("ALLOCATION_EXHAUSTED", "engagementId")]);
  });

  test("books no series of them, and changes none", async () => {
    const answer = "series { id }";
    for (const [field, more] of [
      ["kind", CHEMISTRY],
      ["sessionTypeId", { sessionTypeId: fitCheck }],
    ] as const) {
      const { userErrors } = await mutate(client, "bookSeries", series(more), { answer });
      expect(userErrors).toEqual([refusal("FORBIDDEN", field)]);
    }
    const { id } = (await done(coach, "bookSeries", series(CHEMISTRY), { answer })).series;
    const more = await mutate(client, "changeSeries", { id, rule: "FREQ=DAILY;COUNT=9" });
    expect(more.userErrors).toEqual([refusal("FORBIDDEN", "id")]);
    expect(await countOf()).toBe(2);
    const changed = await done(coach, "changeSeries", { id, rule: "FREQ=DAILY;COUNT=3" }, { answer });
    await done(client, "cancelSeries", { id: changed.series.id });
  });

  test("makes none of what they booked by moving it", async () => {
    const id = await booked(client, at(3, 10), { sessionTypeId: hour });
    const move = { id, startsAt: at(4, 10), sessionTypeId: fitCheck };
    expect(await mutate(client, "rescheduleSession", move, { answer })).toEqual(refused("sessionTypeId"));
    const { session } = await done(coach, "rescheduleSession", move, { answer });
    expect(session).toEqual({ id, kind: "CHEMISTRY" });
  });

  test("moves one to another slot, as long as it was agreed, and cancels it", async () => {
    const id = await booked(coach, at(3, 10));
    const longer = { id, startsAt: at(4, 10), endsAt: at(4, 12) };
    expect(await mutate(client, "rescheduleSession", longer, { answer })).toEqual({
      ...{ session: null, userErrors: [refusal("INVALID", "endsAt")] },
    });
    await done(client, "rescheduleSession", { id, startsAt: at(4, 10), sessionTypeId: fitCheck });
    await done(client, "rescheduleSession", { id, startsAt: at(5, 10), endsAt: at(5, 11) });
    await done(client, "cancelSession", { id });
  });

  test("confirms one whose slot a coach holds for them", async () => {
    const { id } = (await done(coach, "holdSlot", asked(at(3, 10), CHEMISTRY), { answer })).session;
    await done(client, "confirmHold", { id });
  });

  test("has an assistant who books none either, unlike a coach's", async () => {
    await delegate(people.client);
    expect(await mutate(assistant, "bookSession", asked(at(3, 10), CHEMISTRY), { answer })).toEqual(refused("kind"));
    await delegate(people.coach);
    await booked(assistant, at(3, 10));
  });
});

describe("Who is expected at a chemistry session before the work", () => {
  const far = { status: "DRAFT", starts_on: day(40), ends_on: day(120) };

  test("books no other, for themselves or a group, and the coach does", async () => {
    for (const format of ["INDIVIDUAL", "GROUP"]) {
      engagement = await engagementOf({ ...far, format });
      const start = format === "GROUP" ? 12 : 9;
      await booked(manager, at(5, start));
      for (const name of ["bookSession", "holdSlot"]) {
        const another = await mutate(client, name, asked(at(5, start + 1), CHEMISTRY), { answer });
        expect(another).toEqual(refused("kind"));
      }
      await booked(coach, at(5, start + 1));
    }
    const { sessions } = await client.ask("{ sessions(first: 9) { nodes { kind } } }");
    expect(sessions.nodes.map(({ kind }: AnyData) => kind)).toEqual(Array(4).fill("CHEMISTRY"));
  });
});
