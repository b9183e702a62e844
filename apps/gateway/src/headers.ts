/** What a client can send with a request besides its body. */
export const requestHeaders = {
  authorization: "`Bearer` and the token of a sign-in or an API key",
  "coachwork-firm": "the id of the firm that the request is for; see [Firms](api.md#firms)",
  "content-type": "`application/json`; of an upload, whatever the file is",
  "apollo-require-preflight":
    "anything, so that a `GET` of a query without `authorization` is one that no other page can cause",
  "x-request-id": "an id of your own for the request: up to 100 letters, digits and `_ . : -`; any other is replaced",
} as const;

/** What clients can read from answers. Pages of other origins can too, because CORS exposes these. */
export const responseHeaders = {
  "retry-after": "seconds after which to come back; with `THROTTLED`, and where a service is away",
  "x-request-id": "the id of the request, which errors have as `requestId` and the log has, too",
  "content-disposition": "the name of a file that is downloaded",
} as const;
