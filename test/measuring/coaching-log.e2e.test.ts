import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, FirmFactory, type TestClient } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { lettersTo } from "../support/mailbox.ts";
import { mutate } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const stage = await sharedStage();
const { database, platform, signedIn } = stage;
let firm: FirmFactory;
let coach: string;
let clients: readonly [string, string, string];
let asCoach: TestClient;
let asManager: TestClient;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  coach = await firm.person(["COACH"]);
  const [one, two, three] = await Promise.all([1, 2, 3].map(() => firm.person(["CLIENT"])));
  clients = [one!, two!, three!];
  for (const [place, id] of clients.entries())
    await database.admin.query("update person set name = $2, email = $3 where id = $1", [
      ...[id, ["Ada", "=2+5", "Cleo"][place], `${["ada", "ben", "cleo"][place]}.${firm.firmId}@client.example`],
    ]);
  [asCoach, asManager] = [await signedIn(firm, coach), await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]))];
});

const inYear = { starts_on: "2026-01-01", ends_on: "2026-12-31" };

/** A session of an hour that these people came to. */
async function held(engagement: string, date: string, came: readonly string[], values: object = {}): Promise<void> {
  const startsAt = new Date(`${date}T09:00:00Z`);
  const ended = { status: "COMPLETED", ends_at: new Date(`${date}T10:00:00Z`), ...values };
  const session = await firm.session(engagement, { coaches: [coach], participants: came, startsAt }, ended);
  await database.admin.query("update attendance set status = 'PRESENT' where session_id = $1", [session]);
}

/** Two paid sessions and one pro bono with the first, one with the second, and one of a group of the second and third. */
async function aYear(): Promise<void> {
  const engagement = (values: object = {}) => firm.engagement({ coaches: [coach] }, { ...inYear, ...values });
  const [one, two, three] = clients;
  const single = await engagement();
  await held(single, "2026-03-02", [one]);
  await held(single, "2026-04-02", [one]);
  await held(await engagement({ pro_bono: true }), "2026-05-02", [one]);
  await held(await engagement(), "2026-03-09", [two]);
  await held(await engagement({ format: "GROUP" }), "2026-03-16", [two, three]);
  await held(await engagement({ kind: "MENTORING", mentoring_form: "FORMAL", objectives: "To grow" }), "2026-06-01", [
    three,
  ]);
  await held(single, "2026-06-02", [], { kind: "SUPERVISION" });
  await allDone(database, firm.firmId);
}

const ask = (client: TestClient, input: object = {}) =>
  mutate(client, "askForHoursConsent", { coachId: apiId("person", coach), ...input }, { answer: "coach { id }" });
const answer = (client: TestClient, name: string, id: string, type = "RefuseHoursConsentInput") =>
  mutate(client, name, { id }, { type, answer: "hoursConsent { status answeredAt client { name } coach { name } }" });

async function consentOf(client: TestClient): Promise<AnyData> {
  const { hoursConsents } = await client.ask("{ hoursConsents(first: 9) { nodes { id status coach { id } } } }");
  return hoursConsents.nodes[0];
}

async function agree(person: string): Promise<TestClient> {
  const client = await signedIn(firm, person);
  const { userErrors } = await answer(
    client,
    "giveHoursConsent",
    (await consentOf(client)).id,
    "GiveHoursConsentInput",
  );
  expect(userErrors).toEqual([]);
  return client;
}

const days = { from: "2026-01-01", until: "2026-12-31" };
async function logOf(client: TestClient, of = coach): Promise<AnyData> {
  const text = `query ($coachId: ID!, $from: Date!, $until: Date!) { coachingLog(coachId: $coachId, from: $from, until: $until) {
    minutesWithoutConsent entries { name email format clients firstOn lastOn paidMinutes proBonoMinutes sessions } } }`;
  return (await client.ask(text, { coachId: apiId("person", of), ...days })).coachingLog;
}

const visit = (url: string) => fetch(new URL(new URL(url).pathname, platform.url));

async function download(client: TestClient, format: string): Promise<Response> {
  const text = `query ($coachId: ID!, $from: Date!, $until: Date!, $format: CoachingLogFormat!) {
    coachingLogFile(coachId: $coachId, from: $from, until: $until, format: $format) { url } }`;
  const { coachingLogFile } = await client.ask(text, { coachId: apiId("person", coach), ...days, format });
  return visit(coachingLogFile.url);
}
const lines = async (client: TestClient, format: string) =>
  (await (await download(client, format)).text()).trimEnd().split("\r\n");

