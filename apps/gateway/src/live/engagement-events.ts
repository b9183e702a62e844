import { type Entity, readableEntities } from "@coachwork/reader";
import {
  Engagement,
  type EngagementChangeType,
  type Events,
  type EventType,
  hasColumn,
  type LoggedEvent,
  type WordOf,
} from "@coachwork/schema";

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

type Word<T> = T extends `${infer Noun}.${infer Verb}` ? Uppercase<`${Noun}_${Verb}`> : never;

/** The word for an event. An event without one does not compile. */
export function wordFor(type: EngagementEvent["type"]): WordOf<typeof EngagementChangeType> {
  return type.replace(".", "_").toUpperCase() as Word<EngagementEvent["type"]>;
}

/**
 * What of an object an event tells, if not that it was last changed just now. Who sees less of the object does not learn that
 * anything happened: somebody else's signature has no time for the other parties, and a draft is its author's alone.
 */
const told: { readonly [T in EngagementEventType]?: readonly string[] } = {
  "agreement.sent": ["sentAt"],
  "agreement.signed": ["signedAt"],
  "agreement.completed": ["completedAt"],
  "agreement.declined": ["endedAt"],
  "agreement.withdrawn": ["endedAt"],
  "agreement.superseded": ["endedAt"],
  "goal.shared": ["updatedAt", "sharing"],
  "goal.unshared": ["updatedAt", "sharing"],
  "worksheet.saved": ["draft"],
  "allocation.adjusted": ["recordedAt"],
  "agenda.set": ["agenda"],
};

/** After these events nothing is left to judge by. Only the person who did it is told. */
const gone: ReadonlySet<string> = new Set<EngagementEventType>([
  "note.removed",
  "takeaway.removed",
  "feedback.removed",
  "goal.removed",
  "goal.progress_removed",
  "metric.removed",
  "metric.entry_removed",
  "action_item.removed",
  "worksheet.withdrawn",
]);

/** Who is told of an event: those who see an object and some of its fields, those who see the engagement, or its actor alone. */
export type Told =
  | { readonly by: "object"; readonly entity: Entity; readonly id: string; readonly fields: readonly string[] }
  | { readonly by: "engagement" }
  | { readonly by: "actor" };

export function toldBy({ type, ids }: EngagementEvent): Told {
  if (gone.has(type)) return { by: "actor" };
  // Everybody who sees the engagement saw the pause.
  const named = type === "engagement_pause.cancelled" ? undefined : objectIn(ids);
  if (!named) return { by: "engagement" };
  const usual = hasColumn(named.entity, "updatedAt") ? ["updatedAt"] : [];
  return { by: "object", ...named, fields: told[type as EngagementEventType] ?? usual };
}

/** What changed. Undefined if nothing of it is left. */
export function objectOf(event: EngagementEvent): { readonly entity: Entity; readonly id: string } | undefined {
  const by = toldBy(event);
  if (by.by === "object") return by;
  const isEngagement = by.by === "engagement" && event.type !== "engagement_pause.cancelled";
  return isEngagement ? { entity: Engagement, id: event.ids.engagement } : undefined;
}

/** The last that an event names is what changed: a goal's level, and not the goal. Undefined for the engagement itself. */
function objectIn(ids: object): { readonly entity: Entity; readonly id: string } | undefined {
  const [name, id] =
    Object.entries(ids as Record<string, string>)
      .filter(([key]) => key !== "engagement")
      .at(-1) ?? [];
  if (name === undefined) return undefined;
  const entity = readableEntities().get(name[0]!.toUpperCase() + name.slice(1));
  if (!entity) throw new Error(`The event names ${name}, and no type has that name.`);
  return { entity, id: id! };
}
