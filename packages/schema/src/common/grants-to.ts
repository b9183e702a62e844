import type { Entity } from "@coachwork/reader";

const grantees = new Map<unknown, string>();

/**
 * Declares that a new row of this type may change what the person holds whom it names: `by` is the property with their id. What is
 * remembered of them is then looked up again.
 */
export function GrantsTo(by: string): ClassDecorator {
  return (entity) => {
    grantees.set(entity, by);
  };
}

/** The property with the id of the person whom a new row of this type gives something, if any. */
export function granteeOf(entity: Entity): string | undefined {
  return grantees.get(entity);
}
