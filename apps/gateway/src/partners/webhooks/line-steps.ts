import { newId, type Transaction } from "@coachwork/platform";
import {
  type EventWord,
  TEST_MESSAGE,
  WebhookAttempt,
  type WebhookDelivery,
  WebhookEndpoint,
  WebhookLine,
} from "@coachwork/schema";
import type { SendingServices } from "./sending-services.js";
import { type EndpointKey, keyColumns, whyEnded } from "./endpoint-key.js";
import { disableEndpoint, settle } from "./line-of.js";
import type { Answer } from "./post-message.js";
import { FAILING_MS, retryAt } from "./retry-times.js";

/** Seconds for which a gateway has a line to itself, counted from its last step. Longer than an attempt takes. */
const LEASE_S = 30;
/** How precisely an endpoint tells when it was last told something. */
const DELIVERED_MS = 60_000;
const GONE = 410;

/** A message that is due. */
export type Due = Pick<WebhookDelivery, "id" | "eventType" | "subject" | "payload" | "tries" | "generation">;

/** What became of a message. */
type Outcome = Pick<WebhookDelivery, "status" | "nextAttemptAt" | "tries" | "deliveredAt">;

/** An attempt that was made. */
export interface Attempted extends Answer {
  readonly delivery: Due;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** An endpoint, as far as it matters for sending. */
export interface Receiver extends EndpointKey {
  readonly status: WebhookEndpoint["status"];
  readonly archivedAt: Date | null;
  readonly url: string;
  readonly eventTypes: readonly EventWord[];
  readonly selection: string | null;
  readonly failingSince: Date | null;
  readonly lastDeliveredAt: Date | null;
  readonly secret: string;
  readonly previousSecret: string | null;
  readonly previousSecretUntil: Date | null;
}

/** Takes the line of an endpoint, or keeps it. False if another gateway has it. */
export async function holdLine(transaction: Transaction, endpointId: string, worker: string): Promise<boolean> {
  const held = await transaction.query(
    `update webhook_line set worker = $3::uuid, leased_until = clock_timestamp() + interval '${LEASE_S} seconds'
     where firm_id = $1::uuid and endpoint_id = $2::uuid
       and (worker is null or worker = $3::uuid or leased_until < clock_timestamp())
     returning endpoint_id`,
    [transaction.scope.firmId, endpointId, worker],
  );
  return held.length === 1;
}

/** The endpoint, if it can be sent to. One whose key has ended is disabled. */
export async function receiverOf(
  services: SendingServices,
  transaction: Transaction,
  endpointId: string,
  now: number,
): Promise<Receiver | undefined> {
  const { firmId } = transaction.scope;
  const [receiver] = await transaction.query<Receiver>(
    `select e.status, e.archived_at as "archivedAt", e.url, e.event_types as "eventTypes", e.selection, e.failing_since as "failingSince",
       e.last_delivered_at as "lastDeliveredAt", e.secret, e.previous_secret as "previousSecret",
       e.previous_secret_until as "previousSecretUntil", ${keyColumns}
     from webhook_endpoint e join api_key k on k.firm_id = $1::uuid and k.id = e.api_key_id
     join firm f on f.firm_id = $1::uuid where e.firm_id = $1::uuid and e.id = $2::uuid`,
    [firmId, endpointId],
  );
  if (receiver?.status !== "ACTIVE" || receiver.archivedAt !== null) return undefined;
  const ended = whyEnded(services, firmId, receiver, now);
  if (!ended) return receiver;
  await disableEndpoint(transaction, endpointId, ended, now);
  return undefined;
}

/**
 * Writes attempts and what follows from them, if there is an endpoint that can be sent to. Returns whether it can be still. An
 * attempt says nothing about a message that was dropped or replayed while it was on its way, nor about an address that was changed.
 */
export async function writeAttempts(
  transaction: Transaction,
  endpointId: string,
  receiver: Receiver | undefined,
  attempts: readonly Attempted[],
  now: number,
): Promise<boolean> {
  await writeOutcomes(transaction, attempts, now);
  if (!receiver || attempts.length === 0) return receiver !== undefined;
  await settle(
    transaction,
    [endpointId],
    attempts.map(({ delivery }) => delivery.subject),
    now,
  );
  const there = attempts.filter(({ url }) => url === receiver.url);
  return judge(transaction, endpointId, receiver, there, now);
}

async function writeOutcomes(transaction: Transaction, attempts: readonly Attempted[], now: number): Promise<void> {
  if (attempts.length === 0) return;
  const { firmId } = transaction.scope;
  // Those that were removed meanwhile are not found. Replays and drops wait for the line, which is locked.
  const found = await transaction.query<Due & Outcome & { attemptCount: number }>(
    `select id, generation, status, next_attempt_at as "nextAttemptAt", tries, delivered_at as "deliveredAt",
       attempt_count as "attemptCount"
     from webhook_delivery where firm_id = $1::uuid and id = any($2::uuid[]) for update`,
    [firmId, attempts.map(({ delivery }) => delivery.id)],
  );
  const deliveries = new Map(found.map((each) => [each.id, each]));
  const rows = attempts.flatMap((attempt) => {
    const delivery = deliveries.get(attempt.delivery.id);
    if (!delivery) return [];
    delivery.attemptCount += 1;
    if (delivery.status === "PENDING" && delivery.generation === attempt.delivery.generation)
      Object.assign(delivery, outcomeOf(attempt, delivery, now));
    return [attemptRow(attempt, delivery.attemptCount)];
  });
  await transaction.insert(WebhookAttempt, rows);
  await transaction.query(
    `update webhook_delivery d set status = o.status, next_attempt_at = o.next_attempt_at, tries = o.tries,
       attempt_count = o.attempt_count, delivered_at = o.delivered_at, updated_at = $8
     from unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::integer[], $6::integer[], $7::timestamptz[])
       as o (id, status, next_attempt_at, tries, attempt_count, delivered_at)
     where d.firm_id = $1::uuid and d.id = o.id`,
    [
      firmId,
      found.map(({ id }) => id),
      found.map(({ status }) => status),
      found.map(({ nextAttemptAt }) => nextAttemptAt),
      found.map(({ tries }) => tries),
      found.map(({ attemptCount }) => attemptCount),
      found.map(({ deliveredAt }) => deliveredAt),
      transaction.changedAt,
    ],
  );
}

/**
 * The messages that are due, longest waiting first, besides those that are on their way. One that was replayed while it is on its
 * way is due again.
 */
export function claim(
  transaction: Transaction,
  endpointId: string,
  { under, most, now }: { readonly under: readonly Due[]; readonly most: number; readonly now: number },
): Promise<Due[]> {
  return transaction.query<Due>(
    `select id, event_type as "eventType", subject, payload, tries, generation
     from webhook_delivery d where firm_id = $1::uuid and endpoint_id = $2::uuid and status = 'PENDING'
       and next_attempt_at <= $3 and payload is not null and not exists (
         select from unnest($4::uuid[], $5::integer[]) as u (id, generation)
         where u.id = d.id and u.generation = d.generation)
     order by next_attempt_at, seq limit $6`,
    [
      transaction.scope.firmId,
      endpointId,
      new Date(now),
      under.map(({ id }) => id),
      under.map(({ generation }) => generation),
      most,
    ],
  );
}

/** Whether messages wait that have no body yet. */
export async function hasUnmade(transaction: Transaction, endpointId: string): Promise<boolean> {
  const [row] = await transaction.query(
    `select id from webhook_delivery where firm_id = $1::uuid and endpoint_id = $2::uuid and payload is null
       and status = 'PENDING' limit 1`,
    [transaction.scope.firmId, endpointId],
  );
  return row !== undefined;
}

/** Has the line be due, while it is kept, with what is not due yet: by then all that is has been taken. */
export async function keepLine(transaction: Transaction, endpointId: string, now: number): Promise<void> {
  await transaction.query(
    `update webhook_line set due_at = (
       select min(next_attempt_at) from webhook_delivery
       where firm_id = $1::uuid and endpoint_id = $2::uuid and status = 'PENDING' and next_attempt_at > $3)
     where firm_id = $1::uuid and endpoint_id = $2::uuid`,
    [transaction.scope.firmId, endpointId, new Date(now)],
  );
}

/** Gives a line back, until the next message is due. */
export async function releaseLine(transaction: Transaction, endpointId: string): Promise<void> {
  const [next] = await transaction.query<{ at: Date | null }>(
    `select min(next_attempt_at) as at from webhook_delivery
     where firm_id = $1::uuid and endpoint_id = $2::uuid and status = 'PENDING'`,
    [transaction.scope.firmId, endpointId],
  );
  const dueAt = next?.at ?? null;
  await transaction.update(WebhookLine, { endpointId }, { dueAt, worker: null, leasedUntil: null });
}

function attemptRow(attempt: Attempted, number: number) {
  const { delivery, startedAt, durationMs, url, headers, status, body, error } = attempt;
  return {
    ...{ id: newId(), deliveryId: delivery.id, number },
    attemptedAt: new Date(startedAt),
    durationMs,
    url,
    requestHeaders: Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    responseStatus: status,
    responseBody: body,
    error,
  };
}

function outcomeOf({ delivery, error, startedAt }: Attempted, { deliveredAt }: Outcome, now: number): Outcome {
  const tries = delivery.tries + 1;
  if (error === null) return { status: "DELIVERED", nextAttemptAt: null, tries, deliveredAt: new Date(startedAt) };
  const retry = delivery.eventType === TEST_MESSAGE ? undefined : retryAt(tries, now);
  return retry === undefined
    ? { status: "FAILED", nextAttemptAt: null, tries, deliveredAt }
    : { status: "PENDING", nextAttemptAt: new Date(retry), tries, deliveredAt };
}

/** Notes since when an endpoint fails, and disables one that failed for days or says that it is gone. */
async function judge(
  transaction: Transaction,
  id: string,
  { failingSince, lastDeliveredAt }: Receiver,
  attempts: readonly Attempted[],
  now: number,
): Promise<boolean> {
  let since = failingSince?.getTime();
  let deliveredAt = lastDeliveredAt?.getTime();
  for (const { error, startedAt, delivery } of attempts) {
    if (error === null) [since, deliveredAt] = [undefined, startedAt];
    else if (delivery.eventType !== TEST_MESSAGE) since ??= startedAt;
  }
  const isLate = deliveredAt !== undefined && deliveredAt - (lastDeliveredAt?.getTime() ?? 0) >= DELIVERED_MS;
  if (since !== failingSince?.getTime() || isLate) {
    const changes = { failingSince: since === undefined ? null : new Date(since) };
    const told = deliveredAt === undefined ? {} : { lastDeliveredAt: new Date(deliveredAt) };
    await transaction.update(WebhookEndpoint, { id }, { ...changes, ...told });
  }
  const isGone = attempts.some(({ status }) => status === GONE);
  if (!isGone && (since === undefined || now - since < FAILING_MS)) return true;
  await disableEndpoint(transaction, id, isGone ? "GONE" : "FAILING", now);
  return false;
}
