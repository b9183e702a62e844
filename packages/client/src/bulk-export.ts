import type { Operation, TypedDocument, Values } from "./document.js";
import { ApiError, BulkExportFailed } from "./errors.js";
import { answerOf, type CallOptions, type Gateway } from "./gateway.js";
import { graphql, type SchemaType } from "./graphql.js";
import { linesIn } from "./lines.js";
import { pause, waitBefore } from "./retry.js";
import type { Subscription } from "./subscription.js";
import { succeeded } from "./succeeded.js";

const startExport = graphql(`
  mutation StartBulkExport($input: BulkExportInput!) {
    bulkExport(input: $input) {
      bulkExport {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const cancelExport = graphql(`
  mutation CancelBulkExport($input: CancelBulkExportInput!) {
    cancelBulkExport(input: $input) {
      bulkExport {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const readExport = graphql(`
  query ReadBulkExport($id: ID!) {
    node(id: $id) {
      __typename
      ... on BulkExport {
        status
        rowCount
        byteCount
        isPartial
        errorCode
        errorMessage
        expiresAt
        url
      }
    }
  }
`);

const endsOfExports = graphql(`
  subscription BulkExportsEnd {
    events(types: [BULK_EXPORT_ENDED]) {
      objectId
    }
  }
`);

/** How far an export is. */
export interface BulkExportState {
  readonly status: SchemaType<"BulkExportStatus">;
  /** The lines and bytes so far. */
  readonly rowCount: number;
  readonly byteCount: number;
  /** Whether it ended early, so that the result is not all that was asked for. */
  readonly isPartial: boolean;
  /** Why it ended early. Null if it did not. */
  readonly errorCode: SchemaType<"BulkExportFailure"> | null;
  readonly errorMessage: string | null;
  /** Until when the result can be fetched. */
  readonly expiresAt: string | null;
  /** Where the result can be fetched for a few minutes. Null if there is none, or if somebody else asked for it. */
  readonly url: string | null;
}

/** What an export needs of its client. */
export interface BulkCaller {
  readonly gateway: Gateway;
  readonly query: Call;
  readonly mutate: Call;
  subscribe<Data>(document: TypedDocument<Data, Values>, options: CallOptions): Subscription<Data>;
}

type Call = <Data, Variables>(
  document: TypedDocument<Data, Variables>,
  variables: Variables,
  options: CallOptions,
) => Promise<Data>;

/** Pauses between two looks, in case no event comes: each is half again as long. */
const LOOKS = { firstMs: 1_000, longestMs: 30_000 };

/**
 * An export, whose lines are taken with `for await`: it waits for the end, and then reads the result without having it in memory.
 * Of an export that ended early there come the lines that it has, and then a BulkExportFailed.
 */
export class BulkExport<Node> implements AsyncIterable<Node> {
  /** The export's id. Keep it to go on with `openBulkExport` in another process. */
  readonly id: string;
  readonly #caller: BulkCaller;
  readonly #options: CallOptions;

  /** @internal */
  constructor(caller: BulkCaller, id: string, options: CallOptions) {
    this.#caller = caller;
    this.id = id;
    this.#options = options;
  }

  /** How far it is. Throws an ApiError with NOT_FOUND if there is no such export, or it is not yours to see. */
  async state(): Promise<BulkExportState> {
    const { node } = await this.#caller.query(readExport, { id: this.id }, this.#options);
    if (node?.__typename === "BulkExport") return node;
    const message = "There is no export with this id.";
    throw new ApiError({ errors: [{ message, extensions: { code: "NOT_FOUND" } }] });
  }

  /** Waits until it has ended, whatever came of it: for an event over the WebSocket, and looking now and then in case none comes. */
  async ended(): Promise<BulkExportState> {
    const { signal } = this.#options;
    const over = new AbortController();
    const stop = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
    let wake: () => void = () => undefined;
    void this.#follow(stop, () => wake());
    try {
      for (let wait = LOOKS.firstMs; ; wait = Math.min(wait * 1.5, LOOKS.longestMs)) {
        // Before the look: what happens after it is not missed.
        const woken = new Promise<void>((resolve) => (wake = resolve));
        const state = await this.state();
        if (hasEnded(state)) return state;
        await Promise.race([woken, pause(wait, stop)]);
      }
    } finally {
      over.abort();
    }
  }

  /** Tells when it is worth a look. Where there is no WebSocket, it never does. */
  async #follow(signal: AbortSignal, wake: () => void): Promise<void> {
    try {
      for await (const { events } of this.#caller.subscribe(endsOfExports, { signal }))
        // The first tells that nothing is missed from here on.
        if (events.objectId === null || events.objectId === this.id) wake();
    } catch {
      // It was stopped, or it looks now and then all the same.
    }
  }

  /** Cancels it. What was read is removed. Throws UserErrors with WRONG_STATUS if it has ended. */
  async cancel(): Promise<void> {
    const { cancelBulkExport } = await this.#caller.mutate(cancelExport, { input: { id: this.id } }, this.#options);
    succeeded(cancelBulkExport);
  }

  /** The lines, once it has ended. After a lost connection it goes on behind the last line that was taken. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Node, void> {
    const { signal } = this.#options;
    const { gateway } = this.#caller;
    let state = await this.ended();
    let taken = 0;
    for (let attempts = 1, isWhole = false; !isWhole; attempts += 1) {
      if (state.url === null) throw this.#failed(state);
      const before = taken;
      try {
        let line = 0;
        for await (const text of this.#texts(state.url)) {
          line += 1;
          if (line <= taken) continue;
          taken = line;
          yield JSON.parse(text) as Node;
        }
        isWhole = true;
      } catch (error) {
        signal?.throwIfAborted();
        if (taken > before) attempts = 1;
        const wait = isGone(error) ? 0 : waitBefore(error, attempts, true, gateway.retries);
        if (wait === undefined || (isGone(error) && attempts > 1)) throw error;
        await pause(wait, signal);
        // The address ends after some minutes.
        state = await this.state();
      }
    }
    if (state.isPartial) throw this.#failed(state);
  }

  async *#texts(address: string): AsyncGenerator<string, void> {
    const { gateway } = this.#caller;
    const { signal } = this.#options;
    const response = await gateway.send({ method: "GET", address, signal, isSigned: false, isLong: true });
    if (!response.ok) await answerOf(response);
    if (response.body) yield* linesIn(response.body, gateway.timeoutMs);
  }

  #failed({ status, errorCode, errorMessage, rowCount }: BulkExportState): BulkExportFailed {
    const code = errorCode ?? (status === "CANCELLED" ? "CANCELLED" : "REMOVED");
    const why = { CANCELLED: "The export was cancelled.", REMOVED: "The result is not there any more." };
    const message = errorMessage ?? why[code as keyof typeof why];
    return new BulkExportFailed(this.id, code, message, rowCount);
  }
}

/** Asks for an export. */
export async function startBulkExport<Node>(
  caller: BulkCaller,
  { text }: Operation,
  variables: Values | undefined,
  options: CallOptions,
): Promise<BulkExport<Node>> {
  const isNeeded = variables && Object.keys(variables).length > 0;
  const input = { query: text, ...(isNeeded && { variables: JSON.stringify(variables) }) };
  const { bulkExport } = await caller.mutate(startExport, { input }, options);
  return new BulkExport(caller, succeeded(bulkExport, "bulkExport").id, options);
}

function hasEnded({ status }: BulkExportState): boolean {
  return status !== "QUEUED" && status !== "RUNNING";
}

/** Whether an address leads nowhere any more: it has ended, or the result has. */
function isGone(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 404 || error.status === 410);
}
