import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "@jest/globals";
import { Crowded, systemClock as clock } from "@coachwork/platform";
import { Unavailable } from "../graphql/unavailable.js";
import { schedulingAt } from "./scheduling.js";

/** What a network does to calls, one after the other. */
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const breaks: RequestListener = (request) => request.socket.destroy();
const answers =
  (code: string, status: number): RequestListener =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: { message: code, code: -32_000, data: { code, httpStatus: status } } }));
  };
const crowded = answers("TOO_MANY_REQUESTS", 429);

/** A server whose requests meet these, and how many it got. */
async function serving(...met: RequestListener[]): Promise<{ url: string; count(): number }> {
  let count = 0;
  const server = createServer((request, response) => {
    if (request.url === "/readyz") return response.writeHead(503).end();
    return met[Math.min(count++, met.length - 1)]!(request, response);
  });
  servers.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, count: () => count };
}

const calling = (urls: readonly string[]) => {
  const scheduling = schedulingAt({ urls, secret: "a secret of tests".repeat(3), clock });
  return () =>
    scheduling(null, (service) => service.calendarFeed.query({ token: "x", knownTags: [] })).catch(
      (error: unknown) => error,
    );
};

/** Makes a call that meets these: what it was told. */
async function told(...met: RequestListener[]): Promise<unknown> {
  return calling([(await serving(...met)).url])();
}

describe("a call that was interrupted", () => {
  test.each([
    ["finds too much to do", crowded],
    ["finds the service turning it away", answers("SERVICE_UNAVAILABLE", 503)],
    ["fails for another reason", answers("INTERNAL_SERVER_ERROR", 500)],
    ["is interrupted again and again", breaks],
  ])("may have been done, though when sent again it %s", async (_, then) => {
    const error = await told(breaks, then);
    expect(error).toBeInstanceOf(Unavailable);
    expect(error).toMatchObject({ mayBeDone: true });
  });
});

test("a call that the service has turned away was not done", async () => {
  expect(await told(answers("SERVICE_UNAVAILABLE", 503))).toMatchObject({ mayBeDone: false });
});

test("a call for which there is too much to do is told so", async () => {
  expect(await told(crowded)).toBeInstanceOf(Crowded);
});

describe("with several services", () => {
  const done: RequestListener = (_, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ result: { data: "done" } }));
  };

  test.each([
    ["turns it away", answers("SERVICE_UNAVAILABLE", 503)],
    ["breaks the connection", breaks],
  ])("a call goes to another at once if one %s, and later calls do not try it", async (_, fails) => {
    const [bad, good] = [await serving(fails), await serving(done)];
    const call = calling([bad.url, good.url]);
    for (let count = 0; count < 6; count += 1) expect(await call()).toBe("done");
    expect([bad.count(), good.count()]).toEqual([1, 6]);
  });

  test("a call goes to another if one is not there, and calls are shared out", async () => {
    const [one, other] = [await serving(done), await serving(done)];
    const call = calling([one.url, "http://127.0.0.1:9", other.url]);
    for (let count = 0; count < 10; count += 1) expect(await call()).toBe("done");
    expect(Math.min(one.count(), other.count())).toBeGreaterThanOrEqual(3);
  });

  test("a call fails that all turn away", async () => {
    const away = answers("SERVICE_UNAVAILABLE", 503);
    const [one, other] = [await serving(away), await serving(away)];
    expect(await calling([one.url, other.url])()).toMatchObject({ mayBeDone: false });
    expect([one.count(), other.count()]).toEqual([1, 1]);
  });
});
