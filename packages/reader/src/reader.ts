import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getNamedType,
  isAbstractType,
  type GraphQLField,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from "graphql";
import { collectFields } from "graphql/execution/collectFields.js";
import { LRUCache } from "lru-cache";
import type { DataSource } from "typeorm";
import { Compilation, type Request } from "./compile.js";
import { type Entity, readableEntities, rootOf } from "./declare.js";
import { ReadError } from "./errors.js";
import { Input, type Inputs } from "./input.js";
import { objectOf, textLiteral } from "./json.js";
import { Plan, Plans, type Query } from "./plan.js";
import { rootJson } from "./root.js";
import { visibleRow } from "./rows.js";
import { shapeOf } from "./shape.js";
import { classOf, keyOfClass, type Viewer, type ViewerClass } from "./viewer.js";

/** Runs one statement as its viewer, under row level security. Returns the first column of the first row. */
export type RunQuery = (viewer: Viewer, query: Query) => Promise<string | null>;

/** JSON built by the database. Its keys are the response keys of the selection. */
export type Json = Record<string, unknown>;

/** A query operation as the client sent it. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Coerced to the types of the operation. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The database's answer to an operation: all of it as text, or some root fields from which graphql-js continues. */
export type OperationAnswer =
  { readonly isPartial: false; readonly text: string } | { readonly isPartial: true; readonly roots: Json };

/**
 * Answers GraphQL selections, each with one SQL statement. The statement leaves out what the viewer may not see. So an
 * invisible row and one that never existed have the same answer: null.
 */
export class Reader {
  readonly #plans = new Plans();
  /** Answers that others may want at the same time. Nobody waits that long for them. */
  readonly #shared = new LRUCache<string, Promise<string | null>>({ max: 1_000, ttl: 2_000 });

  constructor(
    private readonly source: DataSource,
    private readonly run: RunQuery,
    /** Runs queries. A replica that lags a little may answer them. */
    private readonly runQuery: RunQuery = run,
  ) {}

  /**
   * Reads a whole query in one statement and so in one snapshot. Null if nothing of it is SQL, or if an argument is
   * wrong; graphql-js then reports that in the right place.
   */
  async operation(
    viewer: Viewer,
    { schema, document, operation, variables }: Operation,
  ): Promise<OperationAnswer | null> {
    try {
      const plan = this.#planFor(viewer, { schema, document, operation, variables });
      if (plan.text === "") return null;
      const text = (await this.runQuery(viewer, plan.query({ viewer, variables })))!;
      return plan.isPartial ? { isPartial: true, roots: JSON.parse(text) as Json } : { isPartial: false, text };
    } catch (error) {
      if (error instanceof ReadError) return null;
      throw error;
    }
  }

  /** Why a query cannot be answered as it is asked, as far as that is known without the database. Undefined if it can. */
  objectionTo(viewer: Viewer, operation: Operation): ReadError | undefined {
    try {
      this.#planFor(viewer, operation).query({ viewer, variables: operation.variables });
      return undefined;
    } catch (error) {
      if (error instanceof ReadError) return error;
      throw error;
    }
  }

  /** Reads one root field, from which graphql-js continues. */
  async root(viewer: Viewer, info: GraphQLResolveInfo): Promise<Json | null> {
    const root = rootOf(info.fieldName);
    if (!root) throw new Error(`The root field ${info.fieldName} is not declared with declareRoot.`);
    const field = info.parentType.getFields()[info.fieldName] as GraphQLField<unknown, unknown>;
    const plan = this.#plan(viewer, info, "root", (compilation) => rootJson(compilation, root, field, info.fieldNodes));
    const text = await this.runQuery(viewer, plan.query({ viewer, variables: info.variableValues }));
    return text === null ? null : (JSON.parse(text) as Json);
  }

  /**
   * The objects with these UUIDs, in the same order, with null for those that the viewer cannot see. One statement
   * reads them all. Viewers who ask the same about the same `version` of the data share one answer, as a firm's many
   * sockets do after an event.
   */
  async rows(
    viewer: Viewer,
    entity: Entity,
    ids: readonly string[],
    info: GraphQLResolveInfo,
    version?: number,
  ): Promise<(Json | null)[]> {
    const plan = this.#planRows(viewer, entity, info);
    const text = await this.#ask(plan, { viewer, variables: info.variableValues, ids }, version);
    const found = text === null ? {} : (JSON.parse(text) as Json);
    return ids.map((id) => (found[id] as Json | undefined) ?? null);
  }