describe("a coach's log", () => {
  test("names a client once they consent, and no more once they take it back", async () => {
    await aYear();
    expect((await ask(asCoach)).userErrors).toEqual([]);
    expect(await logOf(asCoach)).toMatchObject({
      minutesWithoutConsent: 300,
      entries: [{ name: null }, { name: null }, { name: null }],
    });
    const ada = await agree(clients[0]);
    const entry = {
      name: "Ada",
      email: `ada.${firm.firmId}@client.example`,
      format: "INDIVIDUAL",
      clients: 1,
      sessions: 3,
    };
    const hours = { firstOn: "2026-03-02", lastOn: "2026-05-02", paidMinutes: 120, proBonoMinutes: 60 };
    expect(await logOf(asCoach)).toMatchObject({
      minutesWithoutConsent: 120,
      entries: [{ ...entry, ...hours }, {}, {}],
    });
    const { hoursConsent } = await answer(ada, "refuseHoursConsent", (await consentOf(ada)).id);
    expect(hoursConsent).toMatchObject({ status: "REFUSED", answeredAt: expect.any(String), client: { name: "Ada" } });
    expect(await logOf(asCoach)).toMatchObject({ minutesWithoutConsent: 300 });
  });

  test("has one line for a group, with the first of those who consented", async () => {
    await aYear();
    await ask(asCoach);
    await agree(clients[2]);
    const { entries } = await logOf(asCoach);
    const group = entries.find(({ format }: AnyData) => format === "GROUP");
    expect(group).toMatchObject({ name: "Cleo", clients: 2, sessions: 1, paidMinutes: 60 });
  });

  test("adds up to the coaching hours", async () => {
    await aYear();
    const text = `query ($id: ID!) { coachingHours(coachId: $id, from: "2026-01-01", until: "2026-12-31") { minutes } }`;
    const { coachingHours } = await asCoach.ask(text, { id: apiId("person", coach) });
    const { entries } = await logOf(asManager);
    const sum = entries.reduce((all: number, line: AnyData) => all + line.paidMinutes + line.proBonoMinutes, 0);
    expect([sum, coachingHours.minutes]).toEqual([300, 300]);
  });

  test("is null for everybody but the coach and those who run the practice", async () => {
    const other = await firm.person(["COACH"]);
    for (const person of [other, clients[0], await firm.person(["FINANCE"])])
      expect(await logOf(await signedIn(firm, person))).toBeNull();
    expect(await logOf(asCoach, other)).toBeNull();
    const elsewhere = await FirmFactory.create(database.admin);
    const owner = await signedIn(elsewhere, await elsewhere.person(["OWNER"]));
    expect(await logOf(owner)).toBeNull();
  });
});

describe("consent", () => {
  test("is asked for by letter, once", async () => {
    await aYear();
    await ask(asCoach);
    await allDone(database, firm.firmId);
    const to = `ada.${firm.firmId}@client.example`;
    const letters = await lettersTo(platform.outbox, to);
    expect(letters.map(({ subject }) => subject)).toEqual([expect.stringContaining("log of coaching hours")]);
    const again = await ask(asCoach);
    expect(again.userErrors).toMatchObject([{ code: "NOBODY_TO_ASK", field: ["input", "coachId"] }]);
    expect((await ask(asManager, { clientIds: [apiId("person", clients[0])] })).userErrors).toEqual([]);
    await allDone(database, firm.firmId);
    const { rows } = await database.admin.query("select from hours_consent where firm_id = $1", [firm.firmId]);
    expect(rows).toHaveLength(3);
  });

  test("is not asked of people who have not come, nor again of whoever refused", async () => {
    await aYear();
    const stranger = await firm.person(["CLIENT"]);
    const asked = await ask(asManager, { clientIds: [apiId("person", stranger)] });
    expect(asked.userErrors).toMatchObject([{ code: "NOT_COACHED", field: ["input", "clientIds", "0"] }]);
    await ask(asManager, { clientIds: [apiId("person", clients[0])] });
    const ada = await signedIn(firm, clients[0]);
    const { id } = await consentOf(ada);
    await answer(ada, "refuseHoursConsent", id);
    expect((await answer(ada, "refuseHoursConsent", id)).userErrors).toMatchObject([{ code: "ALREADY_REFUSED" }]);
    const again = await ask(asManager, { clientIds: [apiId("person", clients[0])] });
    expect(again.userErrors).toMatchObject([{ code: "ALREADY_REFUSED", field: ["input", "clientIds", "0"] }]);
    expect((await answer(ada, "giveHoursConsent", id, "GiveHoursConsentInput")).userErrors).toEqual([]);
    const twice = await answer(ada, "giveHoursConsent", id, "GiveHoursConsentInput");
    expect(twice.userErrors).toMatchObject([{ code: "ALREADY_GIVEN" }]);
  });

  test("is the client's alone to give, and the coach's log's alone to ask for", async () => {
    await aYear();
    const other = await firm.person(["COACH", "CLIENT"]);
    const asOther = await signedIn(firm, other);
    expect((await ask(asOther)).userErrors).not.toEqual([]);
    await ask(asCoach);
    const { id } = await consentOf(await signedIn(firm, clients[0]));
    expect((await answer(asOther, "giveHoursConsent", id, "GiveHoursConsentInput")).userErrors).toMatchObject([
      { code: "NOT_FOUND" },
    ]);
    const both = await signedIn(firm, await firm.person(["OWNER", "CLIENT"]));
    expect((await answer(both, "giveHoursConsent", id, "GiveHoursConsentInput")).userErrors).toMatchObject([
      { code: "FORBIDDEN" },
    ]);
  });

  test("is asked once by ten who ask at the same time", async () => {
    await aYear();
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(asCoach)));
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
  });

  test("of two people who become one is the stricter", async () => {
    await aYear();
    await ask(asCoach);
    await agree(clients[0]);
    const owner = await signedIn(firm, await firm.person(["OWNER"]));
    const merged = await mutate(owner, "mergePeople", {
      keepId: apiId("person", clients[0]),
      duplicateId: apiId("person", clients[1]),
    });
    expect(merged.userErrors).toEqual([]);
    const { rows } = await database.admin.query("select status from hours_consent where client_id = $1", [clients[0]]);
    expect(rows).toEqual([{ status: "ASKED" }]);
  });
});

