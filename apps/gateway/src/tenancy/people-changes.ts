import type { Transaction } from "@coachwork/platform";
import type { Role } from "@coachwork/schema";

/** What later slices do, in the same transaction, when people change. `today` is the firm's date. */
export interface PeopleChanges {
  /** Ends what people do by a role that they lose. */
  rolesLost(
    transaction: Transaction,
    lost: { readonly role: Role; readonly personIds: readonly string[] },
    today: string,
  ): Promise<unknown>;
  /** Hides what was shared with people from the holder of their new mailbox. */
  readdressed(transaction: Transaction, personIds: readonly string[], today: string): Promise<void>;
}
