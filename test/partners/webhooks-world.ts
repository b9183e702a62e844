import { afterAll, afterEach, beforeAll, beforeEach, expect } from "@jest/globals";
import { anyNetwork, createLogger, Database, type Logger, type Network, PostgresBus } from "@coachwork/platform";
import { Reader } from "@coachwork/reader";
import type { Actor, NewEvent } from "@coachwork/schema";
import { apiId, FirmFactory, until } from "@coachwork/testing";
import { type CommandParts, commandsWith } from "../../apps/gateway/src/commands.js";
import type { Services } from "../../apps/gateway/src/graphql/context.js";
import { Positions } from "../../apps/gateway/src/live/position.js";
import { SharedReads } from "../../apps/gateway/src/live/shared-reads.js";
import { ExportQueries } from "../../apps/gateway/src/partners/bulk/export-queries.js";
import { SealedSecrets } from "../../apps/gateway/src/partners/webhooks/sealed-secrets.js";
import { Selections } from "../../apps/gateway/src/partners/webhooks/selections.js";
import { Webhooks } from "../../apps/gateway/src/partners/webhooks/sending.js";
import { usualFileLimits } from "../../apps/gateway/src/resources/file-limits.js";
import { matchHere } from "../../apps/gateway/src/choosing/matching/matcher.js";
import { createSchema } from "../../apps/gateway/src/schema.js";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { Receiver } from "../support/receiver.ts";

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** What time it is for the commands and for those who send. */
export const clock = { ms: Date.now(), now: () => clock.ms };
const secrets = new SealedSecrets("a key that encrypts secrets, for tests only");

export let stored: TestDatabase;
/** The most that a message may cost. */
export const MOST_COST = 200;
const exportQueries = new ExportQueries(MOST_COST);
const selections = new Selections(MOST_COST);
let database: Database;
export let services: Services;
export let firm: FirmFactory;
export let owner: Actor;
export let receiver: Receiver;
export const logger: Logger = createLogger("test", "silent");
const running: Webhooks[] = [];
let bus: PostgresBus;

/** Gives the tests of a file a database of their own. Each test has a firm and a partner's system. */
export function playWebhooks(): void {
  beforeAll(async () => {
    stored = await createTestDatabase();
    const url = stored.gatewayUrl;
    database = await Database.connect({ url, poolSize: 9, statementTimeoutMs: 5_000, applicationName: "test" });
    bus = new PostgresBus(url, logger);
    await bus.connect();
    await createSchema({
      publicUrl: "http://localhost",
      files: usualFileLimits,
      webhooks: { network: anyNetwork, secrets, selections },
      ...{ exportQueries, matcher: matchHere },
    });
    services = {
      ...{ database, bus, clock, logger, selections },
      reader: new Reader(database.source, database.readText),
      sharedReads: new SharedReads(),
      positions: new Positions("a secret between services, for tests only"),
    } as unknown as Services;
  });
  afterAll(async () => {
    await bus?.close();
    await database?.close();
    await stored?.drop();
  });
  beforeEach(async () => {
    clock.ms = Date.now();
    receiver = await Receiver.start();
    firm = await FirmFactory.create(stored.admin);
    owner = await actorOf(firm);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((each) => each.stop()));
    await receiver.stop();
  });
}

export async function actorOf(of: FirmFactory, grant = "OWNER"): Promise<Actor> {
  const personId = await of.person([grant]);
  return {
    ...{ firmId: of.firmId, personId, actorId: personId, grants: [grant] },
    ...{ firmTimeZone: "UTC", today: new Date(clock.ms).toISOString().slice(0, 10) },
  };
}

interface Sending {
  readonly network?: Network;
  readonly answerMs?: number;
  readonly keptMs?: number;
}

/** Starts what sends webhooks, as each gateway does. It stops after the test. */
export function send({ network = anyNetwork, answerMs = 15_000, keptMs = 30 * DAY }: Sending = {}): Webhooks {
  const sending = new Webhooks({ services, secrets, network, answerMs, keptMs, pollMs: 100 });
  running.push(sending);
  sending.start();
  return sending;
}

/** Performs a mutation of the gateway as somebody. */
export async function perform(
  name: keyof ReturnType<typeof commandsWith>,
  input: object,
  by = owner,
  network: Network = anyNetwork,
) {
  const webhooks = { network, secrets, selections };
  const parts: CommandParts = {
    ...{ files: usualFileLimits, webhooks, exportQueries, publicUrl: "http://localhost", matcher: matchHere },
  };
  const { result, refusals } = await commandsWith(parts)[name]!.perform(services, by, input);
  return { ...result, refusals } as Record<string, string> & { readonly refusals: typeof refusals };
}

/** Performs a mutation that must succeed. */
export async function did(...given: Parameters<typeof perform>): Promise<Record<string, string>> {
  const { refusals, ...result } = await perform(...given);
  expect([given[0], refusals]).toEqual([given[0], []]);
  return result;
}

export async function newKey(scopes: readonly string[] = ["people:read"], by = owner): Promise<string> {
  return apiId("api_key", (await did("createApiKey", { name: "Partner", scopes }, by)).apiKey!);
}

export interface Made {
  /** Its API id. */
  readonly id: string;
  readonly secret: string;
}

/** Creates an endpoint at the receiver, with a key of its own, and waits until it is told what happens. */
export async function endpoint(input: object = {}, by = owner): Promise<Made> {
  const given = { url: receiver.url, eventTypes: [], ...input } as Record<string, unknown>;
  given.apiKeyId ??= await newKey(undefined, by);
  const { webhookEndpoint, secret } = await did("createWebhookEndpoint", given, by);
  await until("the endpoint to be told", async () => (await rowOf("webhook_endpoint", webhookEndpoint!)).told_after);
  return { id: apiId("webhook_endpoint", webhookEndpoint!), secret: secret! };
}

/** PostgreSQL reads a UUID without its hyphens. */
export const uuidOf = (id: string) => id.replace(/^.*_/, "");

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a row of any table
export async function rowOf(table: string, id: string): Promise<any> {
  const { rows } = await stored.admin.query(`select * from ${table} where id = $1::uuid`, [uuidOf(id)]);
  return rows[0];
}

/** The messages of an endpoint, in the order of their events. */
export async function deliveriesOf({ id }: Pick<Made, "id">) {
  const { rows } = await stored.admin.query<{
    id: string;
    seq: number | null;
    status: string;
    payload: string | null;
    attempt_count: number;
    next_attempt_at: Date | null;
  }>("select * from webhook_delivery where endpoint_id = $1::uuid order by seq", [uuidOf(id)]);
  return rows;
}

/** Waits until the messages of an endpoint have these statuses, in the order of their events. */
export function untilStatuses(made: Pick<Made, "id">, ...statuses: readonly string[]) {
  const look = async () => (await deliveriesOf(made)).map(({ status }) => status);
  return until(`the messages to be ${statuses.join()}`, look, (found) => found.join() === statuses.join());
}

/** Records that people of the firm were changed: an event for each id, all in one transaction. */
export async function tell(people: readonly string[], of = firm): Promise<void> {
  const events = people.map((person): NewEvent => ({ type: "person.updated", ids: { person } }));
  await tellOf(events, of);
}

export async function tellOf(events: readonly NewEvent[], of = firm): Promise<void> {
  await database.transaction({ firmId: of.firmId, personId: null }, (transaction) => {
    transaction.stamp(null, clock.now());
    for (const event of events) transaction.tell(event);
    return Promise.resolve();
  });
  bus.wake(of.firmId);
}

/** The API id of a person. */
export const personId = (id: string) => apiId("person", id);
