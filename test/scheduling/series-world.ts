import { beforeEach } from "@jest/globals";
import { type AnyData, apiId, day, FirmFactory, type TestClient } from "@coachwork/testing";
import type { SharedDatabase } from "../support/database.ts";
import type { Stage } from "../support/stage.ts";

export let database: SharedDatabase;
export let signedIn: Stage["signedIn"];
export let firm: FirmFactory;
export let coach: string;
export let participant: string;
export let engagement: string;
export let asManager: TestClient;
export let asCoach: TestClient;
export let asClient: TestClient;

/** Plays the stories of a file on a stage. Each test has a firm of its own, with a coach and a client whose series can be booked. */
export function playOn(stage: Stage): void {
  ({ database, signedIn } = stage);
  beforeEach(() => newFirm());
}

export async function newFirm(values: Record<string, unknown> = {}): Promise<void> {
  firm = await FirmFactory.create(database.admin);
  const manager = await firm.person(["PROGRAM_MANAGER"]);
  coach = await firm.person(["COACH"]);
  participant = await firm.person(["CLIENT"]);
  await firm.availability(coach);
  await engage(values);
  const as = (person: string) => signedIn(firm, person);
  [asManager, asCoach, asClient] = [await as(manager), await as(coach), await as(participant)];
}

/** From now on it is about another engagement, of these people unless others are given. */
export async function engage(
  values: Record<string, unknown> = {},
  people?: { coaches: string[]; participants: string[] },
) {
  engagement = await (people ? firm.engagement(people) : engagementOf(values));
}

export const WEEK = 7 * 86_400_000;

export const engagementOf = (values: Record<string, unknown> = {}) =>
  firm.engagement(
    { coaches: [coach], participants: [participant] },
    { ends_on: day(400), allocation_amount: 1_000, ...values },
  );

const sessionFields = "id status startsAt endsAt originalStart sequence";
const outcome = "conflicts { startsAt code message } userErrors { code field message }";
const series = `id rule firstStart timeZone durationMinutes materialisedUntil endedAt follows { id }
  sessions(first: 100) { nodes { ${sessionFields} } } exceptions(first: 100) { nodes { originalStart code } }`;
export const bookText = `mutation($input: BookSeriesInput!) { bookSeries(input: $input) { series { ${series} } ${outcome} } }`;
export const changeText = `mutation($input: ChangeSeriesInput!) { changeSeries(input: $input) { series { ${series} } sessionsCancelled { id startsAt status } ${outcome} } }`;
export const cancelText = `mutation($input: CancelSeriesInput!) {
  cancelSeries(input: $input) { series { ${series} } userErrors { code field message } } }`;
export const bookOneText = `mutation($input: BookSessionInput!) { bookSession(input: $input) { session { id } userErrors { code } } }`;
export const moveText = `mutation($input: RescheduleSessionInput!) {
  rescheduleSession(input: $input) { session { ${sessionFields} series { id } } userErrors { code message } } }`;
export const cancelOneText = `mutation($id: ID!) { cancelSession(input: { id: $id }) { session { id } userErrors { code } } }`;

/** Weekly from in two days on, at ten, for an hour. */
export const weekly = (more: object = {}) => ({
  engagementId: apiId("engagement", engagement),
  firstStart: `${day(2)}T10:00`,
  durationMinutes: 60,
  rule: "FREQ=WEEKLY;COUNT=4",
  timeZone: "UTC",
  ...more,
});
export const book = async (more: object = {}, client = asManager) =>
  (await client.ask(bookText, { input: weekly(more) })).bookSeries;
export const change = async (input: object, client = asManager) =>
  (await client.ask(changeText, { input })).changeSeries;
export const cancel = async (input: object, client = asManager) =>
  (await client.ask(cancelText, { input })).cancelSeries;
export const move = async (id: string, startsAt: Date, minutes = 60, client = asManager) => {
  const input = { id, startsAt, endsAt: new Date(startsAt.getTime() + minutes * 60_000) };
  return (await client.ask(moveText, { input })).rescheduleSession;
};
export const bookOne = async (startsAt: Date, more: object = {}) => {
  const endsAt = new Date(startsAt.getTime() + 3_600_000);
  const input = { engagementId: apiId("engagement", engagement), startsAt, endsAt, ...more };
  return (await asManager.ask(bookOneText, { input })).bookSession;
};
/** A slot that somebody holds, or held. */
export const heldUntil = (startsAt: Date, until: Date) =>
  firm.session(engagement, { coaches: [coach], startsAt }, { status: "HELD", held_until: until });
export const seriesNow = async (id: string, client = asManager) =>
  (await client.ask(`query($id: ID!) { node(id: $id) { ... on SessionSeries { ${series} } } }`, { id })).node;
export const available = async () => {
  const text = "query($id: ID!) { engagement(id: $id) { allocationAvailable allocationReserved allocationForfeited } }";
  return (await asManager.ask(text, { id: apiId("engagement", engagement) })).engagement;
};

export const iso = (instant: Date | number) =>
  new Date(instant)
    .toISOString()
    .replace(/\.?0*Z$/, "Z")
    .replace(/\.000Z$/, "Z");
export const startsOf = (one: AnyData): string[] => one.sessions.nodes.map(({ startsAt }: AnyData) => startsAt);
export const confirmedOf = (one: AnyData): AnyData[] =>
  one.sessions.nodes.filter(({ status }: AnyData) => status === "CONFIRMED");
export const codesOf = ({ userErrors }: AnyData) => userErrors.map(({ code }: { code: string }) => code);
export const weeks = (first: Date, count: number, minutes = 0) =>
  Array.from({ length: count }, (_, index) => iso(first.getTime() + index * WEEK + minutes * 60_000));
export const count = async (table: string) => {
  const { rows } = await database.admin.query<{ count: number }>(
    `select count(*)::integer as count from ${table} where firm_id = $1`,
    [firm.firmId],
  );
  return rows[0]!.count;
};
