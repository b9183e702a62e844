import { type Entity, readableEntities } from "@coachwork/reader";
import {
  type EventType,
  type EventWord,
  hasColumn,
  type LoggedEvent,
  Person,
  Session,
  SessionSeries,
} from "@coachwork/schema";

/** What an event is about, and what it tells of it. */
export interface Told {
  readonly entity: Entity;
  readonly id: string;
  /** The fields that tell what happened. Who does not see them of the object is not told of the event. */
  readonly fields: readonly string[];
  /** Whether nothing of the object is left by which to judge who saw it. */
  readonly isGone: boolean;
}

/** Every event about a session tells when it is. */
const sessionFields = ["startsAt", "status", "createdAt"];

/**
 * The fields by which events tell something, if not that the object was last changed just now. Who sees less of the object does
 * not learn that anything happened: somebody else's signature has no time for the other parties, and a draft is its author's alone.
 */
const told: { readonly [T in EventType]?: readonly string[] } = {
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
  "frontend_url.set": ["frontendUrl"],
  "reminders.set": ["reminderMinutes"],
};

const gone: ReadonlySet<string> = new Set<EventType>([
  "engagement_pause.cancelled",
  "note.removed",
  "takeaway.removed",
  "feedback.removed",
  "goal.removed",
  "goal.progress_removed",
  "metric.removed",
  "metric.entry_removed",
  "action_item.removed",
  "worksheet.withdrawn",
  "client_profile.removed",
  "coach_profile.removed",
  "time_off.removed",
  "travel.removed",
  "busy_calendar.removed",
  "resource.removed",
]);

/** What an event is about, by its type and by the ids that it carries. */
export function toldBy({ type, ids }: LoggedEvent): Told {
  const [entity, id] = objectIn(type, ids);
  return { entity, id, fields: told[type] ?? usualFields(entity), isGone: gone.has(type) };
}

/** What else an event names, as its viewer can ask for it: the engagement of a session, its coaches. */
export function relatedTo(event: LoggedEvent): readonly { readonly entity: Entity; readonly id: string }[] {
  const { id: own } = toldBy(event);
  return namedIn(event.ids).filter(({ id }) => id !== own);
}

function usualFields(entity: Entity): readonly string[] {
  if (entity === Session) return sessionFields;
  return hasColumn(entity, "updatedAt") ? ["updatedAt"] : [];
}

/**
 * What happens in a schedule names its people as well, so its type tells the object, or it is the session. Of other names the longest is the most
 * particular, a goal's level and not the goal. The engagement is meant only if nothing else is named.
 */
function objectIn(type: EventType, ids: object): readonly [Entity, string] {
  const named = namedIn(ids);
  const nouns = "coaches" in ids ? [camelCase(type.slice(0, type.indexOf("."))), "session"] : [];
  const particular = named
    .filter(({ name }) => name !== "engagement")
    .sort(byLength)
    .at(-1);
  const object = nouns.map((noun) => named.find(({ name }) => name === noun)).find(Boolean) ?? particular ?? named[0];
  if (!object) throw new Error(`The event ${type} names nothing that has a type.`);
  return [object.entity, object.id];
}

function byLength(one: { readonly name: string }, other: { readonly name: string }): number {
  return one.name.length - other.name.length;
}

/** A duplicate who was merged is nobody any more, and what was booked over is told in another form. */
function namedIn(ids: object): { readonly name: string; readonly entity: Entity; readonly id: string }[] {
  return Object.entries(ids as Record<string, unknown>).flatMap(([name, value]) => {
    const entity = entityNamed(name);
    const values = Array.isArray(value) ? value : [value];
    return entity ? values.map((id) => ({ name, entity, id: id as string })) : [];
  });
}

/** The types of what events do not name by its type. */
const otherwiseNamed: Readonly<Record<string, Entity>> = {
  coach: Person,
  coaches: Person,
  series: SessionSeries,
  follows: SessionSeries,
};

function entityNamed(name: string): Entity | undefined {
  return otherwiseNamed[name] ?? readableEntities().get(name[0]!.toUpperCase() + name.slice(1));
}

function camelCase(name: string): string {
  return name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** The type that the name of an event begins with: a person for PERSON_CREATED. Undefined if it names none. */
export function entityOfWord(word: EventWord): Entity | undefined {
  const parts = word.toLowerCase().split("_");
  return parts.map((_, index) => entityNamed(camelCase(parts.slice(0, -index || undefined).join("_")))).find(Boolean);
}
