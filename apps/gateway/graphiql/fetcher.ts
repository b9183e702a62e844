import { createGraphiQLFetcher, type Fetcher } from "@graphiql/toolkit";

/** What the header editor shows at first: all that is missing is the token. */
export const DEFAULT_HEADERS = JSON.stringify({ Authorization: "Bearer " }, null, 2);

/**
 * Sends operations to the API: subscriptions over WebSocket (graphql-transport-ws), one socket for each, which hands the
 * headers over as `connectionParams`, since browsers cannot set headers on a socket; everything else over HTTP.
 */
export function createFetcher(api: URL): Fetcher {
  const socket = new URL(api);
  socket.protocol = api.protocol === "https:" ? "wss:" : "ws:";
  const send = createGraphiQLFetcher({ url: api.href, subscriptionUrl: socket.href, enableIncrementalDelivery: false });
  const complete = rememberToken();
  return (params, options) => send(params, { ...options, headers: complete(options?.headers ?? {}) });
}

/**
 * Every tab has headers of its own, so the token that was sent last stands in where a tab says only `Bearer `. Where there
 * is none yet the header is left out: a bare `Bearer` would be refused, also where a cookie signs in. The token is kept in
 * memory alone.
 */
function rememberToken(): (headers: Record<string, string>) => Record<string, string> {
  let last: string | undefined;
  return (given) => {
    const headers = Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
    const { authorization, ...others } = headers;
    if (authorization === undefined) return others;
    if (!/^bearer\s*$/i.test(authorization)) last = authorization;
    return last === undefined ? others : { ...others, authorization: last };
  };
}
