import { currentRequestId } from "@coachwork/platform";
import { GraphQLError } from "graphql";

/**
 * Every error code over HTTP, over WebSocket and at `/auth`, with its meaning. (Refused mutations explain themselves in
 * `userErrors`, with codes of their own.)
 */
export const errorCodes = {
  // The request
  BAD_REQUEST: "The request is not valid GraphQL over HTTP, or not the expected JSON.",
  METHOD_NOT_ALLOWED: "The address does not take this HTTP method. The header `Allow` lists those that it takes.",
  UNSUPPORTED_MEDIA_TYPE: "The body is not `application/json`.",
  PAYLOAD_TOO_LARGE: "The body is larger than allowed.",
  NOT_FOUND: "There is nothing at this address, or no such object, or you may not see it.",
  WRONG_LENGTH: "The file has another number of bytes than its upload is for.",
  WRONG_FILE_TYPE: "What is in the file is not what its name says, or is not taken.",
  ALREADY_UPLOADED: "The file of this upload is there already.",
  ADDRESS_EXPIRED: "The address worked for a short time, which is over. Ask for a new one.",
  CANNOT_PRINT: "The document takes too long to print as a PDF. What it says can be read with a query.",
  ORIGIN_NOT_TRUSTED: "The web page's origin is not in `TRUSTED_ORIGINS`.",
  // The operation
  GRAPHQL_PARSE_FAILED: "The document is not GraphQL.",
  GRAPHQL_VALIDATION_FAILED: "The document does not match the schema.",
  DOCUMENT_TOO_LARGE: "The document is nested too deeply, or asks for too much at once.",
  OPERATION_RESOLUTION_FAILURE: "The document has no operation of the given name, or several and no name was given.",
  WEBSOCKET_REQUIRED: "A subscription was sent over HTTP. Use a WebSocket, or ask for `text/event-stream`.",
  PERSISTED_QUERY_NOT_SUPPORTED: "Persisted queries are not supported. Send the document.",
  VARIABLES_TOO_LARGE: "The variables have too many values, or are nested too deeply.",
  BAD_USER_INPUT: "A variable or an argument has the wrong type or format, or is out of range.",
  TOO_EXPENSIVE: "The operation costs more than any operation may.",
  RESYNC_REQUIRED:
    "The event log was restored to an earlier state, or no longer keeps what follows your position. Read anew what you follow, and go on from now.",
  TOO_MANY_OPERATIONS:
    "The socket already carries the maximum number of operations, or you have the maximum number of event streams.",
  THROTTLED: "There were too many requests or attempts. `Retry-After` says when to try again.",
  TIMEOUT: "It took too long and was cancelled.",
  // Who is asking
  UNAUTHENTICATED: "Nobody is signed in, or the token is not valid.",
  TOKEN_EXPIRED: "The token has expired. Sign in again.",
  FIRM_NOT_CHOSEN: "The session has no firm, or one that you are no longer in. Choose a firm.",
  FORBIDDEN: "You are signed in but may not do this.",
  INSUFFICIENT_SCOPE: "The API key lacks the required scope.",
  ADDRESS_NOT_ALLOWED: "The API key does not work from the client's address.",
  // Signing in
  INVALID_EMAIL_OR_PASSWORD: "The address or the password is wrong.",
  INVALID_PASSWORD: "The password is not the one for this sign-in.",
  PASSWORD_TOO_SHORT: "The new password is too short.",
  PASSWORD_TOO_LONG: "The new password is too long.",
  PASSWORD_TOO_COMMON: "The new password is one of the most common ones.",
  PASSWORD_TOO_PERSONAL: "The new password consists of its owner's name or e-mail address.",
  SIGN_IN_NOT_FOUND: "You have no sign-in with this id.",
  FIRM_NOT_FOUND: "You are in no firm with this id.",
  INVITATION_UNKNOWN: "There is no such invitation.",
  INVITATION_WITHDRAWN: "The invitation was withdrawn, or a newer one replaced it.",
  INVITATION_USED: "The invitation was already accepted.",
  INVITATION_EXPIRED: "The invitation has expired.",
  WRONG_SIGN_IN: "The invitation is for a different address than the one you signed in with.",
  LETTER_UNKNOWN: "There is no such e-mail.",
  LETTER_USED: "The link in the e-mail was already used.",
  LETTER_REPLACED: "A newer e-mail replaced this one.",
  LETTER_EXPIRED: "The link in the e-mail has expired.",
  ADDRESS_TAKEN: "Somebody else has the e-mail address.",
  ALREADY_IN_FIRM: "The invited person is already in the firm.",
  TRY_AGAIN: "Something changed in the meantime. Try again.",
  // Our side
  SERVICE_UNAVAILABLE:
    "A service is temporarily unreachable. Try again shortly. For a change, `change` says what is known.",
  INTERNAL_SERVER_ERROR: "Something went wrong on our side. The log has details under the `reference`.",
} as const;

export type ErrorCode = keyof typeof errorCodes;

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === "string" && Object.hasOwn(errorCodes, code);
}

/** The body of an error response, which has the same format everywhere. */
export function errorBody(code: ErrorCode, message: string, more: object = {}): { errors: object[] } {
  return { errors: [{ message, extensions: named({ code, ...more }) }] };
}

/** An error's extensions, with the id of the request that it is part of. */
export function named(extensions: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const requestId = currentRequestId();
  return requestId === undefined ? { ...extensions } : { ...extensions, requestId };
}

/** Gives an error this code, unless it already has one of ours, and the HTTP status. */
export function withCode(error: GraphQLError, code: ErrorCode, status?: number): GraphQLError {
  const { nodes, source, positions, path, extensions } = error;
  const http = status === undefined ? {} : { http: { status } };
  return new GraphQLError(error.message, {
    nodes,
    source,
    positions,
    path,
    extensions: { ...http, ...extensions, code: isErrorCode(extensions.code) ? extensions.code : code },
  });
}

/** An error with one of the codes, as a resolver throws it. */
export function codedError(code: ErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
