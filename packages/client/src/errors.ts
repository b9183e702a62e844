/** An error as the API answers it. */
export interface GraphQLErrorBody {
  /** For people to read. It may change. */
  readonly message: string;
  /** The field that failed. */
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string } & Readonly<Record<string, unknown>>;
}

/** What an answer with errors says. */
export interface ApiErrorDetails {
  readonly errors: readonly GraphQLErrorBody[];
  /** What could be answered in spite of the errors. */
  readonly data?: unknown;
  /** The HTTP status. Undefined if the answer came over a WebSocket. */
  readonly status?: number | undefined;
  /** Milliseconds of `Retry-After`. */
  readonly retryAfterMs?: number | undefined;
}

/** The API answered with errors. */
export class ApiError extends Error implements ApiErrorDetails {
  override readonly name: string = "ApiError";
  /** The code of the first error, such as `FORBIDDEN`. `docs/errors.md` lists all. */
  readonly code: string;
  readonly errors: readonly GraphQLErrorBody[];
  readonly data: unknown;
  readonly status: number | undefined;
  /** How long to wait before it is worth to ask again, in milliseconds. Only `THROTTLED` says so. */
  readonly retryAfterMs: number | undefined;

  constructor({ errors, data, status, retryAfterMs }: ApiErrorDetails) {
    super(errors[0]?.message ?? `The gateway answered with status ${status}.`);
    this.code = errors[0]?.extensions?.code ?? "UNKNOWN";
    this.errors = errors;
    this.data = data ?? undefined;
    this.status = status;
    const told = errors.map(({ extensions }) => extensions?.retryAfterMs).find((ms) => typeof ms === "number");
    this.retryAfterMs = told ?? retryAfterMs;
  }

  /** Whether the API says that the same may be asked again. */
  get retryable(): boolean {
    return this.errors.some(({ extensions }) => extensions?.retryable === true);
  }

  /** Of a mutation that failed: whether the change was made. Undefined if it never began. */
  get change(): "DONE" | "NOT_DONE" | "NOT_KNOWN" | undefined {
    return this.errors.map(({ extensions }) => extensions?.change).find((change) => change !== undefined) as never;
  }

  /** The id of the request, by which those who run Coachwork find it in their log. */
  get requestId(): string | undefined {
    return this.errors.map(({ extensions }) => extensions?.requestId).find((one) => one !== undefined) as never;
  }

  /** The reference of a failure on the side of Coachwork, which its log has too. */
  get reference(): string | undefined {
    return this.errors.map(({ extensions }) => extensions?.reference).find((one) => one !== undefined) as never;
  }
}

/**
 * The subscription cannot go on: the database was restored to a state before its position. Read what you follow anew, and
 * subscribe without a position.
 */
export class ResyncRequired extends ApiError {
  override readonly name = "ResyncRequired";
}

/** No answer came: the network failed, or it took longer than `timeoutMs`. `cause` is the reason. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
}

/** The gateway closed the WebSocket, and connecting again does not help. `docs/live.md` says what each code means. */
export class SocketClosed extends Error {
  override readonly name = "SocketClosed";

  constructor(
    /** The close code, such as 4401. */
    readonly code: number,
    reason: string,
  ) {
    super(`The gateway closed the connection (${code}): ${reason || "it gave no reason"}`);
  }
}

/** Why a mutation was refused, in one of its own codes. */
export interface UserError<Code extends string = string> {
  readonly code: Code;
  /** For people to read. */
  readonly message: string;
  /** The path of the invalid field of the input, if you select it. */
  readonly field?: readonly string[] | null;
}

/** A mutation was refused. Nothing was changed. */
export class UserErrors<Code extends string = string> extends Error {
  override readonly name = "UserErrors";

  constructor(readonly errors: readonly UserError<Code>[]) {
    super(errors.map(({ message }) => message).join(" "));
  }

  /** Whether it was refused with this code, among others. */
  has(code: Code): boolean {
    return this.errors.some((error) => error.code === code);
  }
}

/**
 * An export has not all that was asked for. It ended early, and then its lines came before this; or it was cancelled or its result is
 * gone, and there are none.
 */
export class BulkExportFailed extends Error {
  override readonly name = "BulkExportFailed";

  constructor(
    /** The export's id. */
    readonly id: string,
    /** Why it ended early, as the API names it; or CANCELLED, or REMOVED if the result was removed or is somebody else's. */
    readonly code: string,
    message: string,
    /** The lines that the result has. */
    readonly rowCount: number,
  ) {
    super(message);
  }
}
