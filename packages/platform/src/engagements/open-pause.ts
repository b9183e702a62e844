import { type Engagement, EngagementPause } from "@coachwork/schema";
import { IsNull } from "typeorm";
import type { Transaction } from "../database/transaction.js";

/** The pause that is not over. An engagement is in it if it is PAUSED. Otherwise it is planned. */
export function openPause(transaction: Transaction, { id }: Pick<Engagement, "id">): Promise<EngagementPause | null> {
  return transaction.findOne(EngagementPause, { engagementId: id, overSince: IsNull() });
}
