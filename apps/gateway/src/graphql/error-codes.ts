import { GraphQLError } from "graphql";

/**
 * Every code that an error can have, over HTTP, WebSocket and at `/auth`, with what it means. (Mutations that were refused
 * say why in `userErrors`, whose codes are those of the mutation alone.)
 */
export const errorCodes = {
  // The request
  BAD_REQUEST: "The request is not one of GraphQL over HTTP, or not the JSON that it should be.",
  METHOD_NOT_ALLOWED: "The address takes other HTTP methods; the header `Allow` names them.",
  UNSUPPORTED_MEDIA_TYPE: "The body is of another type than `application/json`.",
  PAYLOAD_TOO_LARGE: "The body is larger than any request may be.",
  NOT_FOUND: "There is nothing at this address, no such thing, or you may not see it.",
  ORIGIN_NOT_TRUSTED: "The web page's origin is not among `TRUSTED_ORIGINS`.",
  // The operation
  GRAPHQL_PARSE_FAILED: "The document is not GraphQL.",
  GRAPHQL_VALIDATION_FAILED: "The document does not fit the schema.",
  DOCUMENT_TOO_LARGE: "The document is nested too deeply, or asks for too much at once.",
  OPERATION_RESOLUTION_FAILURE:
    "The document has no operation of the name that was given, or several and no name was given.",
  WEBSOCKET_REQUIRED: "A subscription was sent over HTTP: it needs a WebSocket.",
  PERSISTED_QUERY_NOT_SUPPORTED: "Persisted queries are not supported: send the document.",
  VARIABLES_TOO_LARGE: "The variables have too many values, or are nested too deeply.",
  BAD_USER_INPUT: "A variable or an argument is not of the type, form or range that it must have.",
  TOO_EXPENSIVE: "The operation costs more than any operation may.",
  RESYNC_REQUIRED:
    "The log of events was set back to an earlier state, and is not the one that was followed: read the schedule anew, and subscribe from now on.",
  TOO_MANY_OPERATIONS: "The socket carries as many operations as it can.",
  THROTTLED: "Too much was asked, or tried, of late; `Retry-After` says when to come back.",
  TIMEOUT: "It took too long and was ended.",
  // Who is asking
  UNAUTHENTICATED: "Nobody is signed in, or the token is not valid.",
  TOKEN_EXPIRED: "The token has expired: sign in again.",
  FIRM_NOT_CHOSEN: "The session is in no firm that you are in: choose one.",
  FORBIDDEN: "You are known, and may not do this.",
  INSUFFICIENT_SCOPE: "The API key lacks the scope that this needs.",
  // Signing in
  INVALID_EMAIL_OR_PASSWORD: "There is no sign-in with this address and password.",
  INVALID_PASSWORD: "The password is not the one of this sign-in.",
  PASSWORD_TOO_SHORT: "The new password is too short.",
  PASSWORD_TOO_LONG: "The new password is too long.",
  PASSWORD_TOO_COMMON: "The new password is among the first that are tried.",
  PASSWORD_TOO_PERSONAL: "The new password is made of the name or the e-mail address of its owner.",
  SIGN_IN_NOT_FOUND: "You have no sign-in with this id.",
  FIRM_NOT_FOUND: "You are in no firm with this id.",
  INVITATION_UNKNOWN: "There is no such invitation.",
  INVITATION_WITHDRAWN: "The invitation was withdrawn, or a newer one replaced it.",
  INVITATION_USED: "The invitation was accepted before.",
  INVITATION_EXPIRED: "The invitation has expired.",
  WRONG_SIGN_IN: "The invitation is for another address than that of the sign-in.",
  LETTER_UNKNOWN: "There is no such letter.",
  LETTER_USED: "The letter's link was used before.",
  LETTER_REPLACED: "A newer letter replaced the letter.",
  LETTER_EXPIRED: "The letter's link has expired.",
  ADDRESS_TAKEN: "Somebody else has the e-mail address.",
  ALREADY_IN_FIRM: "Whoever was invited is in the firm already.",
  TRY_AGAIN: "Something changed meanwhile: try again.",
  // Our side
  SERVICE_UNAVAILABLE:
    "A service cannot be reached just now. Try again shortly; of a change, `change` says what is known.",
  INTERNAL_SERVER_ERROR: "Something went wrong on our side; the log has the `reference`.",
} as const;

export type ErrorCode = keyof typeof errorCodes;

export function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === "string" && Object.hasOwn(errorCodes, code);
}

/** The body of an answer that is an error: the same shape wherever it comes from. */
export function errorBody(code: ErrorCode, message: string, more: object = {}): { errors: object[] } {
  return { errors: [{ message, extensions: { code, ...more } }] };
}

/** The error with this code, unless it has one of ours already, and the status that it is answered with over HTTP. */
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
