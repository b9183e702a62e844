import type { Entity } from "@coachwork/reader";
import { getMetadataArgsStorage } from "typeorm";

const naming = new Map<unknown, string[]>();

/** Declares that a column holds a person's id. Columns of a relation to `Person` need not say so. */
export function NamesPerson(): PropertyDecorator {
  return (prototype, property) => {
    naming.set(prototype.constructor, [...(naming.get(prototype.constructor) ?? []), String(property)]);
  };
}

const keeping = new Map<unknown, string>();

/** Declares that a relation keeps whom it names, also if that person is merged into another. */
export function KeepsWhom(): PropertyDecorator {
  return (prototype, property) => void keeping.set(prototype.constructor, String(property));
}

/** The properties of a type that hold a person's id, and another's once they are merged. */
export function personIdsOf(entity: Entity, person: Entity): readonly string[] {
  const related = getMetadataArgsStorage()
    .relations.filter(
      ({ target, type }) => target === entity && typeof type === "function" && (type as () => unknown)() === person,
    )
    .map(({ propertyName }) => propertyName)
    .filter((name) => name !== keeping.get(entity));
  return [...related.map((name) => `${name}Id`), ...(naming.get(entity) ?? [])];
}
