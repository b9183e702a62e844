import { createServer, request, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** What a command asked of the API, and what it answered. */
export interface Heard {
  readonly query: string;
  readonly answer: { readonly data?: Record<string, unknown> | null; readonly errors?: readonly unknown[] };
}

/** Stands between commands and a platform, and keeps what they ask of the API over HTTP. */
export async function listenBefore(platform: string) {
  const { hostname, port, host } = new URL(platform);
  const heard: Heard[] = [];
  const passOn = (given: IncomingMessage) => ({
    ...{ hostname, port, method: given.method, path: given.url, agent: false },
    headers: { ...given.headers, host },
  });
  const server = createServer((given, response) => {
    void (async () => {
      const asked = await buffer(given);
      const onward = request(passOn(given), (answer) => {
        // Events go through as they come.
        if (answer.headers["content-type"]?.startsWith("text/event-stream")) {
          response.writeHead(answer.statusCode!, answer.headers);
          answer.on("error", () => response.destroy()).pipe(response);
          return void response.once("close", () => onward.destroy());
        }
        void (async () => {
          const said = await buffer(answer);
          if (given.method === "POST" && given.url === "/graphql") {
            const { query } = JSON.parse(asked.toString()) as Pick<Heard, "query">;
            heard.push({ query, answer: JSON.parse(said.toString()) as Heard["answer"] });
          }
          response.writeHead(answer.statusCode!, answer.headers).end(said);
        })();
      });
      onward.on("error", (error) => response.destroy(error)).end(asked);
    })();
  });
  // WebSockets go through as they are.
  server.on("upgrade", (given, socket, head) => {
    const onward = connect(Number(port), hostname, () => {
      const headers = Object.entries({ ...given.headers, host }).map(([name, value]) => `${name}: ${String(value)}`);
      onward.write([`GET ${given.url} HTTP/1.1`, ...headers, "", ""].join("\r\n"));
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: String((server.address() as AddressInfo).port),
    /** What was heard since it was last asked for. */
    take: () => heard.splice(0),
    close: () =>
      new Promise<unknown>((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

/** Where the answer to a query has nothing: an empty list or count at any depth, or a root that is null. */
export function emptyIn({ query, answer }: Heard): string[] {
  if (/^\s*mutation\b/.test(query)) return [];
  const { data, errors } = answer;
  if (!data || errors) return ["errors"];
  return Object.entries(data).flatMap(([name, value]) => {
    if (value === null || (Array.isArray(value) && value.length === 0)) return [name];
    return emptyBelow(value, name);
  });
}

function emptyBelow(value: unknown, path: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, below]) => {
    const place = Array.isArray(value) ? path : `${path}.${name}`;
    const isEmpty =
      name === "totalCount" ? below === 0 : /^(nodes|edges|slots)$/.test(name) && (below as unknown[]).length === 0;
    return isEmpty ? [place] : emptyBelow(below, place);
  });
}
