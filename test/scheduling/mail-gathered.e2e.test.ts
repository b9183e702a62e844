import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { at, until } from "@coachwork/testing";
import { MailWorld } from "./mail-world.ts";

const GATHER_S = 15;

let world: MailWorld;

beforeAll(async () => {
  world = await MailWorld.open({ MAIL_GATHER_SECONDS: String(GATHER_S) });
});
afterAll(() => world?.close());
beforeEach(() => world.newFirm());

interface Sent {
  readonly kind: string;
  readonly sequence: number;
  readonly createdAt: Date;
}

/** What the client was sent, in order. */
function sent(): Promise<Sent[]> {
  return world.rows<Sent>(
    `select kind, sequence, created_at as "createdAt" from email
     where firm_id = $1 and person_id = $2 and sent_at is not null order by id`,
    [world.firm.firmId, world.client],
  );
}

/** Until no e-mail is to be written or sent at any time, reminders aside. */
async function allTold(): Promise<void> {
  const left = () =>
    world.rows<{ count: string }>(
      `select count(*) from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where payload->>'firmId' = $1 and identifier in ('tellSession', 'sendEmail')`,
      [world.firm.firmId],
    );
  await world.quiet();
  await until("everybody to be told", left, ([row]) => row?.count === "0");
}

const inMinutes = (minutes: number) => new Date(Math.ceil(Date.now() / 60_000 + minutes) * 60_000);

test("Twenty changes of a session in a row are told in one e-mail, of how things are in the end", async () => {
  const id = await world.book(at(3, 0));
  for (let hour = 1; hour < 20; hour += 1) await world.move(id, at(3, hour));
  await until("an e-mail", sent, (letters) => letters.length > 0);
  await allTold();
  expect(await sent()).toMatchObject([{ kind: "SESSION_BOOKED", sequence: 19 }]);
});

test("Changes of a session that is about to begin are told at once, and then not before the next e-mail is due", async () => {
  const id = await world.book(inMinutes(50));
  const [booked] = await until("an e-mail", sent, (letters) => letters.length > 0);
  for (const minutes of [55, 60, 65, 70]) await world.move(id, inMinutes(minutes));
  // Nearer is the time that the client knows of.
  await world.move(id, at(5, 9));
  const letters = await until("another e-mail", sent, (found) => found.length > 1);
  await allTold();
  expect(await sent()).toMatchObject([{ kind: "SESSION_BOOKED" }, { kind: "SESSION_RESCHEDULED", sequence: 5 }]);
  const apart = letters[1]!.createdAt.getTime() - booked!.createdAt.getTime();
  expect(apart).toBeGreaterThanOrEqual(GATHER_S * 1_000);
});
