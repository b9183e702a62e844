import { type FieldNode, type GraphQLField, isNonNullType } from "graphql";
import type { Compilation } from "./compile.js";
import { countsJson } from "./counts.js";
import { type Entity, entityOfPrefix, type Root } from "./declare.js";
import { uuidOf } from "./entity-ids.js";
import { ReadError } from "./errors.js";
import { prefixOf } from "./ids.js";
import { Input } from "./input.js";
import { nodesJson } from "./nodes.js";
import { presentId } from "./present-id.js";
import { isReachable } from "./visibility.js";

/** The SQL of a root field. */
export function rootJson(
  compilation: Compilation,
  root: Root,
  field: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
): string {
  if (root.kind === "many") return compilation.connection(root.entity, field, nodes, root.order);
  if (root.kind === "nodes") return nodesJson(compilation, field, nodes);
  if (root.kind === "counts") {
    refuseWithoutRole(compilation, root.entity, field);
    return countsJson(compilation, root, field, nodes);
  }
  if (root.kind === "own") {
    refuseWithoutRole(compilation, root.entity, field);
    if (root.ofPeople && !compilation.statement.viewer.isPerson) return "null";
    const id = new Input(({ viewer }) => root.id(viewer));
    return compilation.one(root.entity, idIs(compilation, root.entity, id), nodes);
  }
  const args = compilation.arguments(field, nodes);
  const entity = root.kind === "one" ? root.entity : entityOfPrefix(prefixOf(args.shape.id as string));
  if (!entity || !compilation.isAnswer(entity, field)) return "null";
  const id = args.input<string>("id").map((text) => uuidOf(entity, text));
  return root.kind === "one"
    ? compilation.one(entity, idIs(compilation, entity, id), nodes)
    : compilation.node(entity, idIs(compilation, entity, id), nodes);
}

/** A field that is never null cannot return null to a viewer without a role in the firm, as other fields do. */
function refuseWithoutRole({ statement }: Compilation, entity: Entity, field: GraphQLField<unknown, unknown>): void {
  if (!isNonNullType(field.type) || isReachable(entity, statement.viewer.grants)) return;
  throw new ReadError("FORBIDDEN", "You hold no role in this firm. Ask an owner or admin of the firm for one.");
}

function idIs(compilation: Compilation, entity: Entity, value: Input): (row: string) => string {
  const column = compilation.idColumn(entity);
  const { statement } = compilation;
  return (row) => `${row}.${column} = ${presentId(entity, statement, statement.bind(value, "uuid"))}`;
}
