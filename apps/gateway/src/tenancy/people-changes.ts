import type { Transaction } from "@coachwork/platform";
import type { Role } from "@coachwork/schema";

/** What later slices know and do, in the same transaction, when people change. `today` is the firm's date. */
export interface PeopleChanges {
  /** Ends what people do by a role that they lose. */
  rolesLost(
    transaction: Transaction,
    lost: { readonly role: Role; readonly personIds: readonly string[] },
    today: string,
  ): Promise<unknown>;
  /** How many open engagements people coach, by the ids of those who coach any. */
  coached(transaction: Transaction, personIds: readonly string[], today: string): Promise<ReadonlyMap<string, number>>;
  /** Deactivates people, who are locked, because a roster names them no more. */
  leave(transaction: Transaction, personIds: readonly string[], at: { now: number; today: string }): Promise<void>;
  /** Hides what was shared with people from the holder of their new mailbox. */
  readdressed(transaction: Transaction, personIds: readonly string[], today: string): Promise<void>;
}
