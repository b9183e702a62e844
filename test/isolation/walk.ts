import { day } from "@coachwork/testing";
import {
  type DocumentNode,
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
  isObjectType,
  isRequiredArgument,
  parse,
} from "graphql";
import { filtersOf, pagesOf, rootLiteral, typeNamedBy } from "./fill.js";
import type { Ids } from "./ids.js";
import { childrenOf, everythingOf, isConnection, type Selection, selected, targetOf, textOf } from "./selection.js";

/** One question of the walk. */
export interface Operation {
  readonly text: string;
  /** The same object for the same text, so that it is compiled once, whatever ids it is asked with. */
  readonly document: DocumentNode;
  /** The id of what it is about, where it is about one thing. */
  readonly variables: Readonly<Record<string, string>>;
  readonly selections: readonly Selection[];
  /** Whether it asks for pages of a list that other questions ask for as a whole: by a filter, in an order, from an end. */
  readonly inPages: boolean;
}

/** What a walk may be narrowed to. */
export interface Walk {
  readonly schema: GraphQLSchema;
  readonly ids: Ids;
  /** Types not to ask for: what an API key's scopes do not name refuses the whole question. */
  readonly without: ReadonlySet<string>;
}

type RootField = GraphQLField<unknown, unknown>;

/** Objects deep: a person's engagements' sessions are three. Deeper, the same fields are read by the same conditions. */
const DEPTH = 3;

/** Asks for everything there is, in every way the schema offers. A field or argument that it cannot fill makes it fail. */
export function* operationsOf(walk: Walk): Generator<Operation> {
  const root = walk.schema.getQueryType()!;
  for (const field of Object.values(root.getFields())) yield* rootOperations(walk, root, field);
  yield* pagedOperations(walk);
}

function* rootOperations(walk: Walk, root: GraphQLObjectType, field: RootField): Generator<Operation> {
  const { ids } = walk;
  if (field.name === "node") return yield* nodeOperations(walk);
  if (field.name === "nodes") return yield* nodesOperations(walk);
  const target = targetOf(field);
  if (target && walk.without.has(target.name)) return;
  if (isConnection(field)) {
    for (const objects of slicesOf(target!, walk))
      yield operation([selected(root, field, "(first: 100)", childrenOf(field, objects))]);
    for (const page of pagesOf(field.args, `Query.${field.name}`, ids))
      yield { ...operation([page_(root, field, page)]), inPages: true };
    return;
  }
  const all = argumentsOf(walk, field);
  // A record that an id names leads one object less far: the lists of its type lead to the same.
  const isListed = all.some(({ id }) => id) && target?.getInterfaces().some(({ name }) => name === "Node");
  const slices = target ? slicesOf(target, walk, isListed ? DEPTH - 1 : DEPTH) : [[]];
  for (const { args, id, inPart } of all) {
    for (const objects of inPart ? slices.slice(0, 1) : slices)
      yield operation([{ type: root.name, field: field.name, args, children: objects }], id);
  }
}

/** The arguments of a root field that gives one thing. */
interface Arguments {
  readonly args: string;
  /** What `$id` in them stands for. */
  readonly id?: string;
  /** Asked for no relations but the first. */
  readonly inPart?: boolean;
}

/** Once for each object that the field could be asked of: of some for all they lead to, as `node` asks all of them. */
function argumentsOf({ ids }: Walk, field: RootField): readonly Arguments[] {
  const at = `Query.${field.name}`;
  if (field.args.length === 0) return [{ args: "" }];
  const filter = getNamedType(field.args[0]!.type);
  if (isInputObjectType(filter))
    return [{ args: "" }, ...filtersOf(filter, ids).map((each) => ({ args: `(filter: ${each})` }))];
  const naming = field.args.filter(({ type }) => getNamedType(type).name === "ID");
  const named = naming.find(isRequiredArgument) ?? naming[0];
  const rest = field.args
    .filter((argument) => argument !== named)
    .map((argument) => `${argument.name}: ${rootLiteral(argument, at, day, ids)}`);
  if (!named) return [{ args: `(${rest.join(", ")})` }];
  const type = named.name === "id" ? targetOf(field)!.name : typeNamedBy(named, at);
  const value = isListType(getNullableType(named.type)) ? "[$id]" : "$id";
  const args = `(${[`${named.name}: ${value}`, ...rest].join(", ")})`;
  const { near, far, other, never } = ids.get(type)!;
  const inWhole = new Set([...near.slice(0, 4), ...far.slice(0, 2), other[0]]);
  return [...near, ...far, ...other, never].map((id) => ({ args, id, inPart: !inWhole.has(id) }));
}

/** How deep to ask a node: what is further away, the roots' own fields lead to. */
const depthOf = ({ name }: GraphQLObjectType): number => deeper.get(name) ?? 1;

