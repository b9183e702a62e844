import { Crowded } from "@coachwork/platform";
import { type LinkPage, LINKS_PATH, type LinkStep, linkSteps } from "@coachwork/schema";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Services } from "../graphql/context.js";
import { Unavailable } from "../graphql/unavailable.js";
import { visitLimits } from "./visit-limits.js";

/** Seconds to wait before a retry if the scheduling service is unreachable. */
const RETRY_S = 60;

/** The page runs nothing, and sends its form to this origin. */
const POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

type Visit = { readonly Params: { readonly "*": string }; readonly Querystring: { readonly from?: unknown } };

/**
 * Serves the links in letters at /sessions/<step>/<token>. GET shows a page and changes nothing, since programs that check
 * mail follow links. POST does what the page's form says. No cookie is read: the address alone says who asks, so no other
 * page can send the form. Every link that does not work has the same answer.
 */
export function serveLetterLinks(app: FastifyInstance, services: Services): void {
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
      return refuse(reply, 429, "Too many requests. Try again later.", charge.retryAfterMs / 1_000);
    });
    pages.get<Visit>(`${LINKS_PATH}*`, (request, reply) =>
      answer(request, reply, () => services.scheduling(null, (service) => service.linkPage.query(visitedBy(request)))),
    );
    pages.post<Visit>(`${LINKS_PATH}*`, { bodyLimit: visitLimits.form }, (request, reply) => {
      const call = { ...visitedBy(request), form: (request.body ?? {}) as Record<string, string> };
      return answer(request, reply, () => services.scheduling(null, (service) => service.linkForm.mutate(call)));
    });
  });

  async function answer(
    { id }: FastifyRequest<Visit>,
    reply: FastifyReply,
    ask: () => Promise<LinkPage>,
  ): Promise<FastifyReply> {
    try {
      const { html, isOpen } = await ask();
      return await reply
        .code(isOpen ? 200 : 404)
        .type("text/html; charset=utf-8")
        .send(html);
    } catch (error) {
      if (!(error instanceof Unavailable) && !(error instanceof Crowded)) throw error;
      if (error instanceof Unavailable)
        services.logger.error({ reference: id, err: error }, "A link could not be followed.");
      return refuse(reply, 503, "This page is temporarily away. Try again shortly.", RETRY_S);
    }
  }
}

function refuse(reply: FastifyReply, status: number, message: string, retryAfterS: number): FastifyReply {
  reply.header("retry-after", String(Math.ceil(retryAfterS)));
  return reply.code(status).type("text/plain; charset=utf-8").send(`${message}\n`);
}

/** The link. An address of no step is one that does not work, like any other. */
function visitedBy({ params, query }: FastifyRequest<Visit>): { step: LinkStep; token: string; from: string | null } {
  const [name, token = "", ...others] = params["*"].split("/");
  const step = linkSteps.find((each) => each === name);
  const from = typeof query.from === "string" ? query.from : null;
  return step === undefined || others.length > 0 ? { step: "see", token: "", from } : { step, token, from };
}
