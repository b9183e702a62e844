import type { FastifyInstance, FastifyReply } from "fastify";
import type { Services } from "./context.js";
import { endedPage } from "./mailed-page.js";
import { visitLimits } from "./visit-limits.js";

export const HTML = "text/html; charset=utf-8";

/** A page runs nothing, and sends its form to this origin. */
const POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/**
 * Serves pages that links in letters lead to. No cookie is read: the address alone says who asks, so no other page can send a
 * page's form, whose fields are the body of a POST. A visit is charged to the budget of its address.
 */
export function serveMailedPages(
  app: FastifyInstance,
  services: Pick<Services, "costs">,
  serve: (pages: FastifyInstance) => void,
): void {
  void app.register(async (pages) => {
    pages.removeAllContentTypeParsers();
    const form = { parseAs: "string" } as const;
    pages.addContentTypeParser("application/x-www-form-urlencoded", form, (_, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    pages.addContentTypeParser("*", form, (_, __, done) => done(null, {}));
    pages.addHook("onRequest", async ({ clientAddress }, reply) => {
      reply.headers({ "referrer-policy": "no-referrer", "content-security-policy": POLICY });
      reply.headers({ "cache-control": "no-store", "x-robots-tag": "noindex" });
      const charge = services.costs.charge({ actor: null, clientAddress }, visitLimits.cost);
      if (charge.granted) return undefined;
      return turnAway(reply, 429, "Too many requests. Try again later.", charge.retryAfterMs / 1_000);
    });
    serve(pages);
  });
}

/** Sends the page of a link, or the page for links that do not work. */
export function sendPage(reply: FastifyReply, page: string | undefined): FastifyReply {
  return reply
    .code(page === undefined ? 404 : 200)
    .type(HTML)
    .send(page ?? endedPage());
}

/** Answers a visit that can succeed later. `retryAfterS` is in seconds. */
export function turnAway(reply: FastifyReply, status: 429 | 503, message: string, retryAfterS: number): FastifyReply {
  reply.header("retry-after", String(Math.ceil(retryAfterS)));
  return reply.code(status).type("text/plain; charset=utf-8").send(`${message}\n`);
}