/** Where no root's own field leads that far: what the parts of these lead to. */
const deeper = new Map([
  ["Availability", 3],
  ["SessionSeries", 2],
  ["CoachProfile", 2],
]);

/** Every object of every Node type. */
function* nodeOperations(walk: Walk): Generator<Operation> {
  const { schema } = walk;
  for (const type of schema.getPossibleTypes(schema.getType("Node") as never) as GraphQLObjectType[])
    yield* nodesOf(walk, type, depthOf(type));
}

/** Some objects of every Node type through `nodes(ids)`, which reads them as `node` does. */
function* nodesOperations({ schema, ids, without }: Walk): Generator<Operation> {
  for (const type of schema.getPossibleTypes(schema.getType("Node") as never) as GraphQLObjectType[]) {
    const { near, far, other, never } = ids.get(type.name) ?? missing(type.name);
    const all = without.has(type.name) ? [] : everythingOf(type, { objects: 0, without });
    const selections = [{ type: "Query", field: "nodes", args: "(ids: [$id])", children: all }];
    const more = all.length > 0 ? ` ... on ${type.name} { ${textOf(all)} }` : "";
    const text = `query ($id: ID!) { nodes(ids: [$id]) { __typename${more} } }`;
    for (const id of [...near.slice(0, 2), ...far.slice(0, 1), ...other.slice(0, 1), never])
      yield asked(text, selections, id);
  }
}

/** Every object of a Node type through `node(id)`, and what it leads to, so many objects deep. */
export function* nodesOf(
  { schema, ids, without }: Walk,
  type: GraphQLObjectType,
  objects: number,
): Generator<Operation> {
  const { node } = schema.getQueryType()!.getFields();
  const { near, far, other, never } = ids.get(type.name) ?? missing(type.name);
  const all = without.has(type.name) ? [] : everythingOf(type, { objects, without });
  for (const id of [...near, ...far, ...other, never]) yield onNode(node!, id, type, all);
}

/** Every page of every connection below an object: its orders, its ends, its filters. */
function* pagedOperations({ schema, ids, without }: Walk): Generator<Operation> {
  const node = schema.getQueryType()!.getFields().node!;
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || without.has(type.name) || !ids.has(type.name)) continue;
    for (const field of Object.values(type.getFields())) {
      if (!isConnection(field) || without.has(targetOf(field)!.name)) continue;
      const { near, far } = ids.get(type.name)!;
      const pages = pagesOf(field.args, `${type.name}.${field.name}`, ids).map((page) => page_(type, field, page));
      for (const id of [...near.slice(0, 2), ...far.slice(0, 1)])
        for (const page of pages) yield { ...onNode(node, id, type, [page]), inPages: true };
    }
  }
}

/** A page, which tells by its ids, cursors and count whom a filter found; what the objects say is asked without filters. */
function page_(type: GraphQLObjectType, field: RootField, args: string): Selection {
  const target = targetOf(field)!;
  const name = "id" in target.getFields() ? "id" : "__typename";
  return selected(type, field, args, childrenOf(field, [{ type: target.name, field: name, args: "", children: [] }]));
}

/** All that can be asked of a type, in questions of a size that the API takes: the scalars with one relation each. */
function slicesOf(type: GraphQLObjectType, { without }: Walk, objects = DEPTH): Selection[][] {
  const all = everythingOf(type, { objects: objects - 1, without });
  const leaves = all.filter(({ children }) => children.length === 0);
  const relations = all.filter(({ children }) => children.length > 0);
  return relations.length === 0 ? [leaves] : relations.map((relation) => [...leaves, relation]);
}

function onNode(field: RootField, id: string, type: GraphQLObjectType, children: readonly Selection[]): Operation {
  const selections = [{ type: "Query", field: field.name, args: "(id: $id)", children }];
  const more = children.length > 0 ? ` ... on ${type.name} { ${textOf(children)} }` : "";
  return asked(`query ($id: ID!) { node(id: $id) { __typename${more} } }`, selections, id);
}

function operation(selections: readonly Selection[], id?: string): Operation {
  return asked(`${id === undefined ? "" : "query ($id: ID!) "}{ ${textOf(selections)} }`, selections, id);
}

/** A question as a failing test shows it: its text, and the id that it was asked with. */
export function asWritten({ text, variables }: Operation): string {
  return variables.id === undefined ? text : `${text} of ${variables.id}`;
}

const documents = new Map<string, DocumentNode>();

function asked(text: string, selections: readonly Selection[], id?: string): Operation {
  const document = documents.get(text) ?? parse(text);
  documents.set(text, document);
  return { text, document, variables: id === undefined ? {} : { id }, selections, inPages: false };
}

function missing(type: string): never {
  throw new Error(`The world has no ids of ${type}: add rows of it to world.ts.`);
}
