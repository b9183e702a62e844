/**
 * The limit: Node's own HTTP server, one statement written by hand and prepared, in the same pipelined transaction of the
 * tenant as the gateway's, whose text is sent as it comes. No GraphQL; nobody can serve the page faster in this language.
 */
import { createServer, type IncomingMessage } from "node:http";
import pg from "pg";
import { pages } from "../pages.ts";
import { readPeer, viewerOf } from "./peer.ts";

const peer = readPeer();
const statements = new Map(pages.map(({ name, statement }) => [name, statement]));
const pool = new pg.Pool({ connectionString: peer.databaseUrl, max: peer.poolSize, ...{ pipeline: true } });
pool.on("error", (error) => console.error(error.message));

const server = createServer((request, response) => {
  if (request.url === "/readyz") return void response.end();
  answer(request).then(
    (text) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
      response.end(text);
    },
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
server.listen(peer.port, "127.0.0.1");

async function answer(request: IncomingMessage): Promise<string> {
  const { firmId, personId } = viewerOf(peer, request.headers.authorization);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { page, values } = JSON.parse(Buffer.concat(chunks).toString()) as { page: string; values: unknown[] };
  const client = await pool.connect();
  try {
    const begin = `begin read only; set local app.firm_id = '${firmId}'; set local app.person_id = '${personId}'`;
    const [, { rows }] = await Promise.all([
      client.query(begin),
      client.query<{ text: string }>({ name: page, text: statements.get(page)!, values: [firmId, ...values] }),
      client.query("commit"),
    ]);
    return rows[0]!.text;
  } finally {
    client.release();
  }
}
