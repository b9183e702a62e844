/** Tells processes what may have changed. Hints and no more: a lost one costs a moment, since whoever listens also polls. */
export interface Bus {
  /** Wakes whoever follows this firm's log, here and in other processes. Call it after the commit. */
  wake(firmId: string): void;
  /** Calls the listener for each firm that something may have happened in; null: possibly in any. */
  onWake(listener: (firmId: string | null) => void): () => void;
  /**
   * Has every process look again at what these may do: sign-ins, users, people and API keys, by their ids. Here it is done
   * before this returns. Call it after the commit.
   */
  recheck(...ids: readonly string[]): void;
  /** Calls the listener with the ids of those to look at again; null: possibly anybody. */
  onRecheck(listener: (ids: ReadonlySet<string> | null) => void): () => void;
  close(): Promise<void>;
}

/** Tells the other processes what was spent here, so that whoever asks several of them spends no more than at one. */
export interface Spending {
  /** `account` has neither spaces nor commas. */
  spend(account: string, cost: number): void;
  /** Calls the listener with what was spent elsewhere. Gives what ends that. */
  onSpent(listener: (account: string, cost: number) => void): () => void;
}
