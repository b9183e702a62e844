import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { withConnection } from "@coachwork/infra/database";
import type { RunningPostgres } from "@coachwork/infra/postgres";
import { createFirm } from "./booking/world.ts";
import { median } from "./measure.ts";
import type { Options } from "./options.ts";
import { Report } from "./report.ts";
import { unlimited } from "./servers/coachwork.ts";
import { createServicesDatabase, onOwnPostgres, startServices } from "./servers/services.ts";
import type { Arrived, Awaited } from "./webhooks/receiver.main.ts";

/** Events of a round. Each is about somebody else, so that none waits for another. */
const EVENTS = 2_000;
/** As many as are sent to an endpoint at the same time. */
const AT_ONCE = 10;

/** How many messages a second one gateway delivers to one endpoint, beside a bare loop that posts the same bodies to it, in turns. */
export async function webhooks(options: Options): Promise<void> {
  const report = new Report("webhooks", options.json);
  await onOwnPostgres("webhooks", 100, (postgres) => onPostgres(postgres, report, options.rounds));
}

async function onPostgres(postgres: RunningPostgres, report: Report, rounds: number): Promise<void> {
  const { adminUrl, urls } = await createServicesDatabase(postgres, "bench_webhooks");
  const { firmId, token } = await createFirm(adminUrl, urls, 0);
  const services = await startServices(urls, { ...unlimited, ALLOW_PRIVATE_ADDRESSES: "true" });
  const receiver = fork(join(import.meta.dirname, "webhooks", "receiver.main.ts"));
  try {
    const [{ url }] = (await once(receiver, "message")) as [{ url: string }];
    await createEndpoint(services.url, token, url);
    const seen = { ours: [] as number[], theirs: [] as number[] };
    // The first round, in which everything is new to both, is not counted.
    for (let round = 0; round <= rounds; round += 1) {
      const own = await arrival(receiver, () => happen(adminUrl, firmId));
      await haveSettled(adminUrl);
      const theirs = await arrival(receiver, () => postAll(url, own.bodies));
      if (round === 0) continue;
      seen.ours.push(own.perSecond);
      seen.theirs.push(theirs.perSecond);
    }
    report.say(
      `\nevents: ${EVENTS} at once to one endpoint, ${AT_ONCE} on their way at the same time; ${rounds} rounds`,
    );
    const figure = { case: "events", metric: "deliveries", unit: "1/s", more: true, ours: median(seen.ours) };
    report.compare({ ...figure, peer: "bare-fetch", theirs: median(seen.theirs) });
  } finally {
    receiver.disconnect();
    await services.stop();
  }
}

/** Has an endpoint told of everything, and waits until it is. */
async function createEndpoint(api: string, token: string, url: string): Promise<void> {
  const ask = async (query: string, variables: object) => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
    const response = await fetch(api, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
    const { data } = (await response.json()) as { data?: Record<string, Record<string, { id: string } | null>> };
    const made = Object.values(Object.values(data ?? {})[0] ?? {})[0];
    if (!made) throw new Error(`It was refused: ${query}`);
    return made.id;
  };
  const key = `mutation { createApiKey(input: { name: "Bench", scopes: ["people:read"] }) { apiKey { id } } }`;
  const endpoint = `mutation ($url: String!, $apiKeyId: ID!) {
    createWebhookEndpoint(input: { url: $url, apiKeyId: $apiKeyId, eventTypes: [PERSON_UPDATED] }) { webhookEndpoint { id } }
  }`;
  await ask(endpoint, { url, apiKeyId: await ask(key, {}) });
}

/** How many messages a second arrive of what is begun now, until the last. */
async function arrival(receiver: ChildProcess, begin: () => Promise<unknown>) {
  receiver.send({ messages: EVENTS } satisfies Awaited);
  const arrived = once(receiver, "message") as Promise<[Arrived]>;
  const start = performance.now();
  await begin();
  const [{ bodies }] = await arrived;
  return { bodies, perSecond: EVENTS / ((performance.now() - start) / 1_000) };
}

/** Records events, and wakes the gateway. */
async function happen(adminUrl: string, firmId: string): Promise<void> {
  await withConnection(adminUrl, async (client) => {
    await client.query(
      `with counter as (update firm_counter set last_seq = last_seq + $2 where firm_id = $1::uuid returning last_seq)
       insert into event (firm_id, seq, type, ids, occurred_at)
       select $1, last_seq - $2 + n, 'person.updated', jsonb_build_object('person', gen_random_uuid()),
         date_trunc('milliseconds', now())
       from counter, generate_series(1, $2::integer) n`,
      [firmId, EVENTS],
    );
    await client.query("select pg_notify('coachwork_events', $1)", [firmId]);
  });
}

/** Waits until it is written what became of every message. */
async function haveSettled(adminUrl: string): Promise<void> {
  await withConnection(adminUrl, async (client) => {
    const isBusy = async () => {
      const { rows } = await client.query<{ busy: boolean }>(
        "select exists (select from webhook_delivery where status <> 'DELIVERED') as busy",
      );
      return rows[0]!.busy;
    };
    while (await isBusy()) await client.query("select pg_sleep(0.1)");
    await client.query("vacuum analyze");
  });
}

/** The bare loop. */
async function postAll(url: string, bodies: readonly string[]): Promise<void> {
  const waiting = [...bodies];
  const headers = { "content-type": "application/json" };
  const one = async () => {
    for (let body = waiting.pop(); body !== undefined; body = waiting.pop()) {
      const response = await fetch(url, { method: "POST", headers, body });
      await response.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}
