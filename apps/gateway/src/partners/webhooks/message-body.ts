import type { Actor, LoggedEvent } from "@coachwork/schema";
import { rfc3339, TEST_MESSAGE } from "@coachwork/schema";
import type { Services } from "../../graphql/context.js";
import { asTold } from "../../live/told-events.js";
import type { Selected } from "./selections.js";

/**
 * The body of a message about an event, in the form that Standard Webhooks recommends. Its `data` is the event without its object,
 * and what the endpoint selects.
 */
export function messageBody(services: Services, viewer: Actor, event: LoggedEvent, selected?: Selected): string {
  const { type, seq, position, occurredAt, objectId, relatedIds } = asTold(services, viewer, event);
  return JSON.stringify({
    type,
    timestamp: rfc3339(occurredAt),
    data: { seq, position, objectId, relatedIds, ...selected?.data },
    ...(selected?.errors && { errors: selected.errors }),
  });
}

/** The body without what was selected. */
export function thinBody(body: string): string {
  const { type, timestamp, data } = JSON.parse(body) as Record<string, Record<string, unknown>>;
  const { seq, position, objectId, relatedIds } = data!;
  return JSON.stringify({ type, timestamp, data: { seq, position, objectId, relatedIds } });
}

/** The body of a test call. */
export function testBody(now: number): string {
  return JSON.stringify({ type: TEST_MESSAGE, timestamp: rfc3339(now), data: {} });
}
