import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { apiId, at, day, type TestClient } from "@coachwork/testing";
import { CLIENT, COACH, eventOf, MailWorld, uidsOf } from "./mail-world.ts";

let world: MailWorld;

beforeAll(async () => {
  world = await MailWorld.open();
});
afterAll(() => world?.close());
beforeEach(() => world.newFirm());

const lettersTo = (address: string, count: number) => world.lettersTo(address, count);

describe("A session's people get", () => {
  test("an invitation, its change under a higher SEQUENCE, and its end: in their language, on their clock", async () => {
    const id = await world.book(at(3, 10));
    const [invited] = await lettersTo(CLIENT, 1);
    await world.move(id, at(4, 12));
    const [, moved] = await lettersTo(CLIENT, 2);
    await world.cancel(id);
    const letters = await lettersTo(CLIENT, 3);
    const [, , ended] = letters;

    expect(letters.map(({ method }) => method)).toEqual(["REQUEST", "REQUEST", "CANCEL"]);
    const events = letters.map(eventOf);
    expect(events.map(({ uid }) => uid)).toEqual(Array(3).fill(`${id}@coachwork`));
    expect(events.map(({ sequence }) => sequence)).toEqual([0, 1, 2]);
    expect(events.map(({ startDate }) => startDate.toJSDate())).toEqual([at(3, 10), at(4, 12), at(4, 12)]);

    const inTokyo = (instant: Date) =>
      new Intl.DateTimeFormat("de", { dateStyle: "full", timeStyle: "short", timeZone: "Asia/Tokyo" })
        .formatRange(instant, new Date(instant.getTime() + 3_600_000))
        .replace(/[\u2009\u202f]/g, " ");
    expect(invited!.subject).toMatch(/^Termin gebucht: Risk committee, .*19:00$/);
    expect(invited!.text).toContain(`Wann: ${inTokyo(at(3, 10))} (Tokyo, UTC+9)`);
    expect(moved!.text).toContain(`Wann: ${inTokyo(at(4, 12))} (Tokyo, UTC+9)\nBisher: ${inTokyo(at(3, 10))}`);
    expect(ended!.subject).toMatch(/^Termin abgesagt: /);
    const [toCoach] = await lettersTo(COACH, 3);
    expect(toCoach!.text).toMatch(/\n\nHello Amara Osei,/);
    expect(toCoach!.text).toContain("Participant: Jörg Weiß");
    expect(toCoach!.from).toBe('"Northlight Coaching via Coachwork" <no-reply@localhost>');
  });

  test("one e-mail of several changes that were not told yet, and none of what came to nothing meanwhile", async () => {
    const { firm, engagement } = world;
    const members = { coaches: [world.coach], participants: [world.client] };
    const moved = await firm.session(engagement, { ...members, startsAt: at(5, 9) }, { sequence: 2 });
    const off = await firm.session(
      engagement,
      { ...members, startsAt: at(6, 9) },
      { status: "CANCELLED", sequence: 1 },
    );
    await world.tell(
      ["session.booked", off],
      ["session.booked", moved],
      ["session.rescheduled", moved],
      ["session.rescheduled", moved],
      ["session.cancelled", off],
    );
    await world.quiet();
    const letters = await lettersTo(CLIENT, 1);
    expect(letters.map(({ subject }) => subject)).toEqual([expect.stringMatching(/^Termin gebucht/)]);
    expect(eventOf(letters[0]!).sequence).toBe(2);
  });

  test("nothing of what is past", async () => {
    const members = { coaches: [world.coach], participants: [world.client] };
    const past = await world.firm.session(world.engagement, { ...members, startsAt: at(-2, 9) });
    await world.tell(["session.booked", past], ["session.rescheduled", past]);
    await world.quiet();
    expect(await lettersTo(CLIENT, 0)).toEqual([]);
  });

  test("in a group no word of each other, neither names nor addresses; the coach reads who comes", async () => {
    const fellow = await world.firm.person(["CLIENT"], { name: "Mara Lind", email: "mara@other.example" });
    const outsider = await world.firm.person(["CLIENT"], { name: "Olga Outside", email: "olga@other.example" });
    await world.firm.participant(world.engagement, fellow);
    await world.firm.engagement({ coaches: [world.coach], participants: [outsider] });
    await world.book(at(3, 10));
    const [[toClient], [toFellow], [toCoach]] = await Promise.all([
      lettersTo(CLIENT, 1),
      lettersTo("mara@other.example", 1),
      lettersTo(COACH, 1),
    ]);
    await world.quiet();
    expect(`${toClient!.text} ${toClient!.calendar}`).not.toMatch(/Mara|mara@/);
    expect(`${toFellow!.text} ${toFellow!.calendar}`).not.toMatch(/Weiß|alder/);
    expect(toCoach!.text).toMatch(/Participants: (Mara Lind and Jörg Weiß|Jörg Weiß and Mara Lind)\n/);
    expect(toCoach!.calendar).not.toMatch(/mara@|alder/);
    expect(await lettersTo("olga@other.example", 0)).toEqual([]);
  });

  test("when they leave the engagement before its day, word that it takes place without them, of the time they know alone", async () => {
    const id = await world.book(at(5, 10));
    await lettersTo(CLIENT, 1);
    await world.rows("update engagement_participant set left_on = $2 where firm_id = $1", [world.firm.firmId, day(1)]);
    await world.move(id, at(6, 14));
    const [, farewell] = await lettersTo(CLIENT, 2);
    expect(farewell!.method).toBe("CANCEL");
    expect(farewell!.text).toContain("findet ohne Sie statt");
    expect(farewell!.text).not.toContain("Amara");
    expect(eventOf(farewell!).startDate.toJSDate()).toEqual(at(5, 10));

    await world.cancel(id);
    await lettersTo(COACH, 3);
    await world.quiet();
    expect(await lettersTo(CLIENT, 2)).toHaveLength(2);
  });

  test("as soon as it is said that they leave, and not if they leave later than that", async () => {
    await world.book(at(5, 10));
    const later = await world.book(at(9, 10));
    await lettersTo(CLIENT, 2);
    const [row] = await world.rows<{ id: string }>("select id from engagement_participant where firm_id = $1", [
      world.firm.firmId,
    ]);
    const end = `mutation($input: EndMembershipInput!) {
      endEngagementParticipant(input: $input) { userErrors { code message } }
    }`;
    const input = { id: apiId("engagement_participant", row!.id), leftOn: day(7) };
    expect((await world.manager.ask(end, { input })).endEngagementParticipant.userErrors).toEqual([]);
    const letters = await lettersTo(CLIENT, 3);
    expect(letters.map(({ method }) => method)).toEqual(["REQUEST", "REQUEST", "CANCEL"]);
    expect(eventOf(letters[2]!).uid).toBe(`${later}@coachwork`);
    await world.quiet();
    expect(await lettersTo(CLIENT, 3)).toHaveLength(3);
  });

  test("who joins the engagement in time, an invitation before that day", async () => {
    const joining = await world.firm.person(["CLIENT"], { email: "joining@alder.example" });
    await world.firm.participant(world.engagement, joining, { joined_on: day(2) });
    await world.book(at(3, 10));
    await lettersTo("joining@alder.example", 1);
  });
});

