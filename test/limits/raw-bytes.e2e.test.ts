import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import WebSocket from "ws";
import { type Visit, visit, visits } from "./raw-bytes.js";
import { ownStage } from "../support/stage.ts";

const { platform } = await ownStage();

const services = ["gateway", "scheduling"] as const;
type Service = (typeof services)[number];
const urlOf = (service: Service) => (service === "gateway" ? platform.url : platform.schedulingUrl);
const portOf = (service: Service) => Number(new URL(urlOf(service)).port);

/** Does something to a service, after which the same process must still answer. */
async function survives(service: Service, deed: () => Promise<unknown>): Promise<void> {
  const pid = platform[service].pid();
  await deed();
  expect((await fetch(`${urlOf(service)}/healthz`)).status).toBe(200);
  expect(platform[service].pid()).toBe(pid);
}

const upgradeTo = (target: string) =>
  `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`;

describe.each(services)("the %s service", (service) => {
  test.each(["//", "http://", "http://[", "*", "/%", "/graphql/../x"])(
    "answers on after an upgrade to %s",
    async (target) => {
      const asked: Visit = { pieces: [upgradeTo(target)], waits: true, leaves: "destroy" };
      await survives(service, () => visit(portOf(service), asked));
    },
  );

  test("answers on after resets of connections whose upgrade it refuses", async () => {
    const refused: Visit = { pieces: [upgradeTo("/nowhere")], waits: false, leaves: "reset" };
    await survives(service, async () => {
      for (let round = 0; round < 20; round += 1) {
        await Promise.all(
          Array.from({ length: 10 }, (_, index) => visit(portOf(service), { ...refused, waits: index % 2 === 0 })),
        );
      }
    });
  });

  test("answers on after whatever bytes come, and logs none of it as an error", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(visits, { minLength: 30, maxLength: 40 }), async (crowd) => {
        await survives(service, () => Promise.all(crowd.map((one) => visit(portOf(service), one))));
        expect(platform.failures()).toEqual([]);
      }),
      { seed: 20_261_128, numRuns: 40, endOnFailure: true },
    );
  });
});

test("both services hang up on connections that trickle headers, a body or nothing for 10 seconds", async () => {
  const trickles: readonly (readonly [string, string])[] = [
    ["GET /healthz HTTP/1.1\r\nHost: x\r\n", "X-Slow: 1\r\n"],
    ["POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n", " "],
    ["", ""],
  ];
  const lasted = services.flatMap((service) =>
    trickles.map(async ([first, more]) => {
      const begun = performance.now();
      await trickle(connect(portOf(service), "127.0.0.1"), first, more);
      return performance.now() - begun;
    }),
  );
  for (const ms of await Promise.all(lasted)) {
    expect(ms).toBeGreaterThan(8_000);
    expect(ms).toBeLessThan(15_000);
  }
});

/** Sends a little again and again until the other side hangs up. */
async function trickle(socket: Socket, first: string, more: string): Promise<void> {
  socket.on("error", () => undefined);
  await once(socket, "connect");
  const closed = once(socket.resume(), "close");
  socket.write(first);
  const timer = setInterval(() => socket.write(more), 300);
  await closed;
  clearInterval(timer);
}

describe("sockets of strangers", () => {
  const open = () => new WebSocket(`${platform.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  const sockets: WebSocket[] = [];

  /** Opens a socket, says that it is nobody's, and gives what came of it: a message's type, or the code it was closed with. */
  async function asStranger(): Promise<string | number> {
    const socket = open();
    sockets.push(socket);
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "connection_init" }));
    return Promise.race([
      once(socket, "message").then(([message]) => (JSON.parse(String(message)) as { type: string }).type),
      once(socket, "close").then(([code]) => code as number),
    ]);
  }

  test("are 20 at once from one address, and those that leave make room", async () => {
    try {
      for (let count = 0; count < 20; count += 1) expect(await asStranger()).toBe("connection_ack");
      expect(await asStranger()).toBe(1013);
      const gone = once(sockets[0]!, "close");
      sockets[0]!.close();
      await gone;
      expect(await asStranger()).toBe("connection_ack");
    } finally {
      for (const socket of sockets) socket.terminate();
    }
  });

  test("are closed unless they say within 3 seconds whose they are, and are 100 at once until then", async () => {
    const silent = Array.from({ length: 100 }, open);
    try {
      await Promise.all(silent.map((socket) => once(socket, "open")));
      const refused = open();
      const [error] = (await once(refused, "error")) as [Error];
      expect(error.message).toContain("429");
      const codes = await Promise.all(silent.map((socket) => once(socket, "close").then(([code]) => code as number)));
      expect(new Set(codes)).toEqual(new Set([4408]));
    } finally {
      for (const socket of silent) socket.terminate();
    }
  });
});
