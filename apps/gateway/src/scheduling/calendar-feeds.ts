import { FEED_ENDING, FEEDS_PATH } from "@coachwork/schema";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Services } from "../graphql/context.js";
import { Crowded } from "@coachwork/platform";
import { Unavailable } from "../graphql/unavailable.js";

/** The cost of reading a feed, from the budget of an anonymous address. */
const COST = 1_000;

/** Seconds to wait before a retry if the scheduling service is unreachable. */
const RETRY_S = 60;

/**
 * Serves calendar feeds at GET and HEAD /calendars/<token>.ics to anybody who knows the address. All other addresses
 * get the same response, so nobody learns whether one ever existed. The address never reaches logs or referrers.
 */
export function serveCalendarFeeds(app: FastifyInstance, services: Services): void {
  app.get<{ Params: { "*": string } }>(`${FEEDS_PATH}*`, async (request, reply) => {
    reply.headers({ "referrer-policy": "no-referrer", "x-content-type-options": "nosniff" });
    const charge = services.costs.charge({ actor: null, clientAddress: request.clientAddress }, COST);
    if (!charge.granted) return refuse(reply, 429, "Too many requests. Try again later.", charge.retryAfterMs / 1000);

    const name = request.params["*"];
    const token = name.endsWith(FEED_ENDING) ? name.slice(0, -FEED_ENDING.length) : "";
    const knownTags = tagsOf(request.headers["if-none-match"]);
    const feed = await services
      .scheduling(null, (service) => service.calendarFeed.query({ token, knownTags }))
      .catch((error: unknown) => {
        if (error instanceof Crowded) return "unavailable" as const;
        if (!(error instanceof Unavailable)) throw error;
        services.logger.error({ reference: request.id, err: error }, "A calendar could not be read.");
        return "unavailable" as const;
      });
    if (feed === "unavailable")
      return refuse(reply, 503, "The calendar is temporarily unreadable. Try again shortly.", RETRY_S);
    if (!feed) return refuse(reply, 404, "There is no such calendar.");
    // Always revalidated, so that revocations and changes take effect at once.
    reply.headers({ "cache-control": "private, no-cache", etag: feed.tag });
    if (feed.text === null) return reply.code(304).send();
    return reply
      .headers({ "content-disposition": `inline; filename="coachwork.ics"` })
      .type("text/calendar; charset=utf-8")
      .send(feed.text);
  });
}

function refuse(reply: FastifyReply, status: number, message: string, retryAfterS?: number): FastifyReply {
  if (retryAfterS !== undefined) reply.header("retry-after", String(Math.ceil(retryAfterS)));
  return reply.code(status).header("cache-control", "no-store").type("text/plain; charset=utf-8").send(`${message}\n`);
}

/** The entity tags of an If-None-Match header. It compares weakly (RFC 9110, 13.1.2), so `W/` is ignored. */
function tagsOf(header: string | undefined): string[] {
  return header?.match(/"[\x21\x23-\x7e]*"/g) ?? [];
}
