import { beforeEach, expect } from "@jest/globals";
import type { Pool, PoolClient } from "pg";
import { type AnyData, apiId, FirmFactory, type TestClient, until } from "@coachwork/testing";
import type { SharedDatabase } from "../support/database.ts";
import { allDone } from "../support/due.ts";
import type { Stage } from "../support/stage.ts";

/*
 * What becomes of a schedule when people join or leave an engagement, and when it ends.
 */

export let database: SharedDatabase;
let signedIn: Stage["signedIn"];

export let firm: FirmFactory;
export let coach: string;
export let client: string;
export let engagement: string;
export let asManager: TestClient;
export let asCoach: TestClient;

/** Plays the stories of a file on a stage. Each test has a firm of its own, with an engagement of a coach and a client. */
export function playOn(stage: Stage): void {
  ({ database, signedIn } = stage);
  beforeEach(async () => {
    firm = await FirmFactory.create(database.admin);
    coach = await coachOf();
    client = await firm.person(["CLIENT"]);
    engagement = await firm.engagement({ coaches: [coach], participants: [client] }, { format: "GROUP" });
    asManager = await as(await firm.person(["PROGRAM_MANAGER"]));
    asCoach = await as(coach);
  });
}

const as = (person: string) => signedIn(firm, person);
export async function coachOf(): Promise<string> {
  const person = await firm.person(["COACH"]);
  await firm.availability(person);
  return person;
}

/** A mutation's payload, as the manager asks for it; refusals are none of a story's parts unless it says so. */
export async function ask(name: string, input: object, answer = ""): Promise<AnyData> {
  const { inputs = `${name[0]!.toUpperCase()}${name.slice(1)}Input`, ...given } = input as { inputs?: string };
  const text = `mutation ($input: ${inputs}!) { ${name}(input: $input) { ${answer} userErrors { code message } } }`;
  const payload = (await asManager.ask(text, { input: given }))[name];
  expect(payload.userErrors).toEqual([]);
  return payload;
}
export const times = (startsAt: Date) => ({ startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) });
export const book = async (startsAt: Date, more: object = {}) =>
  uuid(
    (
      await ask(
        "bookSession",
        { engagementId: apiId("engagement", engagement), ...times(startsAt), ...more },
        "session { id }",
      )
    ).session.id,
  );
// prettier-ignore
export const hold = async (startsAt: Date) =>
  uuid((await ask("holdSlot", { engagementId: apiId("engagement", engagement), ...times(startsAt) }, "session { id }")).session.id);

export async function rows<Row extends object>(text: string, values: readonly unknown[]): Promise<Row[]> {
  return (await database.admin.query<Row>(text, [...values])).rows;
}
/** Says what happened to what a test arranged itself. */
export const tell = (type: string, ids: object, on: Pick<Pool, "query"> | PoolClient = database.admin) =>
  on.query(
    `with counter as (update firm_counter set last_seq = last_seq + 1 where firm_id = $1::uuid returning last_seq)
     insert into event (firm_id, seq, type, ids, occurred_at)
     select $1::uuid, last_seq, $2::text, $3::jsonb, now() from counter`,
    [firm.firmId, type, JSON.stringify(ids)],
  );
/** Who is expected at a session or came to it. */
export const attendanceOf = async (session: string) => {
  const text = "select person_id as person, status from attendance where session_id = $1";
  const found = await rows<{ person: string; status: string }>(text, [session]);
  return Object.fromEntries(found.map(({ person, status }) => [person, status]));
};
export const eventsOf = async (session: string) => {
  const text = "select type, ids from event where firm_id = $1 and ids->>'session' = $2 order by seq";
  return rows<{ type: string; ids: { coaches: string[] } }>(text, [firm.firmId, session]);
};
export const emailsTo = async (person: string, session: string) => {
  const text = "select kind, begun_at from email where person_id = $1 and session_id = $2 order by id";
  return rows<{ kind: string; begun_at: Date | null }>(text, [person, session]);
};
export const untilAttendance = (session: string, wanted: Record<string, string>) =>
  until(`attendance to be ${JSON.stringify(wanted)}`, async () => {
    const found = await attendanceOf(session);
    const all = new Set([...Object.keys(wanted), ...Object.keys(found)]);
    return [...all].every((person) => found[person] === wanted[person]);
  });
/** Until all that follows from what happened so far is done, but for what is to be done at a later time. */
export const quiet = () => allDone(database, firm.firmId);
/** Lets a session that lies ahead have begun some minutes ago. */
export const begin = (session: string) =>
  rows(
    `update session set starts_at = now() - interval '10 minutes', ends_at = now() + interval '50 minutes',
       date = current_date where id = $1`,
    [session],
  );
export const record = (session: string, statuses: Record<string, string>) => {
  const attendance = Object.entries(statuses).map(([id, status]) => ({ personId: apiId("person", id), status }));
  return ask("recordAttendance", { sessionId: apiId("session", session), attendance }, "session { status }");
};

export function uuid(id: string): string {
  return id.slice("session_".length).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
