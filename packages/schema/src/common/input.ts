import { decodeId, type Entity, prefixOfEntity } from "@coachwork/reader";

/** A UUID that no row has: what a malformed id stands for, so that it is answered like any id that was never given out. */
const NEVER = "00000000-0000-0000-0000-000000000000";

/** The UUID of an id at the API. */
export function idOf(entity: Entity, id: string): string {
  return decodeId(prefixOfEntity(entity), id) ?? NEVER;
}
