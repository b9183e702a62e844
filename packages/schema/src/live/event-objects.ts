import { alwaysSees, type Entity, readableEntities, readableOf } from "@coachwork/reader";
import { hasColumn } from "../common/settable.js";
import { AllocationEntry } from "../scheduling/allocation/allocation.js";
import { Session } from "../scheduling/booking/session.js";
import { SessionSeries } from "../scheduling/series/series.js";
import { Firm } from "../tenancy/firm.js";
import { Person } from "../tenancy/person.js";
import { tellsWhen } from "./schedule-change.js";
import type { WordedEvent } from "./event-word.js";

/** An event, by its type and by the ids that it carries. */
interface Happened {
  readonly type: string;
  readonly ids: object;
}

/** What an event is about, and what it tells of it. */
export interface Told {
  readonly entity: Entity;
  readonly id: string;
  /** The fields that tell what happened. Who does not see them of the object is not told of the event. */
  readonly fields: readonly string[];
  /** Whether nothing of the object is left by which to judge who saw it. */
  readonly isGone: boolean;
}

/**
 * The fields by which events tell something, if not that the object was last changed just now. Who sees less of the object does
 * not learn that anything happened: somebody else's signature has no time for the other parties, and a draft is its author's alone.
 */
const told: { readonly [T in WordedEvent]?: readonly string[] } = {
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
  "person.sharing_changed": ["sharesBusyTime"],
  "frontend_url.set": ["frontendUrl"],
  "reminders.set": ["reminderMinutes"],
};

const gone: ReadonlySet<string> = new Set<WordedEvent>([
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
  "conflict_of_interest.removed",
  "match_weights.removed",
]);

/** What an event is about. */
export function toldBy({ type, ids }: Happened): Told {
  const [entity, id] = objectIn(type, ids);
  return { entity, id, fields: told[type as WordedEvent] ?? usualFields(entity), isGone: gone.has(type) };
}

/** The columns of the log that say what an event is about. */
export function objectOf(event: Happened): { readonly object_type: string; readonly object_id: string } {
  const { entity, id } = toldBy(event);
  return { object_type: readableOf(entity).prefix!, object_id: id };
}

/** What events of a type are about, as far as their name tells, and the fields by which they tell something. */
export function topicOf(type: WordedEvent): Pick<Told, "entity" | "fields"> {
  const noun = type.slice(0, type.indexOf("."));
  const entity = otherTopics[noun] ?? entityNamed(camelCase(noun));
  if (!entity) throw new Error(`The event ${type} does not begin with the name of a type.`);
  return { entity, fields: told[type] ?? usualFields(entity) };
}

/** The events that tell something which these grants do not always show, though they show its object. */
export function untoldEvents(grants: readonly string[]): readonly WordedEvent[] {
  return (Object.keys(told) as WordedEvent[]).filter((type) => {
    const { entity, fields } = topicOf(type);
    return !alwaysSees(entity, fields, grants);
  });
}

/** What else an event names, as its viewer can ask for it: the engagement of a session, its coaches. */
export function relatedTo(event: Happened): readonly { readonly entity: Entity; readonly id: string }[] {
  const { id: own } = toldBy(event);
  return namedIn(event.ids).filter(({ id }) => id !== own);
}

/** The fields of an object that most events about it tell. */
export function usualFields(entity: Entity): readonly string[] {
  if (entity === Session) return tellsWhen;
  return hasColumn(entity, "updatedAt") ? ["updatedAt"] : [];
}

/**
 * What happens in a schedule names its people as well, so its type tells the object, or it is the session. Of other names the longest is the most
 * particular, a goal's level and not the goal. The engagement is meant only if nothing else is named.
 */
function objectIn(type: string, ids: object): readonly [Entity, string] {
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

/** The types of events that do not begin with the name of a type. */
const otherTopics: Record<string, Entity> = {
  agenda: Session,
  attendance: Session,
  allocation: AllocationEntry,
  frontend_url: Firm,
  reminders: Firm,
};

/** Says what the events of a later slice are about that begin with this noun, if no type has that name. */
export function declareTopic(noun: string, entity: Entity): void {
  otherTopics[noun] = entity;
}

/** The types of what events do not name by its type. */
const otherwiseNamed: Readonly<Record<string, Entity>> = {
  coach: Person,
  coaches: Person,
  series: SessionSeries,
  follows: SessionSeries,
};

/** The type that has this name and whose objects have ids. */
function entityNamed(name: string): Entity | undefined {
  const entity = otherwiseNamed[name] ?? readableEntities().get(name[0]!.toUpperCase() + name.slice(1));
  return entity && readableOf(entity).prefix !== undefined ? entity : undefined;
}

function camelCase(name: string): string {
  return name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}
