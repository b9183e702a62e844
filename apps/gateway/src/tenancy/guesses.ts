import { createHmac } from "node:crypto";
import { type Clock, Crowded, type Logger, Shares } from "@coachwork/platform";
import { APIError } from "better-auth/api";
import { networkOf } from "../graphql/network.js";
import type { IdentityDatabase, Query } from "./auth-database.js";
import { ACCOUNT, delayAfter, type GuessLimit, NETWORK, remaining } from "./guess-delay.js";

export interface GuessesOptions {
  readonly identity: IdentityDatabase;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The key for the hashes of addresses that are stored and logged. */
  readonly secret: string;
}

/** An attempt to sign in: for which account, existing or not, and from which address. */
export interface Guesser {
  readonly email: string;
  readonly clientAddress: string;
}

/** How a guess is counted: under which key, by which limit. */
interface Count {
  readonly key: string;
  readonly limit: GuessLimit;
  /** Whether it can refuse a guess. */
  readonly judges: boolean;
}

interface Row {
  readonly key: string;
  readonly failures: number;
  readonly changedAt: Date;
  readonly retryAt: Date | null;
}

/** How many passwords one gateway checks at once: any number in total, but only these per account and per network. */
const AT_ONCE = { account: 1, network: 4 } as const;
/** How many attempts of either may wait, and for how many milliseconds. */
const LINE = { places: Infinity, mostWaiting: 500, patienceMs: 60_000 } as const;

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long a network stays known after a sign-in. */
const KNOWN_MS = 90 * DAY_MS;

/**
 * Limits the guessing of passwords by account and by network, across all gateways. Only wrong guesses count. Each is
 * counted before the check and taken back if it was right, so that concurrent guesses cannot exceed the limit.
 *
 * Anybody may guess at an account, but its owner must still get in. A network from which the owner has signed in before
 * has its own count and is not affected by its neighbours.
 */
export class Guesses {
  readonly #ofAccount = new Shares({ ...LINE, share: AT_ONCE.account });
  readonly #ofNetwork = new Shares({ ...LINE, share: AT_ONCE.network });

  constructor(private readonly options: GuessesOptions) {}

