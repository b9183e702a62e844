import type { Entity } from "@coachwork/reader";

/** What rows of a type belong to. */
export interface Whole {
  readonly entity: () => Entity;
  /** The property of the part that holds the whole's id. */
  readonly by: string;
}

const wholes = new Map<unknown, Whole>();

/**
 * Declares that a row of this type is a part of another record: what happens to it is a change of that record, whose
 * `updatedAt` says so.
 */
export function PartOf(entity: () => Entity, by: string): ClassDecorator {
  return (part) => {
    wholes.set(part, { entity, by });
  };
}

export function wholeOf(part: Entity): Whole | undefined {
  return wholes.get(part);
}