describe("the documents", () => {
  test("of the ICF list those who consented, and no formula", async () => {
    await aYear();
    await ask(asCoach);
    await agree(clients[0]);
    await agree(clients[1]);
    const [header, first, ...more] = await lines(asCoach, "ICF_CSV");
    expect(header).toBe(
      "Client,Contact,Individual or group,Number in group,First session,Last session,Paid hours,Pro bono hours",
    );
    // Sorted by name as the database sorts; a name that begins like a formula is text.
    expect([first, ...more].sort()).toEqual(
      [
        `'=2+5,ben.${firm.firmId}@client.example,Individual,1,2026-03-09,2026-03-09,1.00,0.00`,
        `'=2+5,ben.${firm.firmId}@client.example,Group,2,2026-03-16,2026-03-16,1.00,0.00`,
        `Ada,ada.${firm.firmId}@client.example,Individual,1,2026-03-02,2026-05-02,2.00,1.00`,
      ].sort(),
    );
  });

  test("of the EMCC have mentoring, too, and no names", async () => {
    await aYear();
    await ask(asCoach);
    await agree(clients[0]);
    expect(await lines(asManager, "EMCC_CSV")).toEqual([
      "Client,Practice,Format,People,First session,Last session,Sessions,Hours",
      "Client 1,Coaching,Individual,1,2026-03-02,2026-05-02,3,3.00",
      "Client 2,Coaching,Individual,1,2026-03-09,2026-03-09,1,1.00",
      "Client 3,Coaching,Group,2,2026-03-16,2026-03-16,1,1.00",
      "Client 4,Mentoring,Individual,1,2026-06-01,2026-06-01,1,1.00",
    ]);
  });

  test.each(["ICF_PDF", "LETTER_PDF", "EMCC_PDF"])("come as a PDF: %s", async (format) => {
    await aYear();
    await ask(asCoach);
    await agree(clients[0]);
    const response = await download(asCoach, format);
    expect(response.headers.get("content-type")).toBe("application/pdf");
    expect(response.headers.get("content-disposition")).toContain("from 2026-01-01 to 2026-12-31.pdf");
    const content = Buffer.from(await response.arrayBuffer());
    expect(content.subarray(0, 5).toString()).toBe("%PDF-");
    expect(content.length).toBeGreaterThan(5_000);
  });

  test("are not found at an address whose days or format somebody changed", async () => {
    const text = `query ($coachId: ID!) { coachingLogFile(coachId: $coachId, from: "2026-01-01", until: "2026-01-31", format: ICF_CSV) { url } }`;
    const { coachingLogFile } = await asCoach.ask(text, { coachId: apiId("person", coach) });
    expect((await visit(coachingLogFile.url)).status).toBe(200);
    for (const [from, to] of [
      ["2026-01-31", "2026-12-31"],
      ["ICF_CSV", "EMCC_CSV"],
      [".2026-01-31", ""],
    ] as const)
      expect((await visit(coachingLogFile.url.replace(from, to))).status).toBe(404);
  });
});
