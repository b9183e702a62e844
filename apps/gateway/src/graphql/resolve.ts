import { apiIdOf, type Entity, entityOfPrefix, type Json, prefixOf, uuidOf } from "@coachwork/reader";
import { Change, Payload } from "@coachwork/schema";
import DataLoader from "dataloader";
import {
  type FieldNode,
  getNamedType,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  isInterfaceType,
  OperationTypeNode,
} from "graphql";
import { ChangeFailed } from "./change.js";
import { type Context, signedIn } from "./context.js";
import type { ErrorCode } from "./error-codes.js";

/**
 * How a field gets its value if it has no resolver. There are two kinds of sources:
 * - What the reader compiled is plain JSON. Its keys are response keys; arguments and aliases are already applied.
 * - Payloads and other answers of services are class instances. If one holds a UUID or a list of UUIDs where the schema
 * has objects, the reader reads these as their viewer. So a mutation can never return what a query would hide.
 */
export const resolveField: GraphQLFieldResolver<unknown, Context> = (source, _, context, info) => {
  if (isPlain(source)) return source[info.path.key];
  const value = (source as Record<string, unknown>)[info.fieldName];
  if (!isText(value) && !(Array.isArray(value) && value.every(isText))) return value;
  if (source instanceof Change && isInterfaceType(getNamedType(info.returnType)))
    return readNode(context, value as string, info, source.seq);
  const entity = context.services.reader.entityOf(info);
  if (!entity) return value;
  if (source instanceof Change) return readChanged(context, entity, value as string, info, source.seq);
  const loader = loaderOf(context, entity, info);
  const read: Promise<unknown> = Array.isArray(value) ? readSeen(loader, value) : loader.load(value);
  if (info.operation.operation !== OperationTypeNode.MUTATION) return read;
  const ids = {
    [info.fieldName]: Array.isArray(value) ? value.map((id) => apiIdOf(entity, id)) : apiIdOf(entity, value),
  };
  const known = read.catch((error: unknown) => {
    throw new ChangeFailed({ known: "DONE", ids, isRepeatable: false }, error);
  });
  if (!isText(value) || !(source instanceof Payload)) return known;
  return known.then((row) => row ?? refuseRemoved(context, entity, value, ids));
};

/**
 * Somebody may remove what was changed before it is read for the answer. It would be null, as if the mutation had been refused.
 * What the viewer merely does not see any more is null.
 */
async function refuseRemoved(context: Context, entity: Entity, id: string, ids: object): Promise<null> {
  const { firmId, personId } = signedIn(context);
  const stored = await context.services.database.transaction({ firmId, personId }, (transaction) =>
    transaction.findOne<object>(entity as never, { id }),
  );
  if (stored) return null;
  const message = `The change was made. The ${entity.name} has been removed since.`;
  const code: ErrorCode = "NOT_FOUND";
  throw new GraphQLError(message, { extensions: { code, change: "DONE", ids, retryable: false } });
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** The objects that the viewer sees, of several. */
async function readSeen(loader: Loader, ids: readonly string[]): Promise<Json[]> {
  const rows = await Promise.all(ids.map((id) => loader.load(id)));
  return rows.filter((row) => row !== null);
}

/** An object of an event that may be of any type: its API id tells which. A query's events are read together. */
function readNode(context: Context, apiId: string, info: GraphQLResolveInfo, seq: number): Promise<Json | null> {
  const entity = entityOfPrefix(prefixOf(apiId))!;
  const id = uuidOf(entity, apiId);
  if (info.operation.operation === OperationTypeNode.QUERY) return loaderOf(context, entity, info).load(id);
  return readChanged(context, entity, id, info, seq);
}

/** The object of an event, which many sockets may ask for at once. */
async function readChanged(
  context: Context,
  entity: Entity,
  id: string,
  info: GraphQLResolveInfo,
  seq: number,
): Promise<Json | null> {
  const { reader } = context.services;
  const viewer = signedIn(context);
  context.isPersonal ||= reader.isPersonal(viewer, entity, info);
  const [row] = await reader.rows(viewer, entity, [id], info, context.isStored ? undefined : seq);
  return row ?? null;
}

/** Part of a service's answer, in contrast to what the reader compiled. */
class Answer {}

/** Marks a service's JSON as such, at all levels. */
export function asAnswer(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asAnswer);
  if (!isPlain(value)) return value;
  const answer: Record<string, unknown> = new Answer() as never;
  for (const key of Object.keys(value)) answer[key] = asAnswer(value[key]);
  return answer;
}

function isPlain(source: unknown): source is Record<string, unknown> {
  return typeof source === "object" && source !== null && Object.getPrototypeOf(source) === Object.prototype;
}

type Loader = DataLoader<string, Json | null>;
const loaders = new WeakMap<Context, WeakMap<FieldNode, Map<Entity, Loader>>>();

/**
 * Reads all objects of a type that one field of the operation stands for in one statement. Nothing is cached: a subscription uses
 * the same field again for objects that have changed.
 */
function loaderOf(context: Context, entity: Entity, info: GraphQLResolveInfo): Loader {
  const ofContext = loaders.get(context) ?? new WeakMap<FieldNode, Map<Entity, Loader>>();
  loaders.set(context, ofContext);
  const node = info.fieldNodes[0]!;
  const ofField = ofContext.get(node) ?? new Map<Entity, Loader>();
  ofContext.set(node, ofField);
  const known = ofField.get(entity);
  if (known) return known;
  const { reader } = context.services;
  const loader = new DataLoader<string, Json | null>(
    (ids) => reader.rows(signedIn(context), entity, [...new Set(ids)], info).then((rows) => inOrder(ids, rows)),
    { cache: false, maxBatchSize: 1_000 },
  );
  ofField.set(entity, loader);
  return loader;
}

/** The row of each id. An id may occur more than once. */
function inOrder(ids: readonly string[], rows: readonly (Json | null)[]): (Json | null)[] {
  const byId = new Map([...new Set(ids)].map((id, index) => [id, rows[index] ?? null]));
  return ids.map((id) => byId.get(id) ?? null);
}
