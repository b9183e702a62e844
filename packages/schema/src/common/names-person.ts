import type { Entity } from "@coachwork/reader";
import { getMetadataArgsStorage } from "typeorm";

const naming = new Map<unknown, string[]>();

/** Declares that a column holds a person's id. Columns of a relation to `Person` need not say so. */
export function NamesPerson(): PropertyDecorator {
  return (prototype, property) => {
    naming.set(prototype.constructor, [...(naming.get(prototype.constructor) ?? []), String(property)]);
  };
}

/** The properties of a type that hold a person's id. */
export function personIdsOf(entity: Entity, person: Entity): readonly string[] {
  const related = getMetadataArgsStorage().relations.filter(
    ({ target, type }) => target === entity && typeof type === "function" && (type as () => unknown)() === person,
  );
  return [...related.map(({ propertyName }) => `${propertyName}Id`), ...(naming.get(entity) ?? [])];
}
