import { beforeEach } from "@jest/globals";
import { type AnyData, apiId, at, type TestClient } from "@coachwork/testing";
import * as to from "./seats-world.js";
import { type Group, groupOf, seatId } from "./seats-world.js";
import type { SharedDatabase } from "../support/database.ts";
import type { Stage } from "../support/stage.ts";

export let database: SharedDatabase;
export let signedIn: Stage["signedIn"];
export let group: Group;

/** Plays the stories of a file on a stage. Each test has a group of its own, of four clients. */
export function playOn(stage: Stage): void {
  ({ database, signedIn } = stage);
  beforeEach(async () => {
    group = await groupOf(stage, 4);
  });
}

/** A mutation's payload. */
export async function ask(client: TestClient, text: string, input: object): Promise<AnyData> {
  return Object.values((await client.ask(text, { input })) as object)[0];
}
export const take = (client: TestClient, session: string, more: object = {}) =>
  ask(client, to.take, { sessionId: apiId("session", session), ...more });
/** What one of the group does with their own seat. */
export const their = async (index: number, session: string, text: string) =>
  ask(group.as[index]!, text, { id: await seatId(database, session, group.clients[index]!) });
export const sessionOf = async (client: TestClient, session: string, fields: string) =>
  (await client.ask(`query ($id: ID!) { session(id: $id) { ${fields} } }`, { id: apiId("session", session) })).session;
export const eventsOf = async (session: string) => {
  const text = `select type, seq::integer, actor_id from event where firm_id = $1 and ids->>'session' = $2 order by seq`;
  const { rows } = await database.admin.query(text, [group.firm.firmId, session]);
  return rows as { type: string; seq: number; actor_id: string | null }[];
};
export const bookGroup = (client: TestClient, seats: object | null, engagement = group.engagement) =>
  ask(client, to.book, {
    engagementId: apiId("engagement", engagement),
    startsAt: at(3, 10),
    endsAt: at(3, 11),
    seats,
  });
