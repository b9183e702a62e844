import { newId, type Transaction } from "@coachwork/platform";
import { alwaysSees, apiIdOf, mayEverSee } from "@coachwork/reader";
import { type EventWord, type LoggedEvent, toldBy, WebhookDelivery, WebhookEndpoint, wordFor } from "@coachwork/schema";
import type { Services } from "../../graphql/context.js";
import { whyInaudible } from "../../live/told-types.js";
import { viewerOfKey } from "../key-viewer.js";
import { type EndpointKey, keyColumns, whyEnded } from "./endpoint-key.js";
import { disableEndpoint, settle, wakeLines } from "./line-of.js";
import { messageBody } from "./message-body.js";

/** The name of the cursor of webhooks in the event logs. */
export const WEBHOOK_READER = "webhooks";

/** An endpoint, as far as it matters whether it is told of an event. */
interface Listener extends EndpointKey {
  readonly id: string;
  readonly eventTypes: readonly EventWord[];
  readonly selection: string | null;
  toldAfter: number | null;
}

type NewDelivery = Pick<
  WebhookDelivery,
  "endpointId" | "eventType" | "seq" | "subject" | "payload" | "createdAt" | "nextAttemptAt"
>;

/** What is done in a transaction of the log's reader. */
interface Recording {
  readonly listeners: Promise<Listener[]>;
  readonly deliveries: NewDelivery[];
}

/**
 * Records for each endpoint of a firm a message about each event that its key may see. It happens in the transaction in which the
 * event counts as read, so there is exactly one message.
 */
export function recordEvents(services: Services) {
  const recordings = new WeakMap<Transaction, Recording>();

  return async (transaction: Transaction, event: LoggedEvent, now: number): Promise<void> => {
    let recording = recordings.get(transaction);
    if (!recording) {
      recording = { listeners: listenersOf(services, transaction, now), deliveries: [] };
      recordings.set(transaction, recording);
      const { deliveries } = recording;
      transaction.beforeCommit(() => write(transaction, deliveries, now));
    }
    const listeners = await recording.listeners;
    await begin(transaction, listeners, event);
    recording.deliveries.push(...deliveriesOf(services, transaction.scope.firmId, listeners, event, now));
  };
}

/** The messages about an event. One of which none can be made is told to nobody, so that it holds up none of the firm's others. */
function deliveriesOf(
  services: Services,
  firmId: string,
  listeners: readonly Listener[],
  event: LoggedEvent,
  now: number,
): NewDelivery[] {
  try {
    // It asks nothing of the database, so what fails here fails because of the event, and would again.
    return listeners.flatMap((listener) => deliveryOf(services, firmId, listener, event, now) ?? []);
  } catch (error) {
    const { message, stack } = error as Error;
    const { seq, type } = event;
    services.logger.error({ firmId, seq, type, failure: { message, stack } }, "Webhooks cannot tell of an event.");
    return [];
  }
}

/** The endpoints that are told. One whose key has ended is disabled. */
async function listenersOf(services: Services, transaction: Transaction, now: number): Promise<Listener[]> {
  const { firmId } = transaction.scope;
  const found = await transaction.query<Listener>(
    `select e.id, e.event_types as "eventTypes", e.selection, e.told_after::float8 as "toldAfter", ${keyColumns}
     from webhook_endpoint e join api_key k on k.firm_id = $1::uuid and k.id = e.api_key_id
     join firm f on f.firm_id = $1::uuid
     where e.firm_id = $1::uuid and e.status = 'ACTIVE' and e.archived_at is null order by e.id`,
    [firmId],
  );
  const listeners: Listener[] = [];
  for (const listener of found) {
    const ended = whyEnded(services, firmId, listener, now);
    if (ended) await disableEndpoint(transaction, listener.id, ended, now);
    else listeners.push(listener);
  }
  return listeners;
}

/** An endpoint is told what comes after it was created or enabled. */
async function begin(transaction: Transaction, listeners: Listener[], event: LoggedEvent): Promise<void> {
  if (event.type !== "webhook.created" && event.type !== "webhook.enabled") return;
  const listener = listeners.find(({ id }) => id === event.ids.webhookEndpoint);
  if (!listener) return;
  listener.toldAfter = event.seq;
  await transaction.update(WebhookEndpoint, { id: listener.id }, { toldAfter: String(event.seq) });
}

/** The message about an event. Undefined if there is none: the endpoint does not want it, or its key can see nothing of it. */
function deliveryOf(
  services: Services,
  firmId: string,
  listener: Listener,
  event: LoggedEvent,
  now: number,
): NewDelivery | undefined {
  const { id: endpointId, eventTypes, selection, toldAfter } = listener;
  if (toldAfter === null || event.seq <= toldAfter) return undefined;
  const word = wordFor(event.type);
  if (eventTypes.length > 0 && !eventTypes.includes(word)) return undefined;
  const viewer = viewerOfKey(firmId, listener, now);
  if (whyInaudible(viewer, word)) return undefined;
  const { entity, id, fields, isGone } = toldBy(event);
  const sees = alwaysSees(entity, fields, viewer.grants);
  if (!sees && (isGone ? event.actorId !== viewer.actorId : !mayEverSee(entity, fields, viewer.grants)))
    return undefined;
  return {
    ...{ endpointId, eventType: word, seq: event.seq, subject: apiIdOf(entity, id) },
    // Whether the key sees this very object, or what is selected of it, is found out outside of this transaction.
    payload: sees && selection === null ? messageBody(services, viewer, event) : null,
    createdAt: new Date(now),
    nextAttemptAt: null,
  };
}

function write(transaction: Transaction, deliveries: readonly NewDelivery[], now: number): Promise<unknown> {
  if (deliveries.length === 0) return Promise.resolve();
  const endpointIds = [...new Set(deliveries.map(({ endpointId }) => endpointId))];
  const rows = deliveries.map((delivery) => ({
    ...delivery,
    ...{ id: newId(), status: "PENDING", attemptCount: 0, tries: 0, deliveredAt: null },
  }));
  return Promise.all([
    wakeLines(transaction, endpointIds, now),
    transaction.insert(WebhookDelivery, rows),
    settle(
      transaction,
      endpointIds,
      deliveries.map(({ subject }) => subject),
      now,
    ),
  ]);
}
