import type { Events, EventType, LoggedEvent } from "@coachwork/schema";

/** What happens in an engagement besides its schedule, which `scheduleChanged` tells. */
type EngagementEventType = {
  [T in EventType]: Events[T] extends { readonly coaches: unknown }
    ? never
    : Events[T] extends { readonly engagement: string }
      ? T
      : never;
}[EventType];

/** An event about an engagement. That a pause was changed named no engagement once. */
export type EngagementEvent = Extract<LoggedEvent, { type: EngagementEventType | "engagement_pause.updated" }> & {
  readonly ids: { readonly engagement: string };
};

export function isEngagementEvent({ ids }: LoggedEvent): boolean {
  return "engagement" in ids && ids.engagement !== undefined && !("coaches" in ids);
}
