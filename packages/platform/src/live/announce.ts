import type { NewEvent } from "@coachwork/schema";
import type { Bus } from "./bus.js";

/** Announces a transaction's events on the bus after the commit. */
export function announce(bus: Bus, firmId: string, events: readonly NewEvent[]): void {
  if (events.length === 0) return;
  bus.wake(firmId);
  bus.recheck(...new Set(events.flatMap(holderIn)));
}

/** People and keys whose rights the event may have changed: a person with new roles, a revoked API key. */
function holderIn({ type, ids }: NewEvent): string[] {
  if (type.startsWith("person.")) return [(ids as { person: string }).person];
  if (type.startsWith("api_key.")) return [(ids as { apiKey: string }).apiKey];
  return [];
}
