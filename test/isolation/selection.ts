import { day } from "@coachwork/testing";
import {
  getNamedType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  isInterfaceType,
  isLeafType,
  isObjectType,
} from "graphql";

type Field = GraphQLField<unknown, unknown>;

/** A field of an operation that was generated, with what the schema knows of it. */
export interface Selection {
  readonly type: string;
  readonly field: string;
  readonly args: string;
  readonly children: readonly Selection[];
}

const PAGE = "(first: 100)";

/** How to ask fields that take other arguments. */
const argumentsOf: Readonly<Record<string, string>> = {
  "Person.nextFreeSlot": "(durationMinutes: 60)",
  "Preview.report": "(quarter: null)",
  "Preview.surveyResults": `(templateId: "survey_template_00000000000070008000000000000001")`,
  "Metric.chart": `(from: "${day(-365)}", until: "${day(365)}")`,
};

/** How deep to ask, counted in objects that are no page or edge. */
export interface Depth {
  readonly objects: number;
  /** Types that are left out. */
  readonly without: ReadonlySet<string>;
}

/** Every field of a type, and below it every field of the types it leads to; none of them twice on one path. */
export function everythingOf(
  type: GraphQLObjectType,
  depth: Depth,
  path: readonly string[] = [type.name],
): Selection[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const given = getNamedType(field.type);
    // What else there is to know of it, its own type's fields tell.
    if (isInterfaceType(given))
      return [selected(type, field, "", [{ type: given.name, field: "id", args: "", children: [] }])];
    const target = targetOf(field);
    if (target === undefined) return [selected(type, field, "", [])];
    // What leads to another of its own type is asked who that is, and no further.
    const isOwn = target.name === type.name && !isConnection(field);
    if (isOwn) return [selected(type, field, "", [{ type: target.name, field: "id", args: "", children: [] }])];
    if (depth.objects === 0 || path.includes(target.name) || depth.without.has(target.name)) return [];
    // It is the scheduling service's to find: asked of the people that a question is about, and not of all that it leads to.
    if (field.name === "nextFreeSlot" && path.length > 1) return [];
    const inner = { ...depth, objects: depth.objects - 1 };
    const found = everythingOf(target, inner, [...path, target.name]);
    const children = found.length > 0 ? found : [{ type: target.name, field: "__typename", args: "", children: [] }];
    const args = isConnection(field) ? PAGE : (argumentsOf[`${type.name}.${field.name}`] ?? "");
    return [selected(type, field, args, childrenOf(field, children))];
  });
}

/** A field with everything below it; a connection with its nodes, edges, cursors, page and count. */
export function selected(
  type: { name: string },
  field: Field,
  args: string,
  children: readonly Selection[],
): Selection {
  const unknown = field.args.filter(({ name }) => !pageArguments.has(name));
  if (args === "" && unknown.length > 0) {
    throw new Error(
      `The walk does not know how to ask ${type.name}.${field.name}(${unknown.map(({ name }) => name).join(", ")}).`,
    );
  }
  return { type: type.name, field: field.name, args, children };
}

const pageArguments = new Set(["first", "last", "after", "before", "filter", "orderBy"]);

/** What a field leads to. The walk asks for that so often that it is worth knowing. */
interface Goal {
  readonly type: GraphQLNamedType;
  readonly target: GraphQLObjectType | undefined;
  readonly isConnection: boolean;
}

const goals = new WeakMap<Field, Goal>();

function goalOf(field: Field): Goal {
  const known = goals.get(field) ?? findGoal(getNamedType(field.type));
  goals.set(field, known);
  return known;
}

function findGoal(type: GraphQLNamedType): Goal {
  if (!isObjectType(type)) return { type, target: undefined, isConnection: false };
  const { edges, nodes } = type.getFields();
  if (!edges || !nodes) return { type, target: type, isConnection: false };
  return { type, target: getNamedType(nodes.type) as GraphQLObjectType, isConnection: true };
}

/** The object type that a field leads to, pages and edges left out; undefined for a scalar. */
export function targetOf(field: Field): GraphQLObjectType | undefined {
  const { type, target } = goalOf(field);
  if (!target && !isLeafType(type)) throw new Error(`The walk does not know what to ask of a ${type.name}.`);
  return target;
}

export function isConnection(field: Field): boolean {
  return goalOf(field).isConnection;
}

/** What to select below a field, given what to select of the objects it leads to. */
export function childrenOf(field: Field, objects: readonly Selection[]): readonly Selection[] {
  if (!isConnection(field)) return objects;
  const connection = getNamedType(field.type) as GraphQLObjectType;
  const edge = getNamedType(connection.getFields().edges!.type) as GraphQLObjectType;
  const leaves = objects.filter(({ children }) => children.length === 0);
  const of = (type: GraphQLObjectType, name: string): readonly Selection[] => {
    if (name === "nodes") return objects;
    if (name === "node") return leaves;
    if (name === "edges") return partsOf(edge);
    const inner = getNamedType(type.getFields()[name]!.type);
    return isObjectType(inner) ? partsOf(inner) : [];
  };
  const partsOf = (type: GraphQLObjectType): Selection[] =>
    Object.keys(type.getFields()).map((name) => ({ type: type.name, field: name, args: "", children: of(type, name) }));
  return partsOf(connection);
}

export function textOf(selections: readonly Selection[]): string {
  return selections
    .map(({ field, args, children }) => `${field}${args}${children.length > 0 ? ` { ${textOf(children)} }` : ""}`)
    .join(" ");
}

/** Every field (`Type.field`) that says something in an answer. */
export function toldIn(value: unknown, selections: readonly Selection[], told: Set<string> = new Set()): Set<string> {
  if (Array.isArray(value)) for (const item of value) toldIn(item, selections, told);
  else if (value !== null && typeof value === "object") {
    for (const { type, field, children } of selections) {
      const inner = (value as Record<string, unknown>)[field];
      if (isSilent(inner)) continue;
      told.add(`${type}.${field}`);
      toldIn(inner, children, told);
    }
  }
  return told;
}

/** Nothing, a list of nothing or a connection of nothing. */
function isSilent(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.every((item) => item === null);
  const { nodes, edges, totalCount } = value as { nodes?: unknown[]; edges?: unknown[]; totalCount?: number };
  return [nodes?.length, edges?.length, totalCount].every((count) => count === 0);
}
