import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, day, FirmFactory, TestClient } from "@coachwork/testing";
import fc from "fast-check";
import { sharedStage } from "../support/stage.ts";

let firm: FirmFactory;
let coach: string;
let clients: readonly string[];
let asManager: TestClient;
let asCoach: TestClient;

const { database, platform, signedIn } = await sharedStage();

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  coach = await firm.person(["COACH"]);
  clients = await Promise.all([1, 2, 3].map(() => firm.person(["CLIENT"])));
  [asManager, asCoach] = [await as(await firm.person(["PROGRAM_MANAGER"])), await as(coach)];
});

const as = (person: string) => signedIn(firm, person);

const text = `query($coachId: ID!, $from: Date!, $until: Date!) { coachingHours(coachId: $coachId, from: $from, until: $until) {
  minutes paidMinutes proBonoMinutes individualMinutes groupMinutes clients sessions } }`;
const range = { from: "2026-01-01", until: "2026-12-31" };
const hoursOf = async (client: TestClient, person = coach, days = range): Promise<AnyData> =>
  (await client.ask(text, { coachId: apiId("person", person), ...days })).coachingHours;
const none = {
  minutes: 0,
  paidMinutes: 0,
  proBonoMinutes: 0,
  individualMinutes: 0,
  groupMinutes: 0,
  clients: 0,
  sessions: 0,
};

const inYear = { starts_on: "2026-01-01", ends_on: "2026-12-31" };
const engagementOf = (values: object = {}) => firm.engagement({ coaches: [coach] }, { ...inYear, ...values });

/** A session that took place, and who came. */
async function held(
  engagement: string,
  [startsAt, endsAt]: readonly [string, string],
  came: Readonly<Record<string, string>>,
  { coaches = [coach], ...values }: Record<string, unknown> & { coaches?: readonly string[] } = {},
): Promise<string> {
  const session = await firm.session(
    engagement,
    { coaches, participants: Object.keys(came), startsAt: new Date(startsAt) },
    { status: "COMPLETED", ends_at: new Date(endsAt), ...values },
  );
  for (const [person, status] of Object.entries(came))
    await database.admin.query("update attendance set status = $3 where session_id = $1 and person_id = $2", [
      session,
      person,
      status,
    ]);
  return session;
}
const morning = (date: string) => [`${date}T09:00:00Z`, `${date}T10:00:00Z`] as const;

