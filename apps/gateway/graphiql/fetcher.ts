import { createGraphiQLFetcher, type Fetcher } from "@graphiql/toolkit";

/** The initial text of the header editor. Only the token is missing. */
export const DEFAULT_HEADERS = JSON.stringify({ Authorization: "Bearer " }, null, 2);

/**
 * Sends operations to the API. Subscriptions use WebSocket (graphql-transport-ws), one socket each. The socket sends
 * the headers as `connectionParams`, because browsers cannot set headers on a socket. Everything else uses HTTP.
 */
export function createFetcher(api: URL): Fetcher {
  const socket = new URL(api);
  socket.protocol = api.protocol === "https:" ? "wss:" : "ws:";
  const send = createGraphiQLFetcher({ url: api.href, subscriptionUrl: socket.href, enableIncrementalDelivery: false });
  const complete = rememberToken();
  return (params, options) => send(params, { ...options, headers: complete(options?.headers ?? {}) });
}

/**
 * Every tab has its own headers, so the last token that was sent replaces an empty `Bearer `. Without a token, the
 * header is left out: a bare `Bearer` would be refused even if a cookie signs in. The token is only kept in memory.
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
