/**
 * Tells processes what may have changed. These are only hints: a lost one costs a moment, because listeners also poll.
 */
export interface Bus {
  /** Wakes the followers of this firm's log, here and in other processes. Call it after the commit. */
  wake(firmId: string): void;
  /** Calls the listener for each firm in which something may have happened. Null means possibly any firm. */
  onWake(listener: (firmId: string | null) => void): () => void;
  /**
   * Makes every process check these rights again: sign-ins, users, people and API keys, by id. This process does it
   * before the call returns. Call it after the commit.
   */
  recheck(...ids: readonly string[]): void;
  /** Calls the listener with the ids to check again. Null means possibly all of them. */
  onRecheck(listener: (ids: ReadonlySet<string> | null) => void): () => void;
  close(): Promise<void>;
}

/** Tells the other processes what was spent here, so that asking several processes does not multiply a budget. */
export interface Spending {
  /** `account` contains neither spaces nor commas. */
  spend(account: string, cost: number): void;
  /** Calls the listener with what was spent elsewhere. Returns a function that stops this. */
  onSpent(listener: (account: string, cost: number) => void): () => void;
}
