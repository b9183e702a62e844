import { Crowded } from "@coachwork/platform";
import { INBOUND_PATH } from "@coachwork/schema";
import type { FastifyInstance } from "fastify";
import type { Services } from "../graphql/context.js";
import { errorBody } from "../graphql/error-codes.js";
import { Unavailable } from "../graphql/unavailable.js";

/** The maximum size of a letter in bytes. A calendar's answer has a few thousand. */
const MOST_BYTES = 2_000_000;

/** The cost of a letter that is not signed right, from the budget of an anonymous address. */
const COST = 5_000;

/** Seconds after which a provider tries again. */
const RETRY_S = 60;

/**
 * Takes letters from the mail provider at POST /mail/inbound: raw (RFC 5322) and signed by Standard Webhooks. Whatever is in
 * them, they are acknowledged once they are done or recorded. Until then the provider tries again.
 */
export function serveInboundMail(app: FastifyInstance, services: Services): void {
  void app.register(async (pages) => {
    pages.removeAllContentTypeParsers();
    pages.addContentTypeParser("*", { parseAs: "buffer" }, (_, body, done) => done(null, body));
    // Whatever a letter is said to be, be it nonsense, it is taken as it is.
    pages.addHook("onRequest", ({ headers }, _, done) => {
      headers["content-type"] = "message/rfc822";
      done();
    });
    pages.post(INBOUND_PATH, { bodyLimit: MOST_BYTES }, async (request, reply) => {
      const payer = { actor: null, clientAddress: request.clientAddress };
      const charge = services.costs.charge(payer, 0);
      if (charge.available < COST) {
        reply.header("retry-after", String(RETRY_S));
        return reply.code(429).send(errorBody("THROTTLED", "Too many letters that are not signed. Try again later."));
      }
      const header = (name: string) => request.headers[name]?.toString() ?? "";
      const delivery = {
        id: header("webhook-id"),
        timestamp: header("webhook-timestamp"),
        signature: header("webhook-signature"),
        raw: Buffer.isBuffer(request.body) ? request.body.toString("base64") : "",
      };
      const receipt = await services
        .scheduling(null, (service) => service.receiveMail.mutate(delivery))
        .catch((error: unknown) => {
          if (!(error instanceof Unavailable) && !(error instanceof Crowded)) throw error;
          return "AWAY" as const;
        });
      if (receipt === "TAKEN") return reply.code(204).send();
      if (receipt === "AWAY") {
        reply.header("retry-after", String(RETRY_S));
        return reply
          .code(503)
          .send(errorBody("SERVICE_UNAVAILABLE", "Letters cannot be taken at the moment. Send it again."));
      }
      services.costs.charge(payer, COST);
      if (receipt === "OFF") return reply.code(404).send(errorBody("NOT_FOUND", `There is no POST ${INBOUND_PATH}.`));
      const message = "Sign the letter: webhook-id, webhook-timestamp and webhook-signature, by Standard Webhooks.";
      return reply.code(401).send(errorBody("UNAUTHENTICATED", message));
    });
  });
}