  /**
   * Checks whether a password is right. `look` returns something if it is, and undefined if not. Every endpoint that
   * checks a password uses this.
   *
   * @throws APIError with the code THROTTLED, before `look`, if there were too many wrong guesses
   */
  async attempt<T>(guesser: Guesser, look: () => Promise<T | undefined>): Promise<T | undefined> {
    const account = this.#hash("account", guesser.email.normalize("NFKC").toLowerCase());
    const network = this.#hash("network", networkOf(guesser.clientAddress));
    const inTurn = () =>
      this.#ofNetwork.take(network, async () => {
        const counts = await this.#reserve(account, network);
        const found = await look();
        if (found === undefined) this.#log(account, guesser, counts);
        else await this.#takeBack(account, network, counts);
        return found;
      });
    return this.#ofAccount.take(account, inTurn).catch((error: unknown) => {
      throw error instanceof Crowded ? throttled(1_000) : error;
    });
  }

  /** Forgets all wrong guesses at an account: the owner has proven their mailbox. */
  async forgive(email: string): Promise<void> {
    const account = this.#hash("account", email.normalize("NFKC").toLowerCase());
    await this.options.identity.query("delete from identity.guess where key = $1", [account]);
  }

  /** Counts a guess as wrong, unless it must wait. */
  async #reserve(account: string, network: string): Promise<readonly Reserved[]> {
    const { identity, clock } = this.options;
    const reserved = await identity.transaction(async (query) => {
      const pair = this.#hash("account in network", account, network);
      const known = await query("select 1 from identity.guess where key = $1", [pair]);
      const counts: readonly Count[] = [
        { key: known.length > 0 ? pair : account, limit: ACCOUNT, judges: true },
        { key: network, limit: NETWORK, judges: known.length === 0 },
      ];
      return reserve(query, counts, clock.now());
    });
    if (typeof reserved === "number") throw throttled(reserved);
    return reserved;
  }

  /** The guess was right: it is not counted, the account starts afresh, and its network is known. */
  async #takeBack(account: string, network: string, counts: readonly Reserved[]): Promise<void> {
    const { identity, clock } = this.options;
    const now = clock.now();
    const pair = this.#hash("account in network", account, network);
    await identity.query(
      `update identity.guess set failures = greatest(0, failures - 1),
         "retryAt" = case when "retryAt" = $2 then null else "retryAt" end where key = $1`,
      [network, counts.find(({ key }) => key === network)?.retryAt ?? null],
    );
    const own = counts.find(({ key }) => key !== network)!.key;
    if (own === account) await identity.query("delete from identity.guess where key = $1", [account]);
    await identity.query(
      `insert into identity.guess (key, failures, "changedAt", "forgetAt") values ($1, 0, $2, $3)
       on conflict (key) do update set failures = 0, "retryAt" = null, "changedAt" = $2, "forgetAt" = $3`,
      [pair, new Date(now), new Date(now + KNOWN_MS)],
    );
    await identity.query(
      `delete from identity.guess where key in
         (select key from identity.guess where "forgetAt" < $1 order by key limit 100 for update skip locked)`,
      [new Date(now)],
    );
  }

  #log(account: string, { clientAddress }: Guesser, counts: readonly Reserved[]): void {
    const waits = counts.map(({ retryAt }) => (retryAt ? retryAt.getTime() - this.options.clock.now() : 0));
    const delaySeconds = Math.ceil(Math.max(0, ...waits) / 1000);
    this.options.logger.warn(
      { part: "sign-in", account: account.slice(0, 16), address: clientAddress, delaySeconds },
      "A password was wrong.",
    );
  }

  #hash(...parts: readonly string[]): string {
    return createHmac("sha256", this.options.secret)
      .update(JSON.stringify(["guess", ...parts]))
      .digest("base64url");
  }
}

/** A counted guess, and until when the next one must wait. */
interface Reserved {
  readonly key: string;
  readonly retryAt: Date | null;
}

/** Counts a guess under all keys, or under none if one of them must wait; then it returns the milliseconds. */
async function reserve(query: Query, counts: readonly Count[], now: number): Promise<readonly Reserved[] | number> {
  // In the order of their keys, so that there is no deadlock.
  const inOrder = [...counts].sort((a, b) => (a.key < b.key ? -1 : 1));
  const rows: Row[] = [];
  for (const { key } of inOrder) {
    const [row] = await query<Row>(
      `insert into identity.guess (key, failures, "changedAt", "forgetAt") values ($1, 0, $2, $3)
       on conflict (key) do update set key = excluded.key returning key, failures, "changedAt", "retryAt"`,
      [key, new Date(now), new Date(now + DAY_MS)],
    );
    rows.push(row!);
  }
  const waits = inOrder.map(({ judges }, index) => (judges ? (rows[index]!.retryAt?.getTime() ?? now) - now : 0));
  const wait = Math.max(...waits);
  if (wait > 0) return wait;
  const reserved: Reserved[] = [];
  for (const [index, { key, limit }] of inOrder.entries()) {
    const { failures, changedAt } = rows[index]!;
    const counted = remaining(failures, now - changedAt.getTime(), limit) + 1;
    const delay = delayAfter(counted, limit);
    const retryAt = delay === 0 ? null : new Date(now + delay);
    await query(
      `update identity.guess set failures = $2, "changedAt" = $3, "retryAt" = $4,
         "forgetAt" = greatest("forgetAt", $5) where key = $1`,
      [key, counted, new Date(now), retryAt, new Date(now + DAY_MS)],
    );
    reserved.push({ key, retryAt });
  }
  return reserved;
}

function throttled(waitMs: number): APIError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  const message = `Too many wrong passwords. Try again in ${seconds} seconds, or set a new password by e-mail.`;
  return new APIError("TOO_MANY_REQUESTS", { code: "THROTTLED", message }, { "retry-after": String(seconds) });
}
