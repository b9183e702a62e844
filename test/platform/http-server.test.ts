import { expect, test } from "@jest/globals";
import { createHttpServer, createLogger, Readiness } from "@coachwork/platform";

/** The address that a server behind so many proxies takes a request to come from. */
async function addressBehind(proxies: number | undefined, forwardedFor: string): Promise<string> {
  const logger = createLogger("test", "silent");
  const server = createHttpServer({
    logger,
    bodyLimit: 1_000,
    readiness: new Readiness([]),
    ...(proxies && { proxies }),
  });
  server.get("/", ({ clientAddress }) => clientAddress);
  const request = { url: "/", remoteAddress: "10.0.0.1", headers: { "x-forwarded-for": forwardedFor } };
  const { body } = await server.inject(request);
  await server.close();
  return body;
}

test("who is at the other end is what the proxies in front say, and not what somebody says of themselves", async () => {
  expect(await addressBehind(undefined, "6.6.6.6")).toBe("10.0.0.1");
  expect(await addressBehind(1, "6.6.6.6, 203.0.113.9")).toBe("203.0.113.9");
  expect(await addressBehind(1, "6.6.6.6, not an address")).toBe("10.0.0.1");
  expect(await addressBehind(1, "203.0.113.9, ")).toBe("10.0.0.1");
  expect(await addressBehind(1, "2001:db8::1")).toBe("2001:db8::1");
  expect(await addressBehind(2, "6.6.6.6, 203.0.113.9, 10.0.0.2")).toBe("203.0.113.9");
});

test("a short body does not wait for many long ones that came before it", async () => {
  const server = createHttpServer({
    logger: createLogger("test", "silent"),
    bodyLimit: 1_000_000,
    readiness: new Readiness([]),
  });
  const read: string[] = [];
  server.post<{ Body: { name: string } }>("/", ({ body: { name } }) => (read.push(name), name));
  const send = (name: string, filling = "") => server.inject({ method: "POST", url: "/", payload: { name, filling } });
  const long = Array.from({ length: 20 }, (_, place) => `long ${place}`);
  const answers = await Promise.all([...long.map((name) => send(name, "x".repeat(100_000))), send("short")]);
  expect(answers.map(({ body }) => body)).toEqual([...long, "short"]);
  expect(read.filter((name) => name !== "short")).toEqual(long);
  expect(read.indexOf("short")).toBeLessThan(5);
  await server.close();
});
