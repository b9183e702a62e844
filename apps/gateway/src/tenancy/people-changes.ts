import type { Transaction } from "@coachwork/platform";
import type { Role } from "@coachwork/schema";

/** What follows in later slices, in the same transaction, when people change. `today` is the firm's date. */
export interface PeopleChanges {
  /** Ends what people do by a role that they lose. */
  rolesLost(
    transaction: Transaction,
    lost: { readonly role: Role; readonly personIds: readonly string[] },
    today: string,
  ): Promise<unknown>;
  /** Keeps what was shared with people from whoever has their new mailbox. */
  readdressed(transaction: Transaction, personIds: readonly string[], today: string): Promise<void>;
}
