import { setTimeout as rest } from "node:timers/promises";
import type { Actor } from "@coachwork/schema";
import { type Clock, ConfigError, type Spending } from "@coachwork/platform";
import { LRUCache } from "lru-cache";
import { type DocumentNode, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from "graphql";
import { type Bucket, type BucketOptions, Buckets } from "./cost-buckets.js";
import { prices } from "./cost-prices.js";
import { Costs } from "./cost.js";
import { networkOf } from "./network.js";

export interface CostLimitOptions {
  readonly schema: GraphQLSchema;
  readonly clock: Clock;
  /** The maximum cost of a single operation. */
  readonly limit: number;
  /** What one actor, or one anonymous address, may spend at once. */
  readonly bucket: number;
  /** How much of that is refilled each second. */
  readonly restorePerSecond: number;
  /** How many times that a whole firm has. */
  readonly firmMultiple: number;
  /** What other gateway processes let clients spend. By default, this process counts alone. */
  readonly spending?: Spending;
}

/** Who pays: a person or key of a firm, or the anonymous client's address. */
export interface Payer {
  readonly actor: Pick<Actor, "firmId" | "actorId"> | null;
  readonly clientAddress: string;
}

/** The cost of an operation and what is left: `extensions.cost` of an answer. */
export interface CostReport {
  readonly requested: number;
  /** What can be spent now: the smaller of the actor's and the firm's remainder. */
  readonly available: number;
  readonly capacity: number;
  readonly restorePerSecond: number;
}

/** Whether an operation may run now, or in how many milliseconds it might. */
export type Charge = (CostReport & { readonly granted: true }) | Refusal;

interface Refusal extends CostReport {
  readonly granted: false;
  readonly retryAfterMs: number;
}

/** The part of a bucket that is spent before the other processes are told. */
const TOLD_AT = 0.01;

/** How many payers of each kind are remembered. */
const REMEMBERED = 20_000;

/**
 * Limits what is spent on operations: per operation, per person or key, and per firm, so that none can starve the
 * others. The gateway processes tell each other, with a short delay, what was spent.
 */
export class CostLimits {
  readonly #costs: Costs;
  readonly #actors: Buckets;
  readonly #firms: Buckets;
  // Separate from the actors, so that requests from many addresses cannot push the actors out.
  readonly #strangers: Buckets;
  /** What the other processes have not been told yet, by account. */
  readonly #untold = new LRUCache<string, number>({ max: REMEMBERED });

  /** @throws ConfigError if a bucket could never pay for an operation within the limit */
  constructor(private readonly options: CostLimitOptions) {
    const { schema, limit, bucket: capacity, restorePerSecond, firmMultiple: times } = options;
    if (capacity < limit) {
      throw new ConfigError(`COST_BUCKET is ${capacity}: it must be at least COST_LIMIT, which is ${limit}.`);
    }
    const one: BucketOptions = { capacity, restorePerSecond, remembered: REMEMBERED };
    this.#costs = new Costs(schema);
    this.#actors = new Buckets(one);
    this.#strangers = new Buckets(one);
    this.#firms = new Buckets({ ...one, capacity: capacity * times, restorePerSecond: restorePerSecond * times });
    options.spending?.onSpent((account, cost) => take(this.#bucketsOf(account), cost, this.options.clock.now()));
  }

  /**
   * Charges a validated operation before it runs. Returns what the answer reports about it.
   *
   * @throws GraphQLError with the code TOO_EXPENSIVE if it costs more than any operation may, or THROTTLED if its payer
   * has spent too much recently
   */
  admit(
    payer: Payer,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>> = {},
    /** The cost of accepting these variables; see `priceOfVariables`. */
    taking = 0,
  ): CostReport {
    const cost = taking + this.#costs.of(document, operation, variables);
    if (cost > this.options.limit) throw tooExpensive(cost, this.options.limit);
    const charge = this.charge(payer, cost);
    if (!charge.granted) throw throttled(charge);
    const { granted: _, ...report } = charge;
    return report;
  }

  /** The maximum cost of a single operation. */
  get limit(): number {
    return this.options.limit;
  }

  /** The cost of each event of a subscription: its selection. */
  ofEvent(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>> = {},
  ): number {
    return Math.max(1, this.#costs.of(document, operation, variables) - prices.subscription);
  }

  /** What a payer can spend now. */
  available(payer: Payer): number {
    return availableIn(this.#bucketsOf(accountOf(payer)), this.options.clock.now());
  }

  /** What a payer may spend, and how it comes back. */
  standing(payer: Payer): { operation: number; capacity: number; available: number; restorePerSecond: number } {
    const { limit: operation, bucket: capacity, restorePerSecond } = this.options;
    return { operation, capacity, available: Math.floor(this.available(payer)), restorePerSecond };
  }

  /** Takes a cost from all its payers, or from none if one of them cannot pay. */
  charge(payer: Payer, requested: number): Charge {
    const now = this.options.clock.now();
    const account = accountOf(payer);
    const buckets = this.#bucketsOf(account);
    const retryAfterMs = Math.max(...buckets.map((bucket) => bucket.wait(requested, now)));
    const granted = retryAfterMs === 0;
    if (granted) {
      take(buckets, requested, now);
      this.#tell(account, requested);
    }
    const { bucket: capacity, restorePerSecond } = this.options;
    const report = { requested, available: availableIn(buckets, now), capacity, restorePerSecond };
    return granted ? { granted, ...report } : { granted, retryAfterMs, ...report };
  }

  #bucketsOf(account: string): readonly Bucket[] {
    const end = account.indexOf("/");
    if (end === -1) return [this.#strangers.of(account)];
    return [this.#actors.of(account), this.#firms.of(account.slice(0, end))];
  }

  /** Small amounts are reported together, because each report costs every process. */
  #tell(account: string, cost: number): void {
    const { spending, bucket } = this.options;
    if (!spending) return;
    const untold = (this.#untold.get(account) ?? 0) + cost;
    if (untold < bucket * TOLD_AT) return void this.#untold.set(account, untold);
    this.#untold.delete(account);
    spending.spend(account, untold);
  }
}

function availableIn(buckets: readonly Bucket[], now: number): number {
  return Math.min(...buckets.map((bucket) => bucket.available(now)));
}

function take(buckets: readonly Bucket[], cost: number, now: number): void {
  for (const bucket of buckets) bucket.take(cost, now);
}

/** A person or key of a firm, or the network of an anonymous client. Unknown addresses share one account. */
function accountOf({ actor, clientAddress }: Payer): string {
  if (!actor) return networkOf(clientAddress) || "nowhere";
  const known = accounts.get(actor);
  if (known !== undefined) return known;
  const account = `${actor.firmId}/${actor.actorId}`;
  accounts.set(actor, account);
  return account;
}

/** Known texts are found faster. Hundreds of sockets pay for each event. */
const accounts = new WeakMap<NonNullable<Payer["actor"]>, string>();

function tooExpensive(requested: number, limit: number): GraphQLError {
  const message = `The operation costs ${requested}, but at most ${limit} are allowed. Ask for smaller pages, or for less of each object.`;
  return new GraphQLError(message, {
    extensions: { code: "TOO_EXPENSIVE", cost: { requested, limit }, http: { status: 400 } },
  });
}

/** At most this many milliseconds before a throttled client is told so. */
const REST_MS = 250;

/**
 * A throttled client hears of it after a part of the time that it has to wait. One that asks again at once keeps only
 * itself busy.
 */
export async function restIfThrottled(errors: readonly GraphQLError[]): Promise<void> {
  const waits = errors.map(({ extensions }) => (extensions.code === "THROTTLED" ? Number(extensions.retryAfterMs) : 0));
  const wait = Math.min(REST_MS, Math.max(0, ...waits));
  if (wait > 0) await rest(wait);
}

export function throttled({ granted: _, retryAfterMs, ...cost }: Refusal): GraphQLError {
  const message = `The operation costs ${cost.requested}, but only ${cost.available} are left now. Try again in ${retryAfterMs} ms.`;
  const headers = new Map([["retry-after", String(Math.ceil(retryAfterMs / 1000))]]);
  return new GraphQLError(message, {
    extensions: { code: "THROTTLED", retryAfterMs, cost, http: { status: 429, headers } },
  });
}