describe("coaching hours", () => {
  test("are what engagements pro bono and paid, with one and with many, have taken", async () => {
    const [one, two, three] = clients as [string, string, string];
    const single = await engagementOf();
    const gift = await engagementOf({ pro_bono: true });
    const group = await engagementOf({ format: "GROUP" });
    await held(single, morning("2026-03-02"), { [one]: "PRESENT" });
    await held(single, ["2026-03-09T09:00:00Z", "2026-03-09T09:45:59.999Z"], { [one]: "LATE" });
    await held(gift, ["2026-03-03T09:00:00Z", "2026-03-03T09:30:00Z"], { [two]: "PRESENT" });
    // An hour with three of whom two came is an hour, with two clients.
    await held(group, morning("2026-03-04"), { [one]: "PRESENT", [two]: "LATE", [three]: "NO_SHOW" });
    expect(await hoursOf(asCoach)).toEqual({
      minutes: 60 + 45 + 30 + 60,
      paidMinutes: 60 + 45 + 60,
      proBonoMinutes: 30,
      individualMinutes: 60 + 45 + 30,
      groupMinutes: 60,
      clients: 2,
      sessions: 4,
    });
  });

  test("have 60 real minutes, also on the day on which the clocks change", async () => {
    const engagement = await engagementOf();
    const time = { time_zone: "America/New_York" };
    // From 01:30 to 02:30 on the wall, two hours, as the clock was put back; from 01:30 to 03:30, one, as it was put forward.
    await held(engagement, ["2026-11-01T05:30:00Z", "2026-11-01T07:30:00Z"], { [clients[0]!]: "PRESENT" }, time);
    expect(await hoursOf(asCoach)).toMatchObject({ minutes: 120 });
    await held(engagement, ["2026-03-08T06:30:00Z", "2026-03-08T07:30:00Z"], { [clients[0]!]: "PRESENT" }, time);
    expect(await hoursOf(asCoach)).toMatchObject({ minutes: 180, sessions: 2, clients: 1 });
  });

  test("are of sessions on the days asked for, both included, as they were in their own zones", async () => {
    const engagement = await engagementOf();
    const came = { [clients[0]!]: "PRESENT" };
    await held(engagement, ["2026-05-01T20:00:00Z", "2026-05-01T21:00:00Z"], came, {
      time_zone: "Pacific/Auckland",
      date: "2026-05-02",
    });
    const sessionsIn = async (from: string, until: string) => (await hoursOf(asCoach, coach, { from, until })).sessions;
    expect(await sessionsIn("2026-05-02", "2026-05-02")).toBe(1);
    expect(await sessionsIn("2026-05-01", "2026-05-01")).toBe(0);
    expect(await sessionsIn("2026-05-03", "2026-05-09")).toBe(0);
    const { errors } = await asCoach.send(text, {
      coachId: apiId("person", coach),
      from: "2026-05-02",
      until: "2026-05-01",
    });
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
    const inYearZero = { coachId: apiId("person", coach), from: "0000-01-01", until: "2026-05-01" };
    expect((await asCoach.send(text, inYearZero)).errors).toMatchObject([
      {
        extensions: { code: "BAD_USER_INPUT" },
        message: expect.stringContaining("give an existing date in the years 1900 to 9999"),
      },
    ]);
  });

  test("are neither fit checks, nor supervision, nor mentoring, nor what nobody came to, nor another coach's", async () => {
    const engagement = await engagementOf();
    const [one] = clients as [string];
    const came = { [one]: "PRESENT" };
    const mentoring = await engagementOf({ kind: "MENTORING", mentoring_form: "FORMAL", objectives: "To grow" });
    const other = await firm.person(["COACH"]);
    await held(engagement, morning("2026-04-01"), came, { kind: "CHEMISTRY" });
    await held(engagement, morning("2026-04-02"), came, { kind: "SUPERVISION" });
    await held(mentoring, morning("2026-04-03"), came);
    await held(engagement, morning("2026-04-04"), { [one]: "NO_SHOW" }, { status: "NO_SHOW" });
    await held(engagement, morning("2026-04-05"), { [one]: "EXCUSED" });
    await held(engagement, morning("2026-04-06"), came, { status: "IN_PROGRESS" });
    await held(engagement, morning("2026-04-07"), came, { coaches: [other] });
    expect(await hoursOf(asCoach)).toEqual(none);
    for (const [place, kind] of ["INTAKE", "REGULAR", "THREE_WAY", "REVIEW"].entries())
      await held(engagement, morning(`2026-04-1${place}`), came, { kind });
    expect(await hoursOf(asCoach)).toMatchObject({ minutes: 240, sessions: 4, clients: 1 });
  });

  test("count for each coach of a session, also after they have left the engagement", async () => {
    const second = await firm.person(["COACH"]);
    const engagement = await engagementOf({ format: "GROUP" });
    await firm.coach(engagement, second, { left_on: day(-1) });
    await held(engagement, morning("2026-02-02"), { [clients[0]!]: "PRESENT" }, { coaches: [coach, second] });
    expect(await hoursOf(await as(second), second)).toMatchObject({ minutes: 60, clients: 1 });
    expect(await hoursOf(asManager, coach)).toMatchObject({ minutes: 60 });
  });

  test("are seen by who runs the practice, and by coaches of themselves; others are told as of nobody", async () => {
    const engagement = await engagementOf();
    await firm.participant(engagement, clients[0]!);
    await held(engagement, morning("2026-02-02"), { [clients[0]!]: "PRESENT" });
    for (const role of ["OWNER", "ADMIN", "PROGRAM_MANAGER"])
      expect(await hoursOf(await as(await firm.person([role])))).toMatchObject({ minutes: 60 });
    const colleague = await firm.person(["COACH"]);
    await firm.coach(engagement, colleague);
    const blind = [clients[0]!, colleague, await firm.person(["FINANCE"]), await firm.person(["SPONSOR"])];
    for (const person of blind) {
      const client = await as(person);
      expect(await hoursOf(client)).toBeNull();
      expect(await hoursOf(client, "01890000-0000-7000-8000-000000000000")).toBeNull();
    }
    const elsewhere = await FirmFactory.create(database.admin);
    const stranger = await elsewhere.person(["COACH"]);
    expect(await hoursOf(asManager, stranger)).toBeNull();
    expect(await hoursOf(asManager, clients[0])).toEqual(none);

    const owner = await as(await firm.person(["OWNER"]));
    const { createApiKey } = await owner.ask(
      `mutation { createApiKey(input: { name: "All", scopes: ["schedule:read", "engagements:read", "people:read"] }) { secret } }`,
    );
    const key = new TestClient(platform.url, createApiKey.secret);
    const { data, errors } = await key.send(text, { coachId: apiId("person", coach), ...range });
    expect([data?.coachingHours ?? null, errors]).toMatchObject([
      null,
      [{ extensions: { code: "INSUFFICIENT_SCOPE" } }],
    ]);
  });

  test("are told pro bono by the engagement, as it was drafted", async () => {
    const create = `mutation($input: CreateEngagementInput!) {
      createEngagement(input: $input) { engagement { proBono } userErrors { code } } }`;
    const input = { title: "A gift", kind: "COACHING", format: "INDIVIDUAL", startsOn: day(0), endsOn: day(90) };
    const drafted = async (more: object) =>
      (await asManager.ask(create, { input: { ...input, allocationUnit: "SESSIONS", allocationAmount: 6, ...more } }))
        .createEngagement;
    expect(await drafted({ proBono: true })).toEqual({ engagement: { proBono: true }, userErrors: [] });
    expect(await drafted({})).toEqual({ engagement: { proBono: false }, userErrors: [] });
  });
});

