import { Crowded, isLockTimeout, isOutage, type Logger, newId } from "@coachwork/platform";
import { ReadError } from "@coachwork/reader";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { ChangeFailed, type Known } from "./change.js";
import { type ErrorCode, isErrorCode, named } from "./error-codes.js";
import { Unavailable } from "./unavailable.js";

/** PostgreSQL's code for a statement that took too long. */
const STATEMENT_TIMEOUT = "57014";
/** A character (U+0000) that PostgreSQL's text cannot hold. */
const UNTRANSLATABLE = new Set(["22021", "22P05"]);

/**
 * What a client learns about an error. Expected ones stay as they are, with a code. Bugs and outages are masked, with a
 * reference that is also in the log.
 */
export function clientError(formatted: GraphQLFormattedError, error: unknown, logger: Logger): GraphQLFormattedError {
  const told = toldOf(formatted, error, logger);
  return { ...told, extensions: named(told.extensions ?? {}) };
}

function toldOf(formatted: GraphQLFormattedError, error: unknown, logger: Logger): GraphQLFormattedError {
  const cause = causeOf(error);
  if (cause instanceof ReadError) return coded(formatted, cause.code, cause.message);
  if (cause instanceof ChangeFailed) return ofChange(formatted, cause, logger);
  const known = cause === undefined ? error : cause;
  if (known instanceof GraphQLError) {
    const code = codeOf(known);
    if (code) return { ...formatted, message: shortened(formatted.message), extensions: told(known, code) };
  }
  if (known instanceof Crowded) {
    const { retryAfterMs } = known.extensions;
    return coded(formatted, "THROTTLED", known.message, { retryAfterMs });
  }
  if (isLockTimeout(known))
    return coded(formatted, "TIMEOUT", "This waited too long for somebody else's change. Try again.", {
      retryable: true,
    });
  const { code } = known as { code?: string };
  if (code === STATEMENT_TIMEOUT)
    return coded(formatted, "TIMEOUT", "This took too long and was cancelled. Ask for less at once.");
  if (UNTRANSLATABLE.has(code ?? "")) {
    return coded(
      formatted,
      "BAD_USER_INPUT",
      "A text contains the character U+0000, which cannot be stored or searched for.",
    );
  }
  const reference = newId();
  logger.error({ reference, path: formatted.path, err: known }, "A request failed.");
  if (known instanceof Unavailable || isOutage(known)) {
    const message = `The service is temporarily unreachable. Try again shortly. Reference: ${reference}.`;
    return coded(formatted, "SERVICE_UNAVAILABLE", message, { retryable: true, reference });
  }
  return coded(formatted, "INTERNAL_SERVER_ERROR", `Something went wrong on our side. Reference: ${reference}.`, {
    reference,
  });
}

/** What is said about a change, besides the error. */
const ofChanges: { readonly [K in Known]: string } = {
  NOT_DONE: "Nothing was changed.",
  DONE: "The change was made. Do not send it again: read the results by the ids in extensions.ids.",
  NOT_KNOWN:
    "It is unknown whether the change was made. Send it again with the same idempotencyKey; it happens only once. Without a key, check before you send it again.",
};

function ofChange(formatted: GraphQLFormattedError, failed: ChangeFailed, logger: Logger): GraphQLFormattedError {
  const { known, ids, isRepeatable } = failed.change;
  const { message, extensions, ...place } = clientError(formatted, failed.cause, logger);
  const more = { change: known, ...(ids && { ids }), ...(!isRepeatable && { retryable: false }) };
  return { ...place, message: `${message} ${ofChanges[known]}`, extensions: { ...extensions, ...more } };
}

/** Whether an error means that something is temporarily unreadable: an outage or overload, not a bug. */
export function isHiccup(error: unknown): boolean {
  const cause = causeOf(error) ?? {};
  if (cause instanceof Crowded || cause instanceof Unavailable || isLockTimeout(cause)) return true;
  return (cause as { code?: unknown }).code === STATEMENT_TIMEOUT || isOutage(cause);
}

/** The error as it was thrown. Undefined if the request itself was wrong and nothing was thrown. */
function causeOf(error: unknown): unknown {
  if (!(error instanceof GraphQLError)) return error;
  return error.originalError === undefined ? undefined : causeOf(error.originalError);
}

function coded(
  formatted: GraphQLFormattedError,
  code: ErrorCode,
  message: string,
  more: object = {},
): GraphQLFormattedError {
  return { message, locations: formatted.locations, path: formatted.path, extensions: { code, ...more } };
}

/** What is wrong with an operation. Undefined if graphql-js found a fault in our answer. */
function codeOf({ message, extensions }: GraphQLError): ErrorCode | undefined {
  if (isErrorCode(extensions.code)) return extensions.code;
  return message.startsWith('Argument "') ? "BAD_USER_INPUT" : undefined;
}

/** An error's extensions without those for the transport. */
function told({ extensions }: GraphQLError, code: ErrorCode): Record<string, unknown> {
  const { http: _http, stacktrace: _stack, ...more } = extensions;
  return { ...more, code };
}

/** The maximum length of a message. */
const LONGEST_MESSAGE = 400;

/** A message, with its middle removed if it is long. GraphQL repeats everything that a client sent. */
function shortened(message: string): string {
  if (message.length <= LONGEST_MESSAGE) return message;
  const half = LONGEST_MESSAGE / 2;
  return `${message.slice(0, half)} … ${message.slice(-half)}`;
}
