import { type Entity, manyOf, readableOf } from "./declare.js";
import { idColumnOf } from "./entity-ids.js";
import type { Selection } from "./selection.js";
import { isImplied } from "./visibility.js";

/** What a relation or to-many field leads to. */
export interface Related {
  readonly entity: Entity;
  /** Whether the viewer sees it with every row. */
  readonly implied: boolean;
  /** SQL that links a row with a row there. */
  readonly on: (row: string, target: string) => string;
}

export function relatedBy(selection: Selection, entity: Entity, field: string): Related | undefined {
  const { grants } = selection.statement.viewer;
  const metadata = (of: Entity) => selection.metadata(of);
  const many = manyOf(entity, field);
  if (many) {
    const child = many.child();
    const column = metadata(child).findColumnWithPropertyName(many.by)!.databaseName;
    const id = idColumnOf(metadata(entity));
    return {
      entity: child,
      implied: isImplied(entity, many.implied, grants),
      on: (row, target) => `${target}.${column} = ${row}.${id}`,
    };
  }
  const relation = metadata(entity).findRelationWithPropertyPath(field);
  if (!relation) return undefined;
  const joins = relation.joinColumns.filter((join) => join.databaseName !== "firm_id");
  return {
    entity: relation.type as Entity,
    implied: isImplied(entity, readableOf(entity).implied?.[field], grants),
    on: (row, target) =>
      joins
        .map((join) => `${target}.${join.referencedColumn!.databaseName} = ${row}.${join.databaseName}`)
        .join(" and "),
  };
}
