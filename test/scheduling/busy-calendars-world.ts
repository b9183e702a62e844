import { afterAll, beforeAll, beforeEach } from "@jest/globals";
import {
  type AnyData,
  apiId,
  at,
  type FeedServer,
  FirmFactory,
  startFeedServer,
  type TestClient,
  until,
} from "@coachwork/testing";
import type { SharedDatabase } from "../support/database.ts";
import type { Stage } from "../support/stage.ts";

export let database: SharedDatabase;
export let signedIn: Stage["signedIn"];
export let feeds: FeedServer;
export let firm: FirmFactory;
export let coach: string;
export let client: TestClient;
export let manager: TestClient;

/** Plays the stories of a file on a stage. Each test has a firm of its own, with a coach whose calendars are elsewhere. */
export function playOn(stage: Stage): void {
  ({ database, signedIn } = stage);
  beforeAll(async () => {
    feeds = await startFeedServer();
  });
  afterAll(async () => {
    await feeds?.close();
  });
  beforeEach(async () => {
    firm = await FirmFactory.create(database.admin);
    await newCoach();
    await firm.availability(coach);
    manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
    feeds.requests.splice(0);
  });
}

/** From now on it is about another coach, who has said nothing yet of where they work. */
export async function newCoach(): Promise<void> {
  coach = await firm.person(["COACH"]);
  client = await signedIn(firm, coach);
}

const state = "id name address host refreshedAt failingSince failure failureMessage coveredUntil warnings";

export async function mutate(
  name: string,
  input: object,
  who = client,
  fields = `busyCalendar { ${state} }`,
): Promise<AnyData> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const text = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { code field message } } }`;
  return (await who.ask(text, { input }))[name];
}
export const subscribe = (more: object = {}, who = client) =>
  mutate(
    "subscribeBusyCalendar",
    { coachId: apiId("person", coach), name: "Work", address: `${feeds.url}/work.ics?key=s3cret`, ...more },
    who,
  );
export const refresh = (id: string, who = client) => mutate("refreshBusyCalendar", { id }, who);
export const upload = (ics: string, name = "Work") =>
  mutate(
    "importBusyCalendar",
    { coachId: apiId("person", coach), name, ics },
    client,
    `busyTimes busyCalendar { ${state} }`,
  );

/** Hours of a day at which the coach is free, by the hour. */
export async function freeHours(offset: number): Promise<string[]> {
  const question = `query ($coachId: ID!, $from: DateTime!, $to: DateTime!) {
    freeSlots(coachIds: [$coachId], from: $from, to: $to, durationMinutes: 60) { slots { startsAt } } }`;
  const range = { coachId: apiId("person", coach), from: at(offset, 8), to: at(offset, 13) };
  const { freeSlots } = await client.ask(question, range);
  return freeSlots.slots.map(({ startsAt }: { startsAt: string }) => startsAt.slice(11, 16));
}

export async function calendars(who = client): Promise<AnyData[]> {
  const { person } = await who.ask(`query ($id: ID!) { person(id: $id) { busyCalendars { ${state} } } }`, {
    id: apiId("person", coach),
  });
  return person.busyCalendars;
}

export async function events(): Promise<string[]> {
  const { rows } = await database.admin.query<{ type: string }>(
    "select type from event where firm_id = $1 order by seq",
    [firm.firmId],
  );
  return rows.map(({ type }) => type.replace("busy_calendar.", ""));
}

/** When the firm's jobs run that look after calendars. */
export async function jobs(): Promise<Date[]> {
  const { rows } = await database.admin.query<{ run_at: Date }>(
    `select j.run_at from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = 'refreshBusyCalendar' and j.payload->>'firmId' = $1`,
    [firm.firmId],
  );
  return rows.map(({ run_at }) => run_at);
}

/** Lets it be time for the firm's calendars to be looked after. */
export async function letTimePass(): Promise<void> {
  await until("a job to be there", async () => (await jobs()).length > 0);
  await database.admin.query("update busy_calendar set next_refresh_at = now() where firm_id = $1", [firm.firmId]);
  await database.admin.query("update graphile_worker._private_jobs set run_at = now() where payload->>'firmId' = $1", [
    firm.firmId,
  ]);
}

/** Waits until the calendars have been looked after, and the next time is written down. */
export async function lookedAfter(): Promise<void> {
  const isLater = async () => {
    const { rows } = await database.admin.query<{ next: Date }>(
      "select min(next_refresh_at) as next from busy_calendar where firm_id = $1 and next_refresh_at > now() + interval '30 minutes'",
      [firm.firmId],
    );
    const [job] = await jobs();
    return rows[0]!.next !== null && job?.getTime() === rows[0]!.next.getTime();
  };
  await until("the calendars to be looked after", isLater);
}
