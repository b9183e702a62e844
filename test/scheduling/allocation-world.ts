import { beforeEach } from "@jest/globals";
import { type AnyData, apiId, FirmFactory, type TestClient } from "@coachwork/testing";
import type { SharedDatabase } from "../support/database.ts";
import type { Stage } from "../support/stage.ts";

export let database: SharedDatabase;
export let firm: FirmFactory;
export let asManager: TestClient;
/** The coach and the client of the engagements. */
export let asCoach: TestClient;
export let asClient: TestClient;

let coach: string;
let participant: string;

/** Plays the stories of a file on a stage. Each test has a firm of its own. */
export function playOn(stage: Stage): void {
  database = stage.database;
  beforeEach(async () => {
    firm = await FirmFactory.create(database.admin);
    const manager = await firm.person(["PROGRAM_MANAGER"]);
    coach = await firm.person(["COACH"]);
    participant = await firm.person(["CLIENT"]);
    await firm.availability(coach);
    const as = (person: string) => stage.signedIn(firm, person);
    [asManager, asCoach, asClient] = [await as(manager), await as(coach), await as(participant)];
  });
}

export const engagementOf = (values: object = {}) =>
  firm.engagement({ coaches: [coach], participants: [participant] }, values as Record<string, unknown>);

const userErrors = "userErrors { code field message }";
export const bookText = `mutation($input: BookSessionInput!) { bookSession(input: $input) { session { id } ${userErrors} } }`;
export const cancelText = `mutation($input: CancelSessionInput!) {
  cancelSession(input: $input) { session { id status cancelledBy cancelledAt cancellationReason } ${userErrors} } }`;
export const moveText = `mutation($input: RescheduleSessionInput!) { rescheduleSession(input: $input) { session { id } ${userErrors} } }`;
export const adjustText = `mutation($input: AdjustAllocationInput!) {
  adjustAllocation(input: $input) { entry { kind amount reason } engagement { allocationAvailable } ${userErrors} } }`;
const policyText = `mutation($input: SetCancellationPolicyInput!) {
  setCancellationPolicy(input: $input) { cancellationPolicy { id noticeMinutes engagement { id } } ${userErrors} } }`;

export const book = async (client: TestClient, engagement: string, startsAt: Date, minutes = 60, more: object = {}) => {
  const endsAt = new Date(startsAt.getTime() + minutes * 60_000);
  const input = { engagementId: apiId("engagement", engagement), startsAt, endsAt, ...more };
  return (await client.ask(bookText, { input })).bookSession;
};
export const cancel = async (client: TestClient, id: string, more: object = {}) =>
  (await client.ask(cancelText, { input: { id, ...more } })).cancelSession;
export const setPolicy = async (input: object) => (await asManager.ask(policyText, { input })).setCancellationPolicy;

export async function totalsOf(client: TestClient, engagement: string): Promise<AnyData> {
  const answer = await client.ask(
    `query($id: ID!) { engagement(id: $id) {
    allocationGranted allocationReserved allocationUsed allocationForfeited allocationAvailable } }`,
    {
      id: apiId("engagement", engagement),
    },
  );
  return Object.fromEntries(
    Object.entries(answer.engagement).map(([name, value]) => [name.replace("allocation", "").toLowerCase(), value]),
  );
}
export const codes = (payload: AnyData) => payload.userErrors.map(({ code }: { code: string }) => code);
