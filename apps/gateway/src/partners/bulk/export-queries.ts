import type { Reader } from "@coachwork/reader";
import type { Actor, BulkExportFormat } from "@coachwork/schema";
import {
  type DocumentNode,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { getVariableValues } from "graphql/execution/values.js";
import { LRUCache } from "lru-cache";
import { Costs } from "../../graphql/cost.js";
import { Documents, parsed } from "../../graphql/documents.js";
import { priceOfVariables } from "../../graphql/variables.js";
import { columnsOf, type CsvColumn, NoColumns } from "./csv-columns.js";
import { listedBy, NotAList, pageOf, pageVariables, placed } from "./export-query.js";
import { flawOfValues } from "./query-values.js";

declare module "../../graphql/context.js" {
  interface Services {
    readonly exportQueries: ExportQueries;
  }
}

/** What an export asks for, page after page. */
export interface PageQuery {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** The query's own, coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** The objects of a page at first. */
  readonly size: number;
  /** The columns of a CSV. Null if the result is lines of JSON. */
  readonly columns: readonly CsvColumn[] | null;
}

/** What is asked for. */
export interface AskedExport {
  readonly query: string;
  readonly variables: string | null;
  readonly format: BulkExportFormat;
}

/** Why a query cannot be exported, and which field of the input is to blame. */
export interface QueryFlaw {
  readonly code: "INVALID" | "TOO_EXPENSIVE" | "INSUFFICIENT_SCOPE" | "FORBIDDEN";
  readonly field: "query" | "variables";
  readonly message: string;
}

/** The sizes that a page may have. The largest is taken that does not cost too much. */
export const PAGE_SIZES = [100, 50, 25, 10, 5, 2, 1] as const;
/** The cost that a page has at most, if it has more than one object. */
const PAGE_COST = 5_000;

/** The queries of exports: one list each, without its pages. */
export class ExportQueries {
  readonly #read = new LRUCache<string, DocumentNode | QueryFlaw>({ max: 200 });
  #schema: GraphQLSchema | undefined;
  #documents!: Documents;
  #costs!: Costs;
  #reader: Reader | undefined;

  /** @param limit the most that an operation may cost */
  constructor(private readonly limit: number) {}

  /** The schema is made later, because it has the mutation that takes queries. */
  learn(schema: GraphQLSchema): void {
    this.#schema = schema;
    this.#documents = new Documents(schema, false);
    this.#costs = new Costs(schema);
    this.#read.clear();
  }

  /** Whose plans are asked whether a query can be answered. */
  readWith(reader: Reader): void {
    this.#reader = reader;
  }

  /** The query for the pages of an export, or why its viewer cannot have one. */
  of(viewer: Actor, { query, variables, format }: AskedExport): PageQuery | QueryFlaw {
    const document = this.#documentOf(query);
    if ("code" in document) return document;
    const operation = getOperationAST(document)!;
    const given = this.#variablesOf(document, operation, variables);
    if ("code" in given) return given;
    const size = PAGE_SIZES.find(
      (first) => this.costOf({ document, operation, variables: given.coerced }, first) <= this.#most(first),
    );
    if (size === undefined)
      return flaw(
        "TOO_EXPENSIVE",
        `A single object costs more than ${this.limit}, which is the most. Select less of it.`,
      );
    const columns = format === "CSV" ? this.#columnsOf(document, given.coerced) : null;
    if (columns && "code" in columns) return columns;
    const page = { schema: this.#schema!, document, operation, variables: given.coerced, size, columns };
    const objection = this.#reader!.objectionTo(viewer, { ...page, variables: valuesOf(page, size, null) });
    if (!objection) return page;
    return flaw(objection.code === "BAD_USER_INPUT" ? "INVALID" : objection.code, objection.message);
  }

  /** The cost of a page. */
  costOf(
    { document, operation, variables }: Pick<PageQuery, "document" | "operation" | "variables">,
    size: number,
  ): number {
    return this.#costs.of(document, operation, { ...variables, [pageVariables.first]: size });
  }

  #columnsOf(document: DocumentNode, variables: PageQuery["variables"]): readonly CsvColumn[] | QueryFlaw {
    try {
      return columnsOf(this.#schema!, document, variables);
    } catch (error) {
      if (!(error instanceof NoColumns)) throw error;
      return flaw("INVALID", error.message);
    }
  }

  #most(size: number): number {
    return size === 1 ? this.limit : Math.min(this.limit, PAGE_COST);
  }

  #documentOf(query: string): DocumentNode | QueryFlaw {
    const known = this.#read.get(query);
    if (known) return known;
    const read = this.#readDocument(query);
    this.#read.set(query, read);
    return read;
  }

  #readDocument(query: string): DocumentNode | QueryFlaw {
    const document = parsed(query);
    if (document instanceof GraphQLError) return flaw("INVALID", placed(document));
    const [fault] = this.#documents.faultsOf(document);
    if (fault) return flaw("INVALID", placed(fault));
    try {
      const page = pageOf(document, listedBy(this.#schema!, document));
      const [clash] = this.#documents.faultsOf(page);
      return clash ? flaw("INVALID", placed(clash)) : page;
    } catch (error) {
      if (!(error instanceof NotAList)) throw error;
      return flaw("INVALID", error.message);
    }
  }

  #variablesOf(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    text: string | null,
  ): { coerced: PageQuery["variables"] } | QueryFlaw {
    const values = text === null ? {} : objectIn(text);
    if (!values)
      return flaw("INVALID", 'Give the variables as a JSON object, such as {"search": "anna"}.', "variables");
    try {
      priceOfVariables(operation, values);
    } catch (error) {
      if (error instanceof GraphQLError) return flaw("INVALID", error.message, "variables");
      throw error;
    }
    const defined = operation.variableDefinitions ?? [];
    const names = new Set(defined.map(({ variable }) => variable.name.value));
    const unknown = Object.keys(values).find((name) => !names.has(name) || isOurs(name));
    if (unknown !== undefined)
      return flaw("INVALID", "The query has no variable of one of the names. Leave it out.", "variables");
    const options = { maxErrors: 1, hideSuggestions: true };
    const { coerced, errors } = getVariableValues(this.#schema!, defined, values, options);
    if (errors) return flaw("INVALID", errors[0]!.message, "variables");
    const wrong = flawOfValues(this.#schema!, document, values, coerced);
    return wrong ? flaw("INVALID", wrong.message, wrong.field) : { coerced };
  }
}

/** The values with which a page is asked for. */
export function valuesOf(
  { variables }: Pick<PageQuery, "variables">,
  size: number,
  after: string | null,
): PageQuery["variables"] {
  return { ...variables, [pageVariables.first]: size, [pageVariables.after]: after };
}

function isOurs(name: string): boolean {
  return Object.values(pageVariables).some((own) => own === name);
}

function flaw(code: QueryFlaw["code"], message: string, field: QueryFlaw["field"] = "query"): QueryFlaw {
  return { code, field, message };
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