  /**
   * Whether viewers with the same grants may get different answers from `rows`, or from what graphql-js does
   * afterwards.
   */
  isPersonal(viewer: Viewer, entity: Entity, info: GraphQLResolveInfo): boolean {
    return this.#planRows(viewer, entity, info).isPersonal;
  }

  /** Whether the viewer sees a row with this UUID, and these fields of it. */
  async sees(
    viewer: Viewer,
    entity: Entity,
    id: string,
    { version, fields = [] }: { readonly version?: number; readonly fields?: readonly string[] } = {},
  ): Promise<boolean> {
    const viewerClass = classOf(viewer);
    const plan = this.#plans.get(entity, `sees ${fields.join()} ${keyOfClass(viewerClass)}`, () =>
      visibleRow(this.source, viewerClass, entity, fields),
    );
    return (await this.#ask(plan, { viewer, variables: {}, ids: [id] }, version)) !== null;
  }

  /** The entity that a field of this type is read from, if the reader reads it. */
  entityOf(info: GraphQLResolveInfo): Entity | undefined {
    return readableEntities().get(getNamedType(info.returnType).name);
  }

  /** The same statement with the same values after the same event has the same answer. */
  #ask(plan: Plan, inputs: Inputs, version: number | undefined): Promise<string | null> {
    const query = plan.query(inputs);
    if (version === undefined) return this.run(inputs.viewer, query);
    const key = `${version} ${plan.digest} ${JSON.stringify(query.values)}`;
    const known = this.#shared.get(key);
    if (known) return known;
    const answer = this.run(inputs.viewer, query);
    this.#shared.set(key, answer);
    answer.catch(() => this.#shared.delete(key));
    return answer;
  }

  #planRows(viewer: Viewer, entity: Entity, info: GraphQLResolveInfo): Plan {
    return this.#plan(viewer, info, `rows ${entity.name}`, (compilation) => {
      const wanted = compilation.statement.bind(new Input((inputs) => inputs.ids), "uuid[]");
      const isWanted = (row: string) => `${row}.${compilation.idColumn(entity)} = any(${wanted})`;
      return compilation.byId(entity, isWanted, info.fieldNodes, isAbstractType(getNamedType(info.returnType)));
    });
  }

  #plan(viewer: Viewer, info: GraphQLResolveInfo, kind: string, write: (compilation: Compilation) => string): Plan {
    const viewerClass = classOf(viewer);
    const shape = shapeOf(info.schema, info.operation, info.variableValues);
    return this.#plans.get(info.fieldNodes[0]!, `${kind} ${keyOfClass(viewerClass)} ${shape}`, () => {
      const compilation = new Compilation(this.source, info, viewerClass, true);
      const json = write(compilation);
      return new Plan(compilation.statement, `select (${json})::text`, compilation.isPartial);
    });
  }

  #planFor(viewer: Viewer, { schema, document, operation, variables }: Operation): Plan {
    const viewerClass = classOf(viewer);
    const kind = `operation ${keyOfClass(viewerClass)} ${shapeOf(schema, operation, variables)}`;
    const request = { schema, fragments: fragmentsOf(document), variableValues: variables };
    return this.#plans.get(operation, kind, () => this.#planOperation(request, operation, viewerClass));
  }

  #planOperation(request: Request, operation: OperationDefinitionNode, viewer: ViewerClass): Plan {
    const whole = this.#compileOperation(request, operation, viewer, false);
    return whole.isPartial ? this.#compileOperation(request, operation, viewer, true) : whole;
  }

  #compileOperation(
    request: Request,
    operation: OperationDefinitionNode,
    viewer: ViewerClass,
    forExecution: boolean,
  ): Plan {
    const compilation = new Compilation(this.source, request, viewer, forExecution);
    const query = request.schema.getQueryType()!;
    const { schema, fragments, variableValues } = request;
    const fields = [...collectFields(schema, fragments, variableValues, query, operation.selectionSet)];
    const pairs = fields.flatMap(([key, nodes]): [string, string][] => {
      const name = nodes[0]!.name.value;
      if (name === "__typename") return [[key, textLiteral(query.name)]];
      const root = rootOf(name);
      return root ? [[key, rootJson(compilation, root, query.getFields()[name]!, nodes)]] : [];
    });
    const isPartial = compilation.isPartial || pairs.length < fields.length;
    const isEmpty = fields.every(([, nodes]) => !rootOf(nodes[0]!.name.value));
    return new Plan(compilation.statement, isEmpty ? "" : `select (${objectOf(pairs)})::text`, isPartial);
  }
}

function fragmentsOf({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]));
}
