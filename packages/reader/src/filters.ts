import type { FieldArguments } from "./arguments.js";
import { type Entity, type FilterThrough, type OwnFilter, readableOf } from "./declare.js";
import { uuidOf } from "./entity-ids.js";
import type { Input } from "./input.js";
import { presentId } from "./present-id.js";
import { relatedBy } from "./related.js";
import { isSearch } from "./search.js";
import type { Selection } from "./selection.js";
import { fieldCondition, isImplied } from "./visibility.js";

/** SQL for each filter that the arguments give. A filter tells a viewer nothing that they may not read. */
export function filterConditions(
  selection: Selection,
  entity: Entity,
  row: string,
  args: FieldArguments,
): (string | undefined)[] {
  const given = (args.shape.filter ?? {}) as Readonly<Record<string, unknown>>;
  const names = Object.keys(given).filter((name) => given[name] != null && !isSearch(entity, name));
  return names.flatMap((name) => conditions(selection, entity, row, name, args.input("filter", name)));
}

function conditions(
  selection: Selection,
  entity: Entity,
  row: string,
  name: string,
  value: Input<string>,
): (string | undefined)[] {
  const { statement } = selection;
  const filter = readableOf(entity).filters?.[name];
  if (!filter) throw new Error(`${entity.name} declares no filter ${name}.`);
  if ("through" in filter) return throughRelated(selection, entity, row, filter, value);
  if (filter.isSkewed) statement.isSkewed = true;
  return [
    ...(filter.reads ?? []).map((field) => fieldCondition(entity, field, row, statement)),
    seesNamed(selection, entity, filter, value),
    filter.where(row, value, statement),
  ];
}

/** SQL for "the viewer sees a row there that matches its filter". */
function throughRelated(
  selection: Selection,
  entity: Entity,
  row: string,
  { through, filter }: FilterThrough,
  value: Input<string>,
): (string | undefined)[] {
  const { statement } = selection;
  const related = relatedBy(selection, entity, through);
  if (!related) throw new Error(`${entity.name} has no relation ${through} for a filter.`);
  const target = statement.alias(selection.metadata(related.entity).tableName);
  const matches = conditions(selection, related.entity, target, filter, value);
  const { table, where } = selection.rows(
    related.entity,
    target,
    [related.on(row, target), ...matches],
    related.implied,
  );
  return [fieldCondition(entity, through, row, statement), `exists (select 1 from ${table} ${target} where ${where})`];
}

/** SQL for "the viewer sees the object whose id was given to a filter". Undefined if they see it with every row. */
function seesNamed(selection: Selection, entity: Entity, { names }: OwnFilter, id: Input<string>): string | undefined {
  if (names === undefined) return undefined;
  if (isImplied(entity, readableOf(entity).implied?.[names], selection.statement.viewer.grants)) return undefined;
  const target = selection.metadata(entity).findRelationWithPropertyPath(names)?.type as Entity | undefined;
  if (!target) throw new Error(`${entity.name} has no relation ${names} for a filter.`);
  const alias = selection.statement.alias(selection.metadata(target).tableName);
  const uuid = id.map((text) => uuidOf(target, text));
  const { table, where } = selection.rows(
    target,
    alias,
    [`${alias}.id = ${presentId(target, selection.statement, selection.statement.bind(uuid, "uuid"))}`],
    false,
  );
  return `exists (select 1 from ${table} ${alias} where ${where})`;
}
