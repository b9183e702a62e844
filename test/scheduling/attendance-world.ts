import { beforeEach } from "@jest/globals";
import { type AnyData, apiId, FirmFactory, type TestClient } from "@coachwork/testing";
import type { SharedDatabase } from "../support/database.ts";
import type { PlatformPlace } from "../support/platform.ts";
import type { Stage } from "../support/stage.ts";

export let database: SharedDatabase;
export let platform: PlatformPlace;
let signedIn: Stage["signedIn"];
export let firm: FirmFactory;
export let coach: string;
export let participant: string;
export let asManager: TestClient;
export let asCoach: TestClient;
export let asClient: TestClient;
let begun = 0;

/** Plays the stories of a file on a stage. Each test has a firm of its own, with a coach and a client. */
export function playOn(stage: Stage): void {
  ({ database, platform, signedIn } = stage);
  beforeEach(async () => {
    firm = await FirmFactory.create(database.admin);
    const manager = await firm.person(["PROGRAM_MANAGER"]);
    coach = await firm.person(["COACH"]);
    participant = await firm.person(["CLIENT"]);
    await firm.availability(coach);
    [asManager, asCoach, asClient] = [await as(manager), await as(coach), await as(participant)];
  });
}

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

export const as = (person: string) => signedIn(firm, person);
export const engagementOf = (values: object = {}) =>
  firm.engagement({ coaches: [coach], participants: [participant] }, values as Record<string, unknown>);
export const groupOf = async (size: number, values: object = {}) => {
  const participants = await Promise.all(Array.from({ length: size }, () => firm.person(["CLIENT"])));
  const engagement = await firm.engagement({ coaches: [coach], participants }, { format: "GROUP", ...values });
  return { engagement, participants };
};
/** A session that began some minutes ago, or will, with what a booking reserves. Sessions of one coach do not overlap. */
export async function sessionOf(
  engagement: string,
  participants: readonly string[] = [participant],
  { startsAt, reserves = 1, coaches = [coach], ...values }: Record<string, unknown> & Options = {},
): Promise<string> {
  begun += 1;
  const start = startsAt ?? new Date(Date.now() - begun * 90 * MINUTE);
  const session = await firm.session(engagement, { coaches, participants, startsAt: start }, values);
  if (reserves > 0) {
    const entry = { engagement_id: engagement, session_id: session, kind: "RESERVE", amount: reserves };
    await firm.row("allocation_entry", { ...entry, recorded_at: new Date(start.getTime() - DAY) });
  }
  return session;
}
interface Options {
  readonly startsAt?: Date;
  readonly reserves?: number;
  readonly coaches?: readonly string[];
}

export const recordText = `mutation($input: RecordAttendanceInput!) { recordAttendance(input: $input) {
  session { id status attendance { person { id } status recordedAt recordedBy { id } } } userErrors { code field message } } }`;

export async function record(client: TestClient, session: string, statuses: Record<string, string>, more: object = {}) {
  const attendance = Object.entries(statuses).map(([person, status]) => ({
    personId: apiId("person", person),
    status,
  }));
  const input = { sessionId: apiId("session", session), attendance, ...more };
  return (await client.ask(recordText, { input })).recordAttendance;
}
export const codes = (payload: AnyData) => payload.userErrors.map(({ code }: { code: string }) => code);

export async function totalsOf(engagement: string): Promise<AnyData> {
  const { engagement: found } = await asManager.ask(
    `query($id: ID!) { engagement(id: $id) {
      reserved: allocationReserved used: allocationUsed forfeited: allocationForfeited available: allocationAvailable } }`,
    { id: apiId("engagement", engagement) },
  );
  return found;
}
export async function entriesOf(session: string): Promise<string[]> {
  const text = "select kind, amount from allocation_entry where firm_id = $1 and session_id = $2 order by recorded_at";
  const { rows } = await database.admin.query(text, [firm.firmId, session]);
  return rows.map(({ kind, amount }) => `${kind} ${amount}`);
}
export async function eventsOf(session: string): Promise<string[]> {
  const text = "select type from event where firm_id = $1 and ids->>'session' = $2 order by seq";
  return (await database.admin.query(text, [firm.firmId, session])).rows.map(({ type }) => type);
}
export async function statusOf(session: string): Promise<string> {
  return (await database.admin.query("select status from session where id = $1", [session])).rows[0].status;
}
export const setPolicy = async (input: object) =>
  asManager.ask(
    "mutation($input: SetCancellationPolicyInput!) { setCancellationPolicy(input: $input) { userErrors { code } } }",
    { input },
  );
