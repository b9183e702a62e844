import { alwaysSees, apiIdOf, mayEverSee } from "@coachwork/reader";
import { type Actor, Event, Firm, type LoggedEvent, relatedTo, toldBy, wordFor } from "@coachwork/schema";
import type { Services } from "../graphql/context.js";
import { viewKeyOf } from "./shared-reads.js";

/**
 * Whether a viewer is told of an event: they see its object, and the fields that tell what happened. If nothing is left of it, it
 * takes somebody who sees all such objects, or the one who did it.
 */
export async function isTold({ reader, sharedReads }: Services, viewer: Actor, event: LoggedEvent): Promise<boolean> {
  const { entity, id, fields, isGone } = toldBy(event);
  if (alwaysSees(entity, fields, viewer.grants)) return true;
  if (isGone) return event.actorId === viewer.actorId;
  if (!mayEverSee(entity, fields, viewer.grants)) return false;
  const look = () => reader.sees(viewer, entity, id, { version: event.seq, fields });
  return sharedReads.once(`told ${event.seq} ${viewKeyOf(viewer)} ${viewer.actorId}`, look);
}

/** An event as its viewer is told of it. The default resolver reads its object as the viewer: events carry ids and no content. */
export function asTold({ positions }: Services, viewer: Actor, event: LoggedEvent): Event {
  const { entity, id, isGone } = toldBy(event);
  const objectId = apiIdOf(entity, id);
  const related = relatedTo(event).filter((other) => mayEverSee(other.entity, ["id"], viewer.grants));
  return Object.assign(new Event(), {
    seq: event.seq,
    position: positions.after(viewer.firmId, event),
    type: wordFor(event.type),
    occurredAt: event.occurredAt,
    objectId,
    relatedIds: [...new Set(related.map((other) => apiIdOf(other.entity, other.id)))],
    object: isGone || entity === Firm ? null : objectId,
  });
}
