import { beforeEach } from "@jest/globals";
import { type AnyData, apiId, at, FirmFactory, type TestClient } from "@coachwork/testing";
import type { SharedDatabase } from "../support/database.ts";
import type { Stage } from "../support/stage.ts";

export let database: SharedDatabase;
let signedIn: Stage["signedIn"];
export let firm: FirmFactory;
export let asManager: TestClient;

/** Plays the stories of a file on a stage. Each test has a firm of its own. */
export function playOn(stage: Stage): void {
  ({ database, signedIn } = stage);
  beforeEach(async () => {
    firm = await FirmFactory.create(database.admin);
    asManager = await as(await firm.person(["PROGRAM_MANAGER"]));
  });
}

export const as = (person: string) => signedIn(firm, person);
export const person = (id: string) => apiId("person", id);

/** A coach who works from one hour to another, every day. */
export async function coachFrom(start: number, end: number, values: object = {}): Promise<string> {
  const id = await firm.person(["COACH"]);
  const windows = [1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, start * 60, end * 60] as const);
  await firm.availability(id, { windows: windows as never, ...values });
  return id;
}

export const text = `query($coachIds: [ID!]!, $staffing: Staffing, $least: Int, $sessionTypeId: ID, $durationMinutes: Int,
    $stepMinutes: Int, $from: DateTime!, $to: DateTime!, $timeZone: TimeZone, $first: Int, $after: String, $movingSessionId: ID) {
  freeSlots(coachIds: $coachIds, staffing: $staffing, least: $least, sessionTypeId: $sessionTypeId,
    durationMinutes: $durationMinutes, stepMinutes: $stepMinutes, from: $from, to: $to, timeZone: $timeZone,
    first: $first, after: $after, movingSessionId: $movingSessionId) {
    slots { startsAt endsAt coaches { id } } emptyReasons
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

export const question = (coaches: readonly string[], more: object = {}) => ({
  ...{ coachIds: coaches.map(person), durationMinutes: 60, from: at(3, 0), to: at(4, 0) },
  ...more,
});
export const slotsOf = async (coaches: readonly string[], more: object = {}, client = asManager): Promise<AnyData> =>
  (await client.ask(text, question(coaches, more))).freeSlots;

/** Each slot's hour and the coaches, by their places in the list. */
export async function found(coaches: readonly string[], more: object = {}): Promise<[number, number[]][]> {
  const { slots } = await slotsOf(coaches, more);
  return slots.map(({ startsAt, coaches: free }: AnyData) => [
    new Date(startsAt).getUTCHours(),
    free.map(({ id }: { id: string }) => coaches.map(person).indexOf(id)),
  ]);
}
