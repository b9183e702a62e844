import { readFile } from "node:fs/promises";
import type { FastifyInstance } from "fastify";

/** Where the build puts the page (`account/build.ts`), relative to this file as source and as built module. */
const built = new URL("../../dist/account/", import.meta.url);

const files = {
  "/account": { name: "index.html", type: "text/html; charset=utf-8" },
  "/account/page.js": { name: "page.js", type: "text/javascript; charset=utf-8" },
  "/account/style.css": { name: "style.css", type: "text/css; charset=utf-8" },
} as const;

/** The page runs our script, calls this origin, and does nothing else. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * Serves the page that links in e-mails lead to, where people accept an invitation, set a password or confirm an
 * address. The token is in the link's fragment, so no server logs it. Throws if the page has not been built.
 */
export async function serveAccountPage(app: FastifyInstance): Promise<void> {
  for (const [url, { name, type }] of Object.entries(files)) {
    const content = await readFile(new URL(name, built)).catch((cause: unknown) => {
      throw new Error("The account page has not been built. Run `pnpm build`.", { cause });
    });
    app.get(url, (_, reply) =>
      reply
        .headers({
          "content-security-policy": policy,
          "cross-origin-opener-policy": "same-origin",
          "referrer-policy": "no-referrer",
          "x-content-type-options": "nosniff",
          "cache-control": "no-cache",
        })
        .type(type)
        .send(content),
    );
  }
}
