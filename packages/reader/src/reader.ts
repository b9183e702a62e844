import {
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  isAbstractType,
  isObjectType,
} from "graphql";
import type { DataSource } from "typeorm";
import { Compilation, entityOf, ROW_TYPE } from "./compile.js";
import { type Entity, readableEntities, readableOf } from "./declare.js";
import { decodeId, prefixOf } from "./ids.js";
import type { Viewer } from "./viewer.js";

/** Runs one statement as its viewer, under row level security, and gives the first column of the first row. */
export type RunStatement = (viewer: Viewer, text: string, values: unknown[]) => Promise<string | null>;

/** JSON that the database built: an object whose keys are the response keys of the selection it was read for. */
export type Json = Record<string, unknown>;

/**
 * Answers GraphQL selections, each with one SQL statement. What a viewer may not see is left out of the statement, so an
 * invisible row and one that never was are the same: null.
 */
export class Reader {
  readonly #byPrefix: ReadonlyMap<string, Entity>;

  constructor(
    private readonly source: DataSource,
    private readonly run: RunStatement,
  ) {
    const entities = [...readableEntities().values()];
    this.#byPrefix = new Map(entities.flatMap((entity) => entriesOf(readableOf(entity).prefix, entity)));
  }

  /** The object with this id at the API, for the field that `info` describes. */
  async one(viewer: Viewer, entity: Entity, id: string, info: GraphQLResolveInfo): Promise<Json | null> {
    const uuid = decodeId(readableOf(entity).prefix ?? "", id);
    return uuid === undefined ? null : this.row(viewer, entity, uuid, info);
  }

  /** The object with this UUID. */
  async row(viewer: Viewer, entity: Entity, uuid: string, info: GraphQLResolveInfo): Promise<Json | null> {
    const [row] = await this.rows(viewer, entity, [uuid], info);
    return row ?? null;
  }

  /** The objects with these UUIDs, in their order; null for each that the viewer does not see. One statement for all. */
  async rows(
    viewer: Viewer,
    entity: Entity,
    uuids: readonly string[],
    info: GraphQLResolveInfo,
  ): Promise<(Json | null)[]> {
    const compilation = new Compilation(this.source, info, viewer);
    const type = info.schema.getType(entity.name) as GraphQLObjectType;
    const found = await this.#answer(compilation, compilation.byId(entity, uuids, type, info.fieldNodes));
    return uuids.map((uuid) => (found?.[uuid] as Json | undefined) ?? null);
  }

  /** Any object by its id: the type follows from the id's prefix. */
  async node(viewer: Viewer, id: string, info: GraphQLResolveInfo): Promise<Json | null> {
    const entity = this.#byPrefix.get(prefixOf(id));
    if (!entity || !isAnswer(entity, info)) return null;
    const json = await this.one(viewer, entity, id, info);
    return json && { ...json, [ROW_TYPE]: entity.name };
  }

  /** A connection over all rows of a type that the viewer sees, for the root field that `info` describes. */
  async connection(viewer: Viewer, entity: Entity, order: string, info: GraphQLResolveInfo): Promise<Json> {
    const compilation = new Compilation(this.source, info, viewer);
    const field = info.parentType.getFields()[info.fieldName] as GraphQLField<unknown, unknown>;
    const json = compilation.connection(entity, field, info.fieldNodes, order);
    return (await this.#answer(compilation, json))!;
  }

  /** The entity that a field of this type is read from, if the reader reads it. */
  entityOf(info: GraphQLResolveInfo): Entity | undefined {
    return entityOf(getNamedType(info.returnType));
  }

  async #answer({ statement }: Compilation, json: string): Promise<Json | null> {
    const text = await this.run(statement.viewer, statement.text(`select (${json})::text`), statement.values);
    return text === null ? null : (JSON.parse(text) as Json);
  }
}

/** Whether the field may answer with this type: not everything that has an id is a Node. */
function isAnswer(entity: Entity, { schema, returnType }: GraphQLResolveInfo): boolean {
  const [asked, type] = [getNamedType(returnType), schema.getType(entity.name)];
  return isAbstractType(asked) && isObjectType(type) && schema.isSubType(asked, type);
}

function entriesOf(prefix: string | undefined, entity: Entity): [string, Entity][] {
  return prefix === undefined ? [] : [[prefix, entity]];
}
