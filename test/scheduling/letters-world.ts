import { beforeEach } from "@jest/globals";
import { apiId, FirmFactory, type TestClient, until } from "@coachwork/testing";
import { type Letter, lettersIn } from "../support/mailbox.ts";
import { mutate } from "../support/mutate.ts";
import type { SharedDatabase } from "../support/database.ts";
import { allDone } from "../support/due.ts";
import type { Stage } from "../support/stage.ts";

export let database: SharedDatabase;
export let firm: FirmFactory;
/** Ids of people, who write English and live in London. */
export let people: Record<"coach" | "another" | "ines" | "jonah", string>;
/** A group of the coach, Ines and Jonah. The other coach is in it too. */
export let group: string;
export let asManager: TestClient;
export let signedIn: (person: string) => Promise<TestClient>;

let outbox: string;

/** Plays the stories of a file on a stage. Each test has a firm of its own. */
export function playOn(stage: Stage): void {
  database = stage.database;
  outbox = stage.platform.outbox;
  signedIn = (person) => stage.signedIn(firm, person);
  beforeEach(async () => {
    firm = await FirmFactory.create(database.admin, { name: "Northlight Coaching", time_zone: "Europe/London" });
    people = {
      coach: await person("COACH", "Amara Osei"),
      another: await person("COACH", "Ben Ito"),
      ines: await person("CLIENT", "Ines Calder"),
      jonah: await person("CLIENT", "Jonah Reyes"),
    };
    for (const coach of [people.coach, people.another]) await firm.availability(coach);
    const members = { coaches: [people.coach, people.another], participants: [people.ines, people.jonah] };
    group = await firm.engagement(members, { title: "Risk committee", format: "GROUP", allocation_amount: 1_000 });
    asManager = await signedIn(await firm.person(["PROGRAM_MANAGER"]));
  });
}

/** Somebody of the firm, whose address is their first name. */
export function person(role: string, name: string, more: object = {}): Promise<string> {
  const email = `${name.split(" ")[0]!.toLowerCase()}@${firm.firmId}.example`;
  return firm.person([role], { name, email, time_zone: "Europe/London", locale: "en-GB", ...more });
}

/** Sends a mutation that must succeed. */
export async function change(
  name: string,
  input: object,
  asked: { by?: TestClient; answer?: string; type?: string } = {},
) {
  const { by = asManager, ...rest } = asked;
  const payload = await mutate(by, name, input, rest);
  if (payload.userErrors.length > 0) throw new Error(`${name}: ${JSON.stringify(payload.userErrors)}`);
  return payload;
}

/** Books an hour with the first coach, or as said. */
export async function book(startsAt: Date, more: object = {}): Promise<string> {
  const endsAt = new Date(startsAt.getTime() + 3_600_000);
  const usual = { engagementId: apiId("engagement", group), coachIds: [apiId("person", people.coach)] };
  const input = { ...usual, startsAt, endsAt, timeZone: "Europe/London", ...more };
  return (await change("bookSession", input, { answer: "session { id }" })).session.id;
}

/** Books a session whose reminder, five minutes before, is due at once when everybody has been told of it. */
export async function bookToRemindOf(): Promise<string> {
  const id = await book(new Date(Math.ceil((Date.now() + 6 * 60_000) / 60_000) * 60_000));
  for (const each of [people.coach, people.ines, people.jonah]) await lettersTo(each, 1);
  const session = id.replace("session_", "");
  const dueAt = new Date(Date.now() + 1_000);
  const moved = [session, new Date(dueAt.getTime() + 5 * 60_000)];
  await database.admin.query("update session set starts_at = $2 where id = $1::uuid", moved);
  await database.admin.query("update email set starts_at = $2 where session_id = $1::uuid", moved);
  const plan = async () => {
    const { rows } = await database.admin.query(
      `update graphile_worker._private_jobs j set run_at = $2 from graphile_worker._private_tasks t
       where t.id = j.task_id and identifier = 'remindOfSession' and (payload->>'session')::uuid = $1::uuid returning 1`,
      [session, dueAt],
    );
    return rows;
  };
  await until("the reminder to be planned", plan, (rows) => rows.length > 0);
  return id;
}

/** Somebody's letters in order, once there are as many. */
export function lettersTo(personId: string, count: number): Promise<readonly Letter[]> {
  const found = async () => {
    const { rows } = await database.admin.query<{ id: string }>(
      "select message_id as id from email where firm_id = $1 and person_id = $2 and message_id is not null",
      [firm.firmId, personId],
    );
    return lettersIn(
      outbox,
      rows.map(({ id }) => id),
    );
  };
  return until(`${count} letters`, found, (letters) => letters.length >= count);
}

/** Until everything that happened in the firm is told. */
export function allTold(): Promise<void> {
  return allDone(database, firm.firmId);
}
