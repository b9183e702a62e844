import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { anyNetwork, type Network } from "@coachwork/platform";
import { CalendarFailure } from "./failure.js";
import { readFeed } from "./read-feed.js";

const nothing = { etag: null, lastModified: null };
const text = "BEGIN:VCALENDAR\r\nSUMMARY:Grüße\r\nEND:VCALENDAR\r\n";

let server: Server;
let url: string;
let answer: RequestListener;
const requests: IncomingMessage[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request);
    answer(request, response);
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/calendar.ics`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => void requests.splice(0));

async function read(
  known = nothing as Parameters<typeof readFeed>[1],
  network: Network = anyNetwork,
  patience = 5_000,
) {
  const found = await readFeed(url, known, network, AbortSignal.timeout(patience));
  if (found === "unchanged") return found;
  const { bytes, ...version } = found;
  return { ...version, text: new TextDecoder().decode(bytes) };
}

/** Why a calendar could not be read. */
async function failure(network?: Network, patience?: number): Promise<string> {
  const found = await read(nothing, network, patience).catch((error: unknown) => error);
  if (found instanceof CalendarFailure) return `${found.code}: ${found.message}`;
  throw new Error("It was read, or it failed in another way.", { cause: found });
}

const redirectTo =
  (...locations: string[]): RequestListener =>
  (request, response) => {
    const step = requests.indexOf(request);
    if (step < locations.length) response.writeHead(302, { location: locations[step] }).end();
    else response.end(text);
  };

test("A calendar is read, with what names its version", async () => {
  answer = (_, response) =>
    response.setHeader("etag", 'W/"1"').setHeader("last-modified", "Mon, 01 Mar 2027 09:00:00 GMT").end(text);
  expect(await read()).toEqual({ text, etag: 'W/"1"', lastModified: "Mon, 01 Mar 2027 09:00:00 GMT" });
  expect(requests[0]!.headers).toMatchObject({ accept: "text/calendar, */*;q=0.1" });
  expect(requests[0]!.headers).not.toHaveProperty("if-none-match");
});

test("One that is known is asked for on condition, and need not be sent again", async () => {
  answer = (_, response) => response.writeHead(304).end();
  const known = { etag: '"1"', lastModified: "Mon, 01 Mar 2027 09:00:00 GMT" };
  expect(await read(known)).toBe("unchanged");
  expect(requests[0]!.headers).toMatchObject({ "if-none-match": '"1"', "if-modified-since": known.lastModified });
});

test("One that was never read cannot be unchanged", async () => {
  answer = (_, response) => response.writeHead(304).end();
  expect(await failure()).toBe("UNREACHABLE: The server answered with status 304.");
});

test("A version's name that is too long is not kept", async () => {
  answer = (_, response) => response.setHeader("etag", `"${"1".repeat(500)}"`).end(text);
  expect(await read()).toMatchObject({ text, etag: null });
});

test("What is packed is unpacked", async () => {
  answer = (_, response) => response.setHeader("content-encoding", "gzip").end(gzipSync(text));
  expect(await read()).toMatchObject({ text });
  expect(requests[0]!.headers["accept-encoding"]).toContain("gzip");
});

test.each([404, 410, 401, 500, 204])("An answer of status %i is no calendar", async (status) => {
  answer = (_, response) => response.writeHead(status).end();
  expect(await failure()).toBe(`UNREACHABLE: The server answered with status ${status}.`);
});

test("Ten million bytes are read", async () => {
  answer = (_, response) => response.end("x".repeat(10_000_000));
  const found = await read();
  expect(found === "unchanged" || found.text === "x".repeat(10_000_000)).toBe(true);
});

test("Reading stops after ten million bytes, though a hundred million are sent", async () => {
  let sent = 0;
  answer = (_, response) => {
    const chunk = Buffer.alloc(100_000, "x");
    const more = () => {
      while (sent < 100_000_000 && !response.destroyed) {
        sent += chunk.length;
        if (!response.write(chunk)) return void response.once("drain", more);
      }
      response.end();
    };
    more();
  };
  expect(await failure()).toBe("TOO_LARGE: The calendar has more than 10,000,000 bytes.");
  expect(sent).toBeLessThan(20_000_000);
});

test("A hundred million bytes that are packed into little are too many, too", async () => {
  const bomb = gzipSync(Buffer.alloc(100_000_000));
  answer = (_, response) => response.setHeader("content-encoding", "gzip").end(bomb);
  expect(bomb.length).toBeLessThan(1_000_000);
  expect(await failure()).toBe("TOO_LARGE: The calendar has more than 10,000,000 bytes.");
});

test("A server that does not answer, and one that never ends, are not waited for", async () => {
  answer = () => undefined;
  expect(await failure(anyNetwork, 200)).toBe("UNREACHABLE: The server took too long to answer.");
  answer = (_, response) => {
    const drop = setInterval(() => response.write("x"), 20);
    response.on("close", () => clearInterval(drop));
  };
  expect(await failure(anyNetwork, 200)).toBe("UNREACHABLE: The server took too long to answer.");
});

test("An answer that breaks off is no calendar", async () => {
  answer = (_, response) => {
    response.writeHead(200, { "content-length": "1000" });
    response.write(text, () => response.destroy());
  };
  expect(await failure()).toMatch(/^UNREACHABLE: The connection failed/);
});

test("Three redirects are followed, and no more", async () => {
  answer = redirectTo("/a", "b", url);
  expect(await read()).toMatchObject({ text });
  requests.splice(0);
  answer = redirectTo("/a", "/b", "/c", "/d");
  expect(await failure()).toBe("UNREACHABLE: It redirects more than 3 times.");
});

test.each([["/a", "http://127.0.0.2:8081/"], ["http://[::1]:8081/"], ["http://169.254.169.254/latest/meta-data/"]])(
  "A redirect is judged as the address was: %s",
  async (...locations) => {
    const here: Network = { ...anyNetwork, mayReach: (ip) => ip === "127.0.0.1" };
    answer = redirectTo(...locations);
    expect(await failure(here)).toBe(
      "FORBIDDEN_ADDRESS: The address leads to a machine that is not on the public internet.",
    );
  },
);

test.each([
  "file:///etc/passwd",
  "ftp://127.0.0.1/a",
  "data:text/calendar,BEGIN:VCALENDAR",
  "http://a:b@127.0.0.1/",
  "http://",
  "",
])("A redirect to no address of a calendar is a failure: %s", async (location) => {
  answer = (_, response) => response.writeHead(302, { location }).end();
  expect(await failure()).toMatch(/^(UNREACHABLE|FORBIDDEN_ADDRESS): /);
  expect(requests.length).toBeLessThanOrEqual(4);
});

test("A redirect leads out of no network that has rules about addresses", async () => {
  const strict: Network = {
    ...anyNetwork,
    objectionTo: ({ pathname }) => (pathname === "/plain" ? "NOT_HTTPS" : undefined),
  };
  answer = redirectTo("/plain");
  expect(await failure(strict)).toBe(
    "FORBIDDEN_ADDRESS: The address cannot be read over HTTPS; give one that begins with https:// or webcal://.",
  );
});

test("A machine that is not there is unreachable, and what is said does not say where it was", async () => {
  const resolve = (_: string, __: object, callback: (error: object) => void) =>
    callback(Object.assign(new Error("nobody.invalid"), { code: "ENOTFOUND" }));
  answer = redirectTo("http://nobody.invalid/secret-token");
  expect(await failure({ ...anyNetwork, resolve: resolve as unknown as Network["resolve"] })).toBe(
    "UNREACHABLE: The server's name cannot be resolved.",
  );
  requests.splice(0);
  answer = redirectTo("http://127.0.0.1:2/secret-token");
  expect(await failure()).toBe("UNREACHABLE: The connection failed (ECONNREFUSED).");
});
