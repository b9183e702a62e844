import type { NewEvent } from "@coachwork/schema";
import type { Bus } from "./bus.js";

/** What a transaction did that others are to know: a `Transaction` itself says it. */
export interface Done {
  readonly events: readonly NewEvent[];
  /** The people whom it may have given something that they hold. */
  readonly grantees: ReadonlySet<string>;
}

export const NOTHING_DONE: Done = { events: [], grantees: new Set() };

/** Announces on the bus what a transaction did, after the commit. */
export function announce(bus: Bus, firmId: string, { events, grantees }: Done): void {
  if (events.length > 0) bus.wake(firmId);
  bus.recheck(...new Set([...events.flatMap(holderIn), ...grantees]));
}

/** Whose rights the event may have changed: a person with new roles, a revoked API key, an endpoint that was disabled. */
function holderIn({ type, ids }: NewEvent): string[] {
  if (type.startsWith("person.")) return [(ids as { person: string }).person];
  if (type.startsWith("api_key.")) return [(ids as { apiKey: string }).apiKey];
  if (type.startsWith("webhook.")) return [(ids as { webhookEndpoint: string }).webhookEndpoint];
  return [];
}
