import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** A calendar server whose behaviour the test decides. */
export interface FeedServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** The requests so far, latest last. */
  readonly requests: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  answer: RequestListener;
  /** Serves a calendar with an entity tag, and answers conditional requests as HTTP requires. */
  serve(text: string, etag?: string): void;
  close(): Promise<void>;
}

export async function startFeedServer(): Promise<FeedServer> {
  const server = createServer((request, response) => {
    feeds.requests.push({ path: request.url!, headers: request.headers });
    feeds.answer(request, response);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const feeds: FeedServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    answer: (_, response) => response.writeHead(404).end(),
    serve(text, etag) {
      this.answer = ({ headers }, response) => {
        if (etag !== undefined) response.setHeader("etag", etag);
        if (etag !== undefined && headers["if-none-match"] === etag) response.writeHead(304).end();
        else response.writeHead(200, { "content-type": "text/calendar" }).end(text);
      };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return feeds;
}

/** An iCalendar with these events, each given by its lines. */
export function icsOf(...events: readonly (readonly string[])[]): string {
  const lines = events.flatMap((event, index) => ["BEGIN:VEVENT", `UID:${index}`, ...event, "END:VEVENT"]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", ...lines, "END:VCALENDAR", ""].join("\r\n");
}

/** The lines of an event with this length in minutes. */
export function meeting(startsAt: Date, minutes: number, ...more: readonly string[]): string[] {
  const compact = startsAt.toISOString().replace(/[-:]|\.\d+/g, "");
  return [`DTSTART:${compact}`, `DURATION:PT${minutes}M`, ...more];
}
