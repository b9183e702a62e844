import { setTimeout as pause } from "node:timers/promises";
import { CSV_MARK, newId } from "@coachwork/platform";
import type { Actor, BulkExportFailure } from "@coachwork/schema";
import { execute, type GraphQLFormattedError } from "graphql";
import type { Context, Services } from "../../graphql/context.js";
import { clientError } from "../../graphql/errors.js";
import { resolveField } from "../../graphql/resolve.js";
import { readWholeOperation } from "../../graphql/whole-operation.js";
import { csvHeader, csvRecord } from "./csv-columns.js";
import { type ExportQueries, PAGE_SIZES, type PageQuery, valuesOf } from "./export-queries.js";
import { LIST } from "./export-query.js";

/** Objects of the list, each as a line with its end. */
export interface Page {
  /** What a result begins with. */
  readonly header: string;
  readonly lines: readonly string[];
  /** Where the next page begins. Null if this is the last. */
  readonly cursor: string | null;
}

/** Why nothing more can be read. */
export interface Failure {
  readonly code: BulkExportFailure;
  readonly message: string;
}

export interface PageReading {
  readonly services: Services;
  readonly queries: ExportQueries;
  readonly isStopping: () => boolean;
  /** Milliseconds that a page waits for its viewer's budget before others go first. */
  readonly patienceMs: number;
}

/** The viewer has had too little to spend for a while. Others go first. */
export const SPENT = "spent";

/** Who asks for a page, and with which query. */
export interface Asking {
  readonly viewer: Actor;
  readonly query: PageQuery;
}

/** What became of an attempt: a page, the end, or that it is worth another attempt. */
type Attempt = Page | Failure | "again" | "smaller";

/** Attempts to read a page while a service is unreachable, and the longest pause between two in milliseconds: some minutes. */
const ATTEMPTS = 12;
const LONGEST_PAUSE_MS = 30_000;
/** Milliseconds between two looks whether the requester has something left to spend. */
const SPENT_PAUSE_MS = 250;

/**
 * Reads a page as its viewer, from the primary database. The viewer pays for it as for any query, and keeps half of the budget for
 * other things meanwhile. Pages become smaller while they take too long. Before each attempt `ask` says whose it is by then, or that
 * it is not wanted any more: a viewer may lose rights while the page waits. Undefined if it is not wanted, or if the process stops.
 * `SPENT` if the viewer does not get back enough to spend in time.
 */
export async function readPage(
  { services, queries, isStopping, patienceMs }: PageReading,
  ask: () => Promise<Asking | Failure | undefined>,
  after: string | null,
): Promise<Page | Failure | typeof SPENT | undefined> {
  let most: number = PAGE_SIZES[0];
  const until = performance.now() + patienceMs;
  for (let tries = 1; !isStopping();) {
    const asking = await ask();
    if (!asking || "code" in asking) return asking;
    const { viewer, query } = asking;
    const size = Math.min(query.size, most);
    if (!pays(services, viewer, queries.costOf(query, size))) {
      if (performance.now() >= until) return SPENT;
      await pause(SPENT_PAUSE_MS);
      continue;
    }
    const attempt = await services.turns
      .take({ actor: viewer }, () => attemptPage(services, viewer, query, size, after))
      .catch((error: unknown) => attemptOf(clientError({ message: "" }, error, services.logger)));
    if (attempt === "smaller") {
      if (size === 1) return { code: "TIMEOUT", message: "A single object takes too long to read. Select less of it." };
      most = PAGE_SIZES.find((smaller) => smaller < size)!;
    } else if (attempt === "again") {
      if (tries === ATTEMPTS)
        return { code: "UNAVAILABLE", message: "A service was unreachable for minutes. Start the export again." };
      await pause(Math.min(LONGEST_PAUSE_MS, 500 * 2 ** tries));
      tries += 1;
    } else return attempt;
  }
  return undefined;
}

/** Whether the viewer has paid. Half of what they may spend at once stays theirs for other things. */
function pays({ costs }: Services, actor: Actor, cost: number): boolean {
  const payer = { actor, clientAddress: "" };
  const { available, capacity } = costs.standing(payer);
  return available - cost >= Math.min(capacity / 2, capacity - cost) && costs.charge(payer, cost).granted;
}

async function attemptPage(
  services: Services,
  actor: Actor,
  { schema, document, operation, variables, columns }: PageQuery,
  size: number,
  after: string | null,
): Promise<Attempt> {
  const values = valuesOf({ variables }, size, after);
  const context: Context = { services, actor, clientAddress: "", requestId: newId() };
  const read = await readWholeOperation(context, { schema, document, operation, variables: values });
  if (read) return pageOf(JSON.parse(read.text) as Data, columns);
  const { data, errors } = await execute({
    ...{ schema, document, contextValue: context, fieldResolver: resolveField },
    variableValues: values,
    operationName: operation.name?.value,
  });
  if (errors) return attemptOf(clientError(errors[0]!.toJSON(), errors[0], services.logger));
  return pageOf(data as unknown as Data, columns);
}

interface Data {
  readonly [LIST]: {
    readonly nodes: readonly unknown[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

function pageOf({ [LIST]: { nodes, pageInfo } }: Data, columns: PageQuery["columns"]): Page {
  const lineOf = (node: unknown) => (columns ? csvRecord(columns, node) : `${JSON.stringify(node)}\n`);
  return {
    header: columns ? CSV_MARK + csvHeader(columns) : "",
    lines: nodes.map(lineOf),
    cursor: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  };
}

/** What an error means for an export. */
function attemptOf({ message, extensions }: GraphQLFormattedError): Attempt {
  switch (extensions?.code) {
    case "THROTTLED":
    case "SERVICE_UNAVAILABLE":
      return "again";
    case "TIMEOUT":
      return "smaller";
    case "FORBIDDEN":
    case "INSUFFICIENT_SCOPE":
    case "UNAUTHENTICATED":
      return { code: "RIGHTS_LOST", message };
    case "INTERNAL_SERVER_ERROR":
      return { code: "INTERNAL", message };
    default:
      return { code: "QUERY_FAILED", message };
  }
}
