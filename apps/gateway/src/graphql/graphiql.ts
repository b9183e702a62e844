import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { extname } from "node:path";
import type { FastifyInstance } from "fastify";

/** Where the build puts the page (`graphiql/build.ts`), relative to this file as source and as built module. */
const built = new URL("../../dist/graphiql/", import.meta.url);

const types: Record<string, string> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
};

/**
 * Whatever runs in the page, even a description in the schema, can only reach this origin. Monaco sets inline styles,
 * and its style sheet holds fonts and images as `data:`.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * Serves GraphiQL to browsers at GET /graphql, and its files below /graphql/assets/. It only takes requests that accept
 * `text/html`. Other methods, other requests to GET /graphql and WebSocket upgrades are left to the API. Throws if the
 * page has not been built.
 */
export async function serveGraphiql(app: FastifyInstance): Promise<void> {
  const page = await readFile(new URL("index.html", built)).catch((cause: unknown) => {
    throw new Error("GraphiQL has not been built. Run `pnpm build`, which puts it into apps/gateway/dist/graphiql.", {
      cause,
    });
  });
  const assets = new Set(await readdir(new URL("assets/", built)));

  addBrowserConstraint(app);
  const pageTag = `"${createHash("sha256").update(page).digest("base64url")}"`;
  app.get("/graphql", { constraints: { reader: "browser" } }, (request, reply) => {
    reply.headers({
      "content-security-policy": policy,
      "cross-origin-opener-policy": "same-origin",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      // The same address answers programs differently, and the next release has another page.
      vary: "accept",
      "cache-control": "no-cache",
      etag: pageTag,
    });
    if (request.headers["if-none-match"] === pageTag) return reply.code(304).send();
    return reply.type("text/html; charset=utf-8").send(page);
  });

  app.get<{ Params: { name: string } }>("/graphql/assets/:name", (request, reply) => {
    const { name } = request.params;
    if (!assets.has(name)) return reply.callNotFound();
    // The name contains the hash of the content, so it also serves as the tag.
    const tag = `"${name}"`;
    reply.headers({
      "x-content-type-options": "nosniff",
      "cache-control": "public, max-age=31536000, immutable",
      etag: tag,
    });
    if (request.headers["if-none-match"] === tag) return reply.code(304).send();
    return reply
      .type(types[extname(name)] ?? "application/octet-stream")
      .send(createReadStream(new URL(`assets/${name}`, built)));
  });
}

type Strategy = Parameters<FastifyInstance["addConstraintStrategy"]>[0];
type Handler = Parameters<ReturnType<Strategy["storage"]>["set"]>[1];

/** Lets a route say that it is for browsers only: `constraints: { reader: "browser" }`. */
function addBrowserConstraint(app: FastifyInstance): void {
  app.addConstraintStrategy({
    name: "reader",
    storage: () => {
      const handlers = new Map<unknown, Handler>();
      return {
        get: (reader) => handlers.get(reader) ?? null,
        set: (reader, handler) => void handlers.set(reader, handler),
      };
    },
    deriveConstraint: ({ headers }) => (headers.accept?.includes("text/html") ? "browser" : undefined),
  });
}
