import { type Actor, type InputFields, mutations } from "@coachwork/schema";
import { day } from "@coachwork/testing";
import {
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
} from "graphql";
import { rootLiteral, typeNamedBy } from "./fill.js";
import type { Ids } from "./ids.js";
import { inputsOf } from "./inputs.js";
import type { Answer, Inside } from "./inside.js";
import { readable } from "./look.js";
import { everythingOf, isConnection, targetOf, textOf } from "./selection.js";
import { seesFar, type ViewerName } from "./viewers.js";
import type { World } from "./world.js";

/** A question with a place for an id. */
export interface Probe {
  readonly at: string;
  /** The type that the id is of. */
  readonly type: string;
  readonly text: string;
  readonly variables: (id: string) => Record<string, unknown>;
}

type RootField = GraphQLField<unknown, unknown>;

const flat = { objects: 0, without: new Set<string>() };

/** Every place of the queries that takes an id: root fields, `node` for each type, and filters. */
export function queryProbes(schema: GraphQLSchema, ids: Ids): Probe[] {
  return Object.values(schema.getQueryType()!.getFields()).flatMap((field) => {
    if (field.name === "node")
      return nodeTypes(schema).map((type) =>
        probe(field, `node of ${type.name}`, type.name, "id: $id", "__typename id"),
      );
    if (field.name === "nodes")
      return nodeTypes(schema).map((type) =>
        probe(field, `nodes of ${type.name}`, type.name, "ids: [$id]", "__typename id"),
      );
    const selection = isConnection(field)
      ? `totalCount nodes { ${textOf(everythingOf(targetOf(field)!, flat))} }`
      : textOf(everythingOf(targetOf(field)!, flat)) || "__typename";
    return field.args.flatMap((argument) => {
      const type = getNamedType(argument.type);
      if (type.name === "ID") {
        const named = argument.name === "id" ? targetOf(field)!.name : typeNamedBy(argument, `Query.${field.name}`);
        const rest = field.args
          .filter((other) => other !== argument)
          .map((other) => `${other.name}: ${rootLiteral(other, field.name, day, ids)}`);
        const value = isListType(getNullableType(argument.type)) ? "[$id]" : "$id";
        return [probe(field, field.name, named, [`${argument.name}: ${value}`, ...rest].join(", "), selection)];
      }
      if (!isInputObjectType(type)) return [];
      return Object.values(type.getFields())
        .filter((inner) => getNamedType(inner.type).name === "ID")
        .map((inner) =>
          probe(
            field,
            `${field.name} by ${inner.name}`,
            typeNamedBy(inner, type.name),
            `${isConnection(field) ? "first: 100, " : ""}filter: { ${inner.name}: $id }`,
            selection,
          ),
        );
    });
  });
}

function nodeTypes(schema: GraphQLSchema): readonly GraphQLObjectType[] {
  return schema.getPossibleTypes(schema.getType("Node") as never);
}

function probe(field: RootField, at: string, type: string, args: string, selection: string): Probe {
  return {
    at,
    type,
    text: `query ($id: ID!) { ${field.name}(${args}) { ${selection} } }`,
    variables: (id) => ({ id }),
  };
}

/** Every id in the input of every mutation, as the mutations' declarations have them. */
export function mutationProbes(schema: GraphQLSchema, world: World): Probe[] {
  const inputs = inputsOf(world);
  const declared = new Map(
    mutations.map((mutation): [string, (typeof mutations)[number]] => [mutation.name, mutation]),
  );
  return Object.values(schema.getMutationType()!.getFields()).flatMap((field) => {
    const { name } = field;
    const { input } = declared.get(name) ?? unknown(`${name} is no declared mutation`);
    const type = getNamedType(field.args[0]!.type).name;
    const text = `mutation ($input: ${type}!) { ${name}(input: $input) { ${payloadOf(field)} } }`;
    return idsIn(input.fields).map(({ path, names, put }): Probe => {
      return { at: `${name} by ${path}`, type: names, text, variables: (id) => ({ input: put(inputs[name]!, id) }) };
    });
  });
}

function unknown(what: string): never {
  throw new Error(`The probes overlook nothing, and ${what}.`);
}

type Values = Readonly<Record<string, unknown>>;

/** A place in an input where an id stands. */
interface IdPlace {
  readonly path: string;
  /** The type of the object that it names. */
  readonly names: string;
  /** The input with another id in that place. */
  readonly put: (values: Values, id: string) => Values;
}

/** The places of ids: of a field, in a list, and in the fields of groups and lists of groups. */
function idsIn(fields: InputFields): IdPlace[] {
  return Object.entries(fields).flatMap(([name, { kind }]): IdPlace[] => {
    const single = kind.element ?? kind;
    const wrap = (value: unknown) => (kind.element ? [value] : value);
    if (single.names) {
      return [{ path: name, names: single.names.name, put: (values, id) => ({ ...values, [name]: wrap(id) }) }];
    }
    if (!isGroup(single)) return [];
    return idsIn(single.fields).map(({ path, names, put }) => ({
      path: `${name}.${path}`,
      names,
      put: (values, id) => ({ ...values, [name]: wrap(put(firstOf(values[name]), id)) }),
    }));
  });
}

function isGroup(kind: object): kind is { readonly fields: InputFields } {
  return "fields" in kind;
}

function firstOf(value: unknown): Values {
  return ([value].flat()[0] ?? {}) as Values;
}

function payloadOf(field: RootField): string {
  const payload = getNamedType(field.type) as GraphQLObjectType;
  const parts = Object.values(payload.getFields()).map((part) => {
    const target = targetOf(part);
    return target ? `${part.name} { ${textOf(everythingOf(target, flat))} }` : part.name;
  });
  return parts.join(" ");
}

/** Ids of a type that a viewer must not be able to tell from one that was never given out. */
export type Hidden = (type: string) => readonly string[];

/** Ids of the other firm, and of the far circle for who must not see it. */
export const hiddenFrom =
  (name: ViewerName, ids: Ids): Hidden =>
  (type) => {
    const { far, other } = ids.get(type)!;
    return [...other.slice(0, 2), ...(seesFar(name) ? [] : far.slice(0, 2))];
  };

/** The probes that tell a hidden id from one that was never given out, each with both answers. */
export async function differences(
  inside: Pick<Inside, "ask">,
  actor: Actor,
  probes: readonly Probe[],
  ids: Ids,
  hidden: Hidden,
): Promise<string[]> {
  const found: string[] = [];
  for (const { at, type, text, variables } of probes) {
    const answerTo = async (id: string) => anonymous(await inside.ask(actor, text, variables(id)), id);
    const never = await answerTo(ids.get(type)!.never);
    for (const id of hidden(type)) {
      const answer = await answerTo(id);
      if (answer !== never) found.push(`${at}: ${id} is answered ${answer}, an id that was never given out ${never}`);
      if (!isNothing(answer)) found.push(`${at}: ${id} is answered ${answer}`);
    }
  }
  return found;
}

/** The answer's bytes, with what was asked for left out: a refusal may say it again. */
function anonymous(answer: Answer, id: string): string {
  return JSON.stringify(answer).replaceAll(id, "<the id>");
}

/** Neither data nor a fault of ours: a null, an empty list, or a refusal. */
function isNothing(answer: string): boolean {
  const text = readable(answer);
  return (
    !text.includes("internal_server_error") && !text.includes("service_unavailable") && !/"id":"(?!<the id>)/.test(text)
  );
}
