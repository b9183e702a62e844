import type { Transaction } from "@coachwork/platform";
import type { EventWord } from "@coachwork/schema";
import { whyInaudible } from "../../live/told-types.js";
import { viewerOfKey } from "../key-viewer.js";
import { dropTypes } from "./line-of.js";
import { claim, type Due, type Receiver } from "./line-steps.js";

/**
 * The messages that are due, as `claim` finds them. Those about what the key may not see any more are dropped, whatever it might see
 * when they were made.
 */
export async function claimAudible(
  transaction: Transaction,
  endpointId: string,
  receiver: Receiver,
  options: Parameters<typeof claim>[2],
): Promise<Due[]> {
  const viewer = viewerOfKey(transaction.scope.firmId, receiver, options.now);
  for (;;) {
    const claimed = await claim(transaction, endpointId, options);
    const types = [...new Set(claimed.map(({ eventType }) => eventType))];
    const inaudible = types.filter((type) => whyInaudible(viewer, type as EventWord));
    if (inaudible.length === 0) return claimed;
    await dropTypes(transaction, endpointId, inaudible, options.now);
  }
}
