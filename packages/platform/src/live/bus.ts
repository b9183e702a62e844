/** Tells processes that a firm's log has grown. A hint and no more: a lost one costs a moment, since readers also poll. */
export interface Bus {
  /** Wakes whoever follows this firm's log, here and in other processes. Call it after the commit. */
  wake(firmId: string): void;
  /** Calls the listener for each firm that something may have happened in; null: possibly in any. */
  onWake(listener: (firmId: string | null) => void): () => void;
  close(): Promise<void>;
}
