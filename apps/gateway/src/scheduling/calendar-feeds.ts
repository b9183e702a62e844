import { FEED_ENDING, FEEDS_PATH } from "@coachwork/schema";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Services } from "../graphql/context.js";
import { Crowded } from "@coachwork/platform";
import { Unavailable } from "../graphql/unavailable.js";

/** What reading a feed takes of what strangers of one address may spend. */
const COST = 1_000;

/** Seconds after which to ask again when the scheduling service cannot be reached. */
const AGAIN_S = 60;

/**
 * Serves calendar feeds at GET and HEAD /calendars/<token>.ics, to whoever knows the address. Whatever is no feed is
 * answered alike, so that nobody learns whether an address was ever given out. Neither logs nor referrers get the address.
 */
export function serveCalendarFeeds(app: FastifyInstance, services: Services): void {
  app.get<{ Params: { "*": string } }>(`${FEEDS_PATH}*`, async (request, reply) => {
    reply.headers({ "referrer-policy": "no-referrer", "x-content-type-options": "nosniff" });
    const charge = services.costs.charge({ actor: null, clientAddress: request.clientAddress }, COST);
    if (!charge.granted) return refuse(reply, 429, "Too many requests; try again later.", charge.retryAfterMs / 1000);

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
      return refuse(reply, 503, "The calendar cannot be read just now; try again shortly.", AGAIN_S);
    if (!feed) return refuse(reply, 404, "There is no such calendar.");
    // Always asked for again, so that a revoked feed is gone, and what was changed is seen.
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

/** The entity tags of an If-None-Match header. It compares weakly (RFC 9110, 13.1.2): `W/` says nothing. */
function tagsOf(header: string | undefined): string[] {
  return header?.match(/"[\x21\x23-\x7e]*"/g) ?? [];
}
