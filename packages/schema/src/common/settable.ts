import type { Entity } from "@coachwork/reader";
import { getMetadataArgsStorage } from "typeorm";
import { clearable, type InputField, optional, required, usual } from "./inputs.js";
import type { Kind } from "./kind.js";

/** A property that clients can set with `creates` and `updates`. */
export interface Settable {
  readonly property: string;
  readonly kind: () => Kind<unknown>;
  readonly description: string;
  /** Whether it is set at creation only. */
  readonly fixed?: boolean | undefined;
  /** The value of a new record if none is given. */
  readonly usual?: unknown;
  /** The message of the refusal if another record has the same value. */
  readonly taken?: string | undefined;
}

const settables = new Map<unknown, Settable[]>();

export function declareSettable(entity: unknown, settable: Settable): void {
  settables.set(entity, [...(settables.get(entity) ?? []), settable]);
}

export function settablesOf(entity: Entity): readonly Settable[] {
  return settables.get(entity) ?? [];
}

/** Its field in the input of `creates`. */
export function newField(entity: Entity, settable: Settable): InputField<unknown> {
  const { property, kind, description } = settable;
  if (settable.usual !== undefined) return usual(kind(), settable.usual, description);
  return isNullable(entity, property) ? clearable(kind(), description) : required(kind(), description);
}

/** Its field in the input of `updates`. */
export function changedField(entity: Entity, { property, kind, description }: Settable): InputField<unknown> {
  return isNullable(entity, property) ? clearable(kind(), description) : optional(kind(), description);
}

function isNullable(entity: Entity, property: string): boolean {
  return columnOf(entity, property)?.options.nullable === true;
}

/** Whether records of this type can be archived. */
export function isArchivable(entity: Entity): boolean {
  return hasColumn(entity, "archivedAt");
}

export function hasColumn(entity: Entity, property: string): boolean {
  return columnOf(entity, property) !== undefined;
}

function columnOf(entity: Entity, property: string) {
  return getMetadataArgsStorage().columns.find(
    ({ target, propertyName }) => target === entity && propertyName === property,
  );
}
