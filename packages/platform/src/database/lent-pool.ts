import type pg from "pg";
import { Shares } from "./shares.js";

/** Of a party, how many may wait for a connection; and for how many milliseconds. */
const LINE = { mostWaiting: 1_000, patienceMs: 6_000 };

/** Who takes a connection. */
export interface Party {
  readonly name: string;
  /** Whether it waits for as long as it takes. Only for whoever bounds itself how much it asks for. */
  readonly isPatient: boolean;
}

/**
 * Lends the connections of a pool. A firm has a third of them at most: whatever it asks for, others have connections. Whoever
 * has one must not wait for a second of the same party: those may all be lent to others who wait likewise.
 */
export class LentPool {
  readonly #shares: Shares;

  constructor(
    private readonly pool: pg.Pool,
    size: number,
  ) {
    this.#shares = new Shares({ places: size, share: Math.max(1, Math.floor(size / 3)), ...LINE });
  }

  /** @throws Crowded where the party has too much under way. */
  async connect({ name, isPatient }: Party): Promise<pg.PoolClient> {
    const turn = this.#shares.enter(name, isPatient);
    if (turn) await turn; // nothing is waited for where there is a place
    try {
      return await this.pool.connect();
    } catch (error) {
      this.#shares.leave(name);
      throw error;
    }
  }

  /** Takes a connection back; one whose state is not known to be clean is destroyed. */
  release({ name }: Party, client: pg.PoolClient, isClean: boolean): void {
    client.release(!isClean);
    this.#shares.leave(name);
  }
}
