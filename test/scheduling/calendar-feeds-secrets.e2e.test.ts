import { randomUUID } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, FirmFactory } from "@coachwork/testing";
import { type Logged, statementsSentTo } from "../isolation/log.js";
import { objections } from "../isolation/shardable.js";
import {
  alone,
  as,
  create,
  database,
  feedFor,
  feedOf,
  firm,
  people,
  playOn,
  read,
  session,
} from "./calendar-feeds-world.ts";
import { ownStage } from "../support/stage.ts";

const stage = await ownStage({ TRUST_PROXY: "1" }, { isLogged: true });
const { platform } = stage;
playOn(stage);

const revoke = `mutation ($id: ID!) {
  revokeCalendarFeed(input: { id: $id }) { calendarFeed { revokedAt } userErrors { code field } }
}`;

describe("What is no feed", () => {
  const swap = (address: string, change: (octets: Buffer) => void) => {
    const octets = Buffer.from(/([\w-]{86})\.ics$/.exec(address)![1]!, "base64url");
    change(octets);
    return address.replace(/[\w-]{86}\.ics$/, `${octets.toString("base64url")}.ics`);
  };
  const roles = (personId: string, role: string | null) =>
    database.admin
      .query("delete from person_role where firm_id = $1 and person_id = $2", [firm.firmId, personId])
      .then(() =>
        role === null
          ? undefined
          : database.admin.query("insert into person_role (firm_id, person_id, role) values ($1, $2, $3)", [
              firm.firmId,
              personId,
              role,
            ]),
      );

  test("is answered alike, whatever is wrong, by the same statements", async () => {
    await session(alone, at(3, 10));
    const { address } = await feedOf(people.coach);
    const [revoked, other] = [await feedOf(people.client), await feedOf(people.fellow)];
    await (await as(people.client)).ask(revoke, { id: revoked.id });
    const another = await FirmFactory.create(database.admin);
    const [none, finance] = [await firm.person(["COACH"]), await firm.person(["CLIENT"])];
    const [noRole, noTimes] = [await feedOf(none), await feedOf(finance)];
    await roles(none, null);
    await roles(finance, "FINANCE");
    const octetsOf = (id: string) => Buffer.from(id.replaceAll("-", ""), "hex");
    const token = /[\w-]{86}/.exec(address)![0];

    const addresses = {
      "that never was": swap(address, (octets) => octets.fill(1, 16, 32)),
      revoked: revoked.address,
      "with another secret": swap(address, (octets) => (octets[63]! ^= 1)),
      "with another's secret": swap(address, (octets) =>
        Buffer.from(/[\w-]{86}/.exec(other.address)![0], "base64url").copy(octets, 32, 32),
      ),
      "of another firm": swap(address, (octets) => octetsOf(another.firmId).copy(octets, 0)),
      "of another's feed": swap(address, (octets) => octetsOf(other.id.slice(-32)).copy(octets, 16)),
      "whose person holds no role": noRole.address,
      "whose person sees no times": noTimes.address,
      "cut short": `${platform.url}/calendars/${token.slice(0, -1)}.ics`,
      "too long": `${platform.url}/calendars/${token.repeat(40)}.ics`,
      "of no form": `${platform.url}/calendars/a/b%00c.ics`,
      "without its ending": `${platform.url}/calendars/${token}`,
      "without a name": `${platform.url}/calendars/`,
    };
    const answers: [string, unknown][] = [];
    const sent: [string, string[]][] = [];
    for (const [name, wrong] of Object.entries(addresses)) {
      const mark = `select 'asking ${randomUUID()}'`;
      await database.admin.query(mark);
      const response = await read(wrong);
      const { date, "x-request-id": requestId, ...headers } = Object.fromEntries(response.headers);
      answers.push([name, [response.status, headers, await response.text()]]);
      const log = await statementsSentTo(database);
      const since = log.slice(log.findIndex(({ text }) => text === mark) + 1).filter(isFeeds);
      sent.push([name, since.map(({ text }) => text)]);
    }
    const [[, expected]] = answers as [[string, [number, object, string]]];
    expect([expected[0], expected[2]]).toEqual([404, "There is no such calendar.\n"]);
    expect(answers).toEqual(answers.map(([name]) => [name, expected]));
    expect(sent[0]![1]).toEqual([expect.stringContaining("from calendar_feed c")]);
    expect(sent).toEqual(sent.map(([name]) => [name, sent[0]![1]]));

    await roles(none, "COACH");
    expect((await read(noRole.address)).status).toBe(200);
    expect((await read(address)).status).toBe(200);
  });

  /** What the scheduling service sends, but for what it does by itself. */
  const isFeeds = ({ application, text }: Logged) =>
    application === "coachwork scheduling" && /calendar_feed|session|engagement|person /.test(text);

  test("becomes of a feed as soon as it is revoked, by its person or by who runs the practice", async () => {
    const [coach, manager] = [await as(people.coach), await as(people.manager)];
    for (const revoker of [coach, manager]) {
      const { id, address } = await feedFor(coach);
      expect((await read(address)).status).toBe(200);
      const { revokeCalendarFeed } = await revoker.ask(revoke, { id });
      expect(revokeCalendarFeed).toEqual({
        calendarFeed: { revokedAt: expect.stringMatching(/Z$/) },
        userErrors: [],
      });
      expect((await read(address)).status).toBe(404);
      expect((await revoker.ask(revoke, { id })).revokeCalendarFeed).toEqual(revokeCalendarFeed);
    }
    const { rows } = await database.admin.query(
      "select type, count(*)::integer from event where firm_id = $1 and type like 'calendar_feed.%' group by type order by type",
      [firm.firmId],
    );
    expect(rows).toEqual([
      { type: "calendar_feed.created", count: 2 },
      { type: "calendar_feed.revoked", count: 2 },
    ]);
  });

  test("is somebody else's to whoever does not run the practice", async () => {
    const { id, address } = await feedOf(people.client);
    const coach = await as(people.coach);
    const { revokeCalendarFeed } = await coach.ask(revoke, { id });
    expect(revokeCalendarFeed).toEqual({
      calendarFeed: null,
      userErrors: [{ code: "NOT_FOUND", field: ["input", "id"] }],
    });
    const person = `person(id: "${apiId("person", people.client)}") { calendarFeeds(first: 9) { totalCount nodes { id } } }`;
    const shown = (data: AnyData) => [data.node, data.person.calendarFeeds.totalCount];
    const query = `{ node(id: "${id}") { id } ${person} }`;
    expect(shown(await coach.ask(query))).toEqual([null, 0]);
    expect(shown(await (await as(people.manager)).ask(query))).toEqual([{ id }, 1]);
    expect((await read(address)).status).toBe(200);
  });
});

