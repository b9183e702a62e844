import { type Cell, csvRows, listText } from "@coachwork/platform";
import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  getOperationAST,
  type GraphQLNamedType,
  type GraphQLSchema,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  GraphQLString,
  isInterfaceType,
  isLeafType,
  isListType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from "graphql";

/** A column of an exported list. */
export interface CsvColumn {
  /** The response keys that lead to it, without those of pages. */
  readonly title: string;
  /** The response keys that lead to its value in an object. */
  readonly path: readonly string[];
  /** Whether a list is on the way, so that the cell has as many values. */
  readonly isList: boolean;
}

/** Why a query has no columns, for people to read. */
export class NoColumns extends Error {
  override readonly name = "NoColumns";
}

interface Place {
  readonly path: readonly string[];
  readonly titles: readonly string[];
  readonly isList: boolean;
}

const START: Place = { path: [], titles: [], isList: false };

/**
 * The columns of the query for a page, in the order in which it selects them. They follow from the query and the variables alone, so that
 * all pages have the same.
 *
 * @throws NoColumns
 */
export function columnsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): readonly CsvColumn[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions)
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  const found = new Map<string, CsvColumn>();
  const [list] = getOperationAST(document)!.selectionSet.selections as readonly FieldNode[];
  const [nodes] = list!.selectionSet!.selections as readonly FieldNode[];
  const connection = typeOf(schema.getQueryType()!, list!);
  walk(getNamedType(typeOf(getNamedType(connection), nodes!)), nodes!.selectionSet!, START);
  return [...found.values()];

  function walk(parent: GraphQLNamedType, { selections }: SelectionSetNode, place: Place): void {
    for (const selection of selections) {
      if (!isWanted(selection, variables)) continue;
      if (selection.kind === Kind.FIELD) take(parent, selection, place);
      else if (selection.kind === Kind.INLINE_FRAGMENT)
        walk(narrowed(parent, selection.typeCondition?.name.value), selection.selectionSet, place);
      else {
        const { typeCondition, selectionSet } = fragments.get(selection.name.value)!;
        walk(narrowed(parent, typeCondition.name.value), selectionSet, place);
      }
    }
  }

  function narrowed(parent: GraphQLNamedType, name: string | undefined): GraphQLNamedType {
    return name === undefined ? parent : schema.getType(name)!;
  }

  function take(parent: GraphQLNamedType, field: FieldNode, { path, titles, isList }: Place): void {
    const key = (field.alias ?? field.name).value;
    const type = typeOf(parent, field);
    const isMany = isListType(getNullableType(type));
    const inside: Place = {
      path: [...path, key],
      titles: isOfPages(parent, field) ? titles : [...titles, key],
      isList: isList || isMany,
    };
    if (isList && isMany)
      throw new NoColumns(
        `${inside.titles.join(".")} is a list within a list, for which a CSV has no room. Export the inner list by itself, or as JSON_LINES.`,
      );
    const named = getNamedType(type);
    if (!isLeafType(named)) return walk(named, field.selectionSet!, inside);
    const title = inside.titles.join(".");
    const known = found.get(title);
    if (known && known.path.join(".") !== inside.path.join("."))
      throw new NoColumns(`Two columns would be called ${title}. Give one of them another alias.`);
    found.set(title, { title, path: inside.path, isList: inside.isList });
  }
}

/** The first record of a result. */
export function csvHeader(columns: readonly CsvColumn[]): string {
  return csvRows([columns.map(({ title }) => title)]);
}

/** An object as a record. */
export function csvRecord(columns: readonly CsvColumn[], object: unknown): string {
  return csvRows([columns.map((column) => cellIn(column, object))]);
}

function cellIn({ path, isList }: CsvColumn, object: unknown): Cell {
  const value = valueAt(object, path);
  if (isList) return listText((Array.isArray(value) ? value : []).map((each) => String(textOf(each) ?? "")));
  return textOf(value);
}

/** The value at a path. Where a list is on the way, it has a value for each of its entries. */
function valueAt(within: unknown, [key, ...rest]: readonly string[]): unknown {
  if (Array.isArray(within)) return within.map((each) => (key === undefined ? each : valueAt(each, [key, ...rest])));
  if (key === undefined || within == null) return within;
  return valueAt((within as Readonly<Record<string, unknown>>)[key], rest);
}

function textOf(value: unknown): Cell {
  if (value == null) return null;
  if (typeof value === "string" || typeof value === "number") return value;
  return JSON.stringify(value);
}

/** Whether a field is there for the sake of pages, and says nothing by itself. */
function isOfPages(parent: GraphQLNamedType, { name }: FieldNode): boolean {
  return parent.name.endsWith("Connection") ? ["nodes", "edges"].includes(name.value) : isEdge(parent, name.value);
}

function isEdge(parent: GraphQLNamedType, field: string): boolean {
  return parent.name.endsWith("Edge") && field === "node";
}

function typeOf(parent: GraphQLNamedType, { name: { value: name } }: FieldNode) {
  if (isObjectType(parent) || isInterfaceType(parent)) {
    const field = parent.getFields()[name];
    if (field) return field.type;
  }
  // `__typename` is in no type.
  return GraphQLString;
}

function isWanted(
  node: { readonly directives?: readonly DirectiveNode[] },
  variables: Readonly<Record<string, unknown>>,
): boolean {
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false;
}