describe("Whoever runs the practice", () => {
  const emails = `query($id: ID!) { session(id: $id) { emails(first: 10) { nodes { kind sentAt failedAt failure person { id } } } } }`;

  test("sees which e-mails were sent to whom; others see those to themselves", async () => {
    const id = await world.book(at(3, 10));
    await lettersTo(CLIENT, 1);
    await lettersTo(COACH, 1);
    await world.quiet();
    const sentTo = (person: string) => ({
      kind: "SESSION_BOOKED",
      sentAt: expect.any(String),
      failedAt: null,
      failure: null,
      person: { id: apiId("person", person) },
    });
    const seen = async (viewer: TestClient) => (await viewer.ask(emails, { id })).session.emails.nodes;
    expect(await seen(world.manager)).toEqual(expect.arrayContaining([sentTo(world.coach), sentTo(world.client)]));
    expect(await seen(await world.signedIn(world.client))).toEqual([sentTo(world.client)]);
    expect(await seen(await world.signedIn(world.coach))).toEqual([sentTo(world.coach)]);
    expect(await seen(await world.signedIn(await world.firm.person(["FINANCE"])))).toEqual([]);
  });
});

test("A service that is killed again and again leaves each e-mail once in the outbox, and whole", async () => {
  const sessions = await world.manySessions(40);
  await lettersTo(CLIENT, 3);
  const kills = await world.killWhile(async () => (await lettersTo(CLIENT, 0)).length < sessions.length);
  expect(kills).toBeGreaterThan(0);
  await lettersTo(CLIENT, sessions.length);
  await world.quiet();
  const letters = await lettersTo(CLIENT, sessions.length);
  expect(letters.map((letter) => eventOf(letter).uid).sort()).toEqual(uidsOf(sessions));
  for (const index of sessions.keys()) expect(await lettersTo(`coach-${index}@firm.example`, 1)).toHaveLength(1);
});

test("Every statement about e-mails stays on its firm's shard", async () => {
  const { texts, astray } = await world.statements();
  expect(astray).toEqual([]);
  expect(texts.size).toBeGreaterThan(8);
});
