import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { at, until } from "@coachwork/testing";
import { CLIENT, eventOf, MailWorld, uidsOf } from "./mail-world.ts";
import { MailServer, type Received } from "../support/mailbox.ts";

let server: MailServer;
let world: MailWorld;

beforeAll(async () => {
  server = await MailServer.start();
  world = await MailWorld.open({ MAIL_URL: server.url, MAIL_FROM: "Acme <acme@mail.example>" });
});
afterAll(async () => {
  await world?.close();
  await server.stop();
});
beforeEach(async () => {
  await world.newFirm();
  server.received.length = 0;
  server.asked.length = 0;
});

const receivedBy = (address: string) => server.received.filter(({ to }) => to === address);
const tries = async (address: string) => server.asked.filter((asked) => asked === address).length;
const rowOf = async (person: string, kind = "SESSION_BOOKED") => {
  const [row] = await world.rows<{ sent: boolean; failed: boolean; failure: string | null; begun: boolean }>(
    `select sent_at is not null as sent, failed_at is not null as failed, failure, begun_at is not null as begun
     from email where firm_id = $1 and person_id = $2 and kind = $3`,
    [world.firm.firmId, person, kind],
  );
  return row;
};

/** The e-mails to somebody that have not left. */
const waiting = (person: string) =>
  world.rows<{ starts_at: Date }>(
    "select starts_at from email where firm_id = $1 and person_id = $2 and begun_at is null",
    [world.firm.firmId, person],
  );

/** Somebody else who comes to the session, of whom the server is asked. */
async function participant(address: string): Promise<string> {
  const person = await world.firm.person(["CLIENT"], { email: address });
  await world.firm.participant(world.engagement, person);
  return person;
}

/** Books a session with somebody whose e-mail the server does not take for now. It has been put back. */
async function bookWithBusy(): Promise<{ readonly id: string; readonly busy: string }> {
  server.refuse("busy@alder.example", 451, "Later, please");
  const busy = await participant("busy@alder.example");
  const id = await world.book(at(3, 10));
  await until(
    "a try",
    () => tries("busy@alder.example"),
    (count) => count > 0,
  );
  await until(
    "the e-mail to be put back",
    () => rowOf(busy),
    (found) => found?.begun === false,
  );
  return { id, busy };
}

describe("A mail server", () => {
  test("gets e-mails from the address that was set, in the firm's name and the sender's", async () => {
    await world.book(at(3, 10));
    const [letter] = await until(
      "the e-mail",
      async () => receivedBy(CLIENT),
      ({ length }) => length === 1,
    );
    expect(letter!.from).toBe('"Northlight Coaching über Acme" <acme@mail.example>');
    expect(letter!.id).toMatch(/^<[0-9a-f]{32}@mail\.example>$/);
    expect(letter!.envelope).toEqual({ from: "acme@mail.example", to: [CLIENT], user: "mailer" });
    expect(eventOf(letter!).organizer).toBe("mailto:acme@mail.example");
  });

  test("is not given again what it has taken, however often the job is done", async () => {
    await world.book(at(3, 10));
    await until(
      "the e-mail to be sent",
      () => rowOf(world.client),
      (found) => found?.sent === true,
    );
    await world.rows(
      `select graphile_worker.add_job('sendEmail', json_build_object('firmId', firm_id, 'email', id))
       from email where firm_id = $1`,
      [world.firm.firmId],
    );
    await world.quiet();
    expect(receivedBy(CLIENT)).toHaveLength(1);
  });

  test("that refuses a reader for good is not asked again, and what it said is noted", async () => {
    server.refuse("nobody@alder.example", 550, "No such mailbox");
    const nobody = await participant("nobody@alder.example");
    await world.book(at(3, 10));
    const row = await until(
      "the refusal",
      () => rowOf(nobody),
      (found) => found?.failed === true,
    );
    expect(row).toMatchObject({ sent: false, failure: expect.stringContaining("No such mailbox") });
    await world.quiet();
    expect(await tries("nobody@alder.example")).toBe(1);
  });

  test("that takes nothing for now is asked again until it does", async () => {
    const { busy } = await bookWithBusy();
    server.accept("busy@alder.example");
    await until(
      "the next try",
      () => rowOf(busy),
      (found) => found?.sent === true,
    );
    expect(receivedBy("busy@alder.example")).toHaveLength(1);
  });

  test("is not told what was called off while it took nothing", async () => {
    const { id, busy } = await bookWithBusy();
    await world.cancel(id);
    server.accept("busy@alder.example");
    await until(
      "the e-mail to be taken back",
      () => rowOf(busy),
      (found) => found === undefined,
    );
    await until(
      "the others' e-mails",
      async () => receivedBy(CLIENT),
      ({ length }) => length === 2,
    );
    await world.quiet();
    expect(receivedBy("busy@alder.example")).toEqual([]);
  });

  test("is not told what does not hold any more, even before the change was told", async () => {
    const { busy } = await bookWithBusy();
    // Behind the log's back.
    await world.rows("update session set starts_at = starts_at + interval '5 minutes' where firm_id = $1", [
      world.firm.firmId,
    ]);
    server.accept("busy@alder.example");
    await until(
      "the e-mail to be taken back",
      () => rowOf(busy),
      (found) => found === undefined,
    );
    expect(receivedBy("busy@alder.example")).toEqual([]);
  });

  test("gets what is newer after what is older, though a time that it would not take comes back", async () => {
    const busy = await participant("busy@alder.example");
    const id = await world.book(at(3, 10));
    const letters = async () => receivedBy("busy@alder.example");
    await until("the invitation", letters, ({ length }) => length === 1);
    server.refuse("busy@alder.example", 451, "Later, please");
    await world.move(id, at(4, 10));
    await until(
      "the e-mail to be put back",
      () => rowOf(busy, "SESSION_RESCHEDULED"),
      (found) => found?.begun === false,
    );
    await world.move(id, at(6, 10));
    // What was being tried meanwhile is put back, and then found not to hold any more.
    await until(
      "the next change to take the place of the one before",
      () => waiting(busy),
      ([row, ...others]) => others.length === 0 && row?.starts_at.getTime() === at(6, 10).getTime(),
    );
    server.accept("busy@alder.example");
    for (const days of [5, 4]) {
      await world.move(id, at(days, 10));
      const isTold = (all: readonly Received[]) =>
        eventOf(all.at(-1)!).startDate.toJSDate().getTime() === at(days, 10).getTime();
      await until("the change", letters, isTold);
    }
    await world.quiet();
    const sequences = (await letters()).map((letter) => eventOf(letter).sequence);
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
    expect(sequences.at(-1)).toBe(4);
  });

  test("gets each e-mail of a service that is killed again and again, and twice, if at all, under one Message-ID", async () => {
    server.delayMs = 50;
    const sessions = await world.manySessions(30);
    const sent = async () => new Set(server.received.map(({ id }) => id)).size;
    await until("the first e-mails", sent, (count) => count > 3);
    const kills = await world.killWhile(async () => (await sent()) < sessions.length * 2);
    expect(kills).toBeGreaterThan(0);
    await until("all e-mails", sent, (count) => count >= sessions.length * 2);
    await world.quiet();
    const byId = new Map(receivedBy(CLIENT).map((letter) => [letter.id, eventOf(letter).uid]));
    expect([...byId.values()].sort()).toEqual(uidsOf(sessions));
    expect(await sent()).toBe(sessions.length * 2);
  });
});
