import type { NewEvent } from "@coachwork/schema";
import type { Bus } from "./bus.js";

/** Says on the bus what a transaction told, once it is committed. */
export function announce(bus: Bus, firmId: string, events: readonly NewEvent[]): void {
  if (events.length === 0) return;
  bus.wake(firmId);
  bus.recheck(...new Set(events.flatMap(holderIn)));
}

/** Whoever may do something else since the event: a person whose roles have changed, an API key that was revoked. */
function holderIn({ type, ids }: NewEvent): string[] {
  if (type.startsWith("person.")) return [(ids as { person: string }).person];
  if (type.startsWith("api_key.")) return [(ids as { apiKey: string }).apiKey];
  return [];
}
