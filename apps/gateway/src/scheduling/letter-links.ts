import { Crowded } from "@coachwork/platform";
import { type LinkPage, LINKS_PATH, type LinkStep, linkSteps } from "@coachwork/schema";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Services } from "../graphql/context.js";
import { serveMailedPages, turnAway } from "../graphql/mailed-pages.js";
import { Unavailable } from "../graphql/unavailable.js";
import { visitLimits } from "../graphql/visit-limits.js";

/** Seconds to wait before a retry if the scheduling service is unreachable. */
const RETRY_S = 60;

type Visit = { readonly Params: { readonly "*": string }; readonly Querystring: { readonly from?: unknown } };

/**
 * Serves the links in letters at /sessions/<step>/<token>. GET shows a page and changes nothing, since programs that check
 * mail follow links. POST does what the page's form says. No cookie is read: the address alone says who asks, so no other
 * page can send the form. Every link that does not work has the same answer.
 */
export function serveLetterLinks(app: FastifyInstance, services: Services): void {
  serveMailedPages(app, services, (pages) => {
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
      return turnAway(reply, 503, "This page is temporarily away. Try again shortly.", RETRY_S);
    }
  }
}

/** The link. An address of no step is one that does not work, like any other. */
function visitedBy({ params, query }: FastifyRequest<Visit>): { step: LinkStep; token: string; from: string | null } {
  const [name, token = "", ...others] = params["*"].split("/");
  const step = linkSteps.find((each) => each === name);
  const from = typeof query.from === "string" ? query.from : null;
  return step === undefined || others.length > 0 ? { step: "see", token: "", from } : { step, token, from };
}