describe("A person has", () => {
  test("at most five feeds, however many are made at once, until one is revoked", async () => {
    const coach = await as(people.coach);
    const answers = await Promise.all(Array.from({ length: 12 }, () => coach.ask(create, { input: {} })));
    const made = answers.flatMap(({ createCalendarFeed: { calendarFeed } }) => calendarFeed ?? []);
    const codes = answers.flatMap(({ createCalendarFeed: { userErrors } }) =>
      userErrors.map(({ code }: AnyData) => code),
    );
    expect([made.length, codes]).toEqual([5, Array.from({ length: 7 }, () => "TOO_MANY_FEEDS")]);
    await coach.ask(revoke, { id: made[2].id });
    await feedFor(coach);
    expect((await coach.ask(create, { input: {} })).createCalendarFeed.userErrors[0].code).toBe("TOO_MANY_FEEDS");
    // Another's are counted apart.
    await feedOf(people.client);
  });

  test.each([
    ["CLIENT", { kind: "COACH" }, "NOT_A_COACH"],
    ["PROGRAM_MANAGER", { kind: "COACH" }, "NOT_A_COACH"],
    ["SPONSOR", {}, "FORBIDDEN"],
    ["FINANCE", {}, "FORBIDDEN"],
  ])("no feed as %s of %j: %s", async (role, input, code) => {
    const { createCalendarFeed } = await (await as(await firm.person([role]))).ask(create, { input });
    expect(createCalendarFeed).toMatchObject({ calendarFeed: null, address: null, userErrors: [{ code }] });
  });
});

describe("An address is a secret:", () => {
  test("neither the database nor its log has it", async () => {
    await session(alone, at(3, 10));
    const { address } = await feedFor(await as(people.coach), { idempotencyKey: "secret" });
    await read(address);
    const token = /[\w-]{86}/.exec(address)![0];
    const secret = Buffer.from(token, "base64url").subarray(32);
    const { rows } = await database.admin.query<{ row: string }>(
      `select c::text as row from calendar_feed c where firm_id = $1
       union all select k::text from idempotency_key k where firm_id = $1 union all select e::text from event e where firm_id = $1`,
      [firm.firmId],
    );
    const said = [...rows.map(({ row }) => row), ...(await statementsSentTo(database)).map(({ text }) => text)].join(
      "\n",
    );
    expect(rows).toHaveLength(3);
    for (const form of [token, token.slice(43), secret.toString("hex"), secret.toString("base64url")])
      expect(said.includes(form)).toBe(false);
  });

  test("whoever tries many is told to wait, and nobody else is", async () => {
    const { address } = await feedOf(people.coach);
    const from = { "x-forwarded-for": "192.0.2.7" };
    const answers = await Promise.all(Array.from({ length: 80 }, () => read(`${platform.url}/calendars/x.ics`, from)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    for (const { headers } of refused) expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect(answers.filter(({ status }) => status !== 429 && status !== 404)).toEqual([]);
    expect((await read(address)).status).toBe(200);
  });

  test("every statement that serves it names the firm", async () => {
    const { rows } = await database.admin.query<{ name: string }>(
      "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')",
    );
    const tables = new Set(rows.map(({ name }) => name).filter((name) => name !== "migration"));
    const statements = new Set(
      (await statementsSentTo(database))
        .filter(({ application }) => application === "coachwork scheduling")
        .map(({ text }) => text),
    );
    const served = [...statements].filter((text) => /calendar_feed|session/.test(text));
    expect(served.length).toBeGreaterThan(5);
    expect((await Promise.all(served.map((text) => objections(text, tables)))).flat()).toEqual([]);
  });

  test("when the schedule cannot be reached, programs are told to come back, and no log has an address", async () => {
    const { address } = await feedOf(people.coach);
    await platform.scheduling.stop();
    const response = await read(address);
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "60"]);
    expect(await response.text()).toBe("The calendar is temporarily unreadable. Try again shortly.\n");
    await platform.logged("A calendar could not be read.");
    const token = /[\w-]{86}/.exec(address)![0];
    expect(platform.lines().filter((line) => line.includes(token))).toEqual([]);
  });
});
