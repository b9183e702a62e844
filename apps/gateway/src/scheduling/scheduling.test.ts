import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "@jest/globals";
import { Crowded, systemClock as clock } from "@coachwork/platform";
import { Unavailable } from "../graphql/unavailable.js";
import { schedulingAt } from "./scheduling.js";

/** What a network does to calls, one after the other. */
let server: Server;

afterEach(() => {
  server.close();
});

const breaks: RequestListener = (request) => request.socket.destroy();
const answers =
  (code: string, status: number): RequestListener =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: { message: code, code: -32_000, data: { code, httpStatus: status } } }));
  };
const crowded = answers("TOO_MANY_REQUESTS", 429);

/** Makes a call that meets these: what it was told. */
async function told(...met: RequestListener[]): Promise<unknown> {
  let count = 0;
  server = createServer((request, response) => met[Math.min(count++, met.length - 1)]!(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const scheduling = schedulingAt({ url: `http://127.0.0.1:${port}`, secret: "a secret of tests".repeat(3), clock });
  return scheduling(null, (service) => service.calendarFeed.query({ token: "x", knownTags: [] })).catch(
    (error: unknown) => error,
  );
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
