import type pg from "pg";
import { Shares } from "./shares.js";

/** Per party: how many may wait for a connection, and for how many milliseconds. */
const LINE = { mostWaiting: 1_000, patienceMs: 6_000 };

/** The party that takes a connection. */
export interface Party {
  readonly name: string;
  /** Whether it waits without a limit. Only for parties that limit their own demand. */
  readonly isPatient: boolean;
}

/**
 * Lends the connections of a pool. A firm can have at most a third of them, so others always find one. A holder must
 * not wait for a second connection of the same party: all of them may be lent to others who do the same.
 */
export class LentPool {
  readonly #shares: Shares;

  constructor(
    private readonly pool: pg.Pool,
    size: number,
  ) {
    this.#shares = new Shares({ places: size, share: Math.max(1, Math.floor(size / 3)), ...LINE });
  }

  /** @throws Crowded if the party has too much in progress */
  async connect({ name, isPatient }: Party): Promise<pg.PoolClient> {
    const turn = this.#shares.enter(name, isPatient);
    if (turn) await turn; // no waiting if there is a free place
    try {
      return await this.pool.connect();
    } catch (error) {
      this.#shares.leave(name);
      throw error;
    }
  }

  /** Takes a connection back. If its state is not known to be clean, it is destroyed. */
  release({ name }: Party, client: pg.PoolClient, isClean: boolean): void {
    client.release(!isClean);
    this.#shares.leave(name);
  }
}
