import type { Entity } from "@coachwork/reader";
import { wholeOf } from "@coachwork/schema";
import { FindOperator } from "typeorm";

/** The records that a transaction changes in a part, and not in their own row. */
export class Touched {
  readonly #ids = new Map<Entity, Set<string>>();
  /** Those whose own row is written in this transaction, which stamps them. */
  readonly #written = new Map<Entity, Set<string>>();

  /** Notes what rows of a type are written or deleted, by the values that are known of them. */
  changed(entity: Entity, known: object): void {
    const values = known as Readonly<Record<string, unknown>>;
    if (typeof values.id === "string") setOf(this.#written, entity).add(values.id);
    const whole = wholeOf(entity);
    if (whole) this.add(whole.entity(), idsIn(values[whole.by], `${entity.name}.${whole.by}`));
  }

  add(entity: Entity, ids: readonly string[]): void {
    for (const id of ids) setOf(this.#ids, entity).add(id);
  }

  get records(): { readonly entity: Entity; readonly ids: readonly string[] }[] {
    return [...this.#ids]
      .map(([entity, ids]) => ({ entity, ids: [...ids].filter((id) => !this.#written.get(entity)?.has(id)).sort() }))
      .filter(({ ids }) => ids.length > 0);
  }
}

function setOf(sets: Map<Entity, Set<string>>, entity: Entity): Set<string> {
  const set = sets.get(entity) ?? new Set<string>();
  sets.set(entity, set);
  return set;
}

/** An id, or the ids of an `In`. */
function idsIn(value: unknown, field: string): readonly string[] {
  const ids: unknown = value instanceof FindOperator && value.type === "in" ? value.value : [value];
  if (Array.isArray(ids) && ids.every((id) => typeof id === "string")) return ids;
  throw new Error(`Name ${field} when you write or delete such rows: the record that it belongs to changes with them.`);
}
