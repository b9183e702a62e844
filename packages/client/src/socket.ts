import { type Client, createClient } from "graphql-ws/client";
import type { Gateway } from "./gateway.js";
import { pause, pauseAfter } from "./retry.js";

/** How long a ping may go unanswered, in milliseconds. */
const PONG_MS = 10_000;

/** So many refusals in a row are not mere chance: the token function gives a token that does not work. */
const MOST_REFUSALS = 3;

/** A token ended, or the sign-in did. */
const FORBIDDEN = 4403;

/** The client itself closed it. */
const NORMAL = 1000;

/** A WebSocket of a client. It is opened when a subscription begins, connects again when it is lost, and closes when it is idle. */
export function openSocket(gateway: Gateway): Client {
  const { url, options, retries, credentials, webSocket } = gateway;
  if (!webSocket) throw new TypeError("There is no WebSocket here: give the option webSocket.");
  let refusals = 0;
  let unanswered: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url: `${url.replace(/^http/, "ws")}/graphql`,
    webSocketImpl: webSocket,
    connectionParams: async () => {
      const token = await gateway.token();
      return {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(options.firm !== undefined && { firm: options.firm }),
      };
    },
    connectionAckWaitTimeout: PONG_MS,
    keepAlive: PONG_MS,
    lazyCloseTimeout: 1_000,
    retryAttempts: Infinity,
    retryWait: (attempts) => pause(pauseAfter(attempts + 1, { ...retries, longestPauseMs: 10_000 })),
    shouldRetry(problem) {
      const isRefused = (problem as { code?: unknown } | undefined)?.code === FORBIDDEN;
      if (isRefused) refusals += 1;
      // The same token would be refused again.
      return !isRefused || (typeof credentials.token === "function" && refusals < MOST_REFUSALS);
    },
    on: {
      connected() {
        refusals = 0;
        options.onConnection?.(true);
      },
      ping(isReceived) {
        if (isReceived) return;
        clearTimeout(unanswered);
        unanswered = setTimeout(() => client.terminate(), PONG_MS);
      },
      pong: (isReceived) => isReceived && clearTimeout(unanswered),
      closed(event) {
        clearTimeout(unanswered);
        if ((event as { code?: unknown }).code !== NORMAL) options.onConnection?.(false);
      },
    },
  });
  return client;
}