test("coaching hours are what a slow count of any sessions gives", async () => {
  const word = <Word extends string>(...words: Word[]) => fc.constantFrom(...words);
  const session = fc.record({
    kind: word("INTAKE", "CHEMISTRY", "REGULAR", "THREE_WAY", "REVIEW", "SUPERVISION"),
    status: word("COMPLETED", "COMPLETED", "COMPLETED", "NO_SHOW", "IN_PROGRESS"),
    engagement: fc.nat(4),
    isOwn: fc.boolean(),
    seconds: fc.integer({ min: 300, max: 43_200 }),
    offset: fc.nat(40),
    came: fc.array(word("PENDING", "PRESENT", "LATE", "EXCUSED", "NO_SHOW"), { minLength: 0, maxLength: 3 }),
  });
  const kinds = [
    {},
    { pro_bono: true },
    { format: "GROUP" },
    { format: "GROUP", pro_bono: true },
    { kind: "MENTORING", mentoring_form: "INFORMAL", allocation_unit: null, allocation_amount: null },
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(session, { minLength: 1, maxLength: 12 }), async (sessions) => {
      const own = await firm.person(["COACH"]);
      const other = await firm.person(["COACH"]);
      const engagements = await Promise.all(kinds.map((values) => engagementOf(values)));
      const model = { ...none };
      const met = new Set<string>();
      for (const [place, { kind, status, engagement, isOwn, seconds, offset, came }] of sessions.entries()) {
        // Ten days from February on, of which the question takes the middle.
        const date = new Date(Date.UTC(2026, 1, 1 + offset)).toISOString().slice(0, 10);
        const startsAt = new Date(Date.UTC(2026, 1, 1 + place));
        const statuses = Object.fromEntries(came.map((one, index) => [clients[index]!, one]));
        await held(
          engagements[engagement]!,
          [startsAt.toISOString(), new Date(startsAt.getTime() + seconds * 1000).toISOString()],
          statuses,
          { kind, status, date, coaches: isOwn ? [own, other] : [other] },
        );
        const there = came.flatMap((one, index) => (["PRESENT", "LATE"].includes(one) ? [clients[index]!] : []));
        const counts = isOwn && status === "COMPLETED" && engagement < 4 && there.length > 0;
        if (!counts || ["CHEMISTRY", "SUPERVISION"].includes(kind) || date < "2026-02-10" || date > "2026-02-28")
          continue;
        const minutes = Math.floor(seconds / 60);
        there.forEach((person) => met.add(person));
        model.minutes += minutes;
        model[engagement % 2 === 1 ? "proBonoMinutes" : "paidMinutes"] += minutes;
        model[engagement >= 2 ? "groupMinutes" : "individualMinutes"] += minutes;
        model.sessions += 1;
        model.clients = met.size;
      }
      expect(await hoursOf(asManager, own, { from: "2026-02-10", until: "2026-02-28" })).toEqual(model);
    }),
    { numRuns: 12 },
  );
});
