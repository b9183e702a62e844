import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { fetch } from "undici";
import { anyNetwork, dispatcherFor, ForbiddenAddress, isPublic, type Network, publicNetwork } from "./network.js";

describe("An IP address that is", () => {
  test.each([
    ["in the internet", ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4001:82a::200e"]],
    ["IPv4 of the internet, written as IPv6", ["::ffff:93.184.215.14"]],
  ])("%s is reached", (_, addresses) => {
    expect(addresses.filter((address) => !isPublic(address))).toEqual([]);
  });

  test.each([
    ["this machine", ["127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "::1", "::"]],
    ["private", ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fd12:3456::1"]],
    ["a provider's own", ["100.64.0.1", "100.127.255.255"]],
    ["link-local", ["169.254.1.1", "fe80::1", "fe80::1%eth0", "fec0::1"]],
    [
      "where clouds keep secrets",
      ["169.254.169.254", "fd00:ec2::254", "100.100.100.200", "168.63.129.16", "192.0.0.192"],
    ],
    ["for many at once", ["224.0.0.1", "239.255.255.250", "255.255.255.255", "ff02::1"]],
    ["reserved", ["192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "240.0.0.1", "2001:db8::1", "4000::1"]],
    [
      "IPv4 written as IPv6",
      ["::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:a00:1", "::127.0.0.1", "::ffff:168.63.129.16"],
    ],
    [
      "a way around by a tunnel or translator",
      ["2002:7f00:1::", "2001:0:4136:e378::1", "64:ff9b::7f00:1", "64:ff9b:1::1"],
    ],
    ["none", ["", "localhost", "1.2.3", "1.2.3.4.5", "256.1.1.1"]],
  ])("%s is not reached", (_, addresses) => {
    expect(addresses.filter(isPublic)).toEqual([]);
  });

  test("private is not reached however it is written", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.constantFrom(10, 127, 0), byte, byte, byte, (a, b, c, d) => {
        const [high, low] = [a * 256 + b, c * 256 + d].map((half) => half.toString(16)) as [string, string];
        const dotted = [a, b, c, d].join(".");
        const written = [
          dotted,
          `::ffff:${dotted}`,
          `::ffff:${high}:${low}`,
          `::${high}:${low}`,
          `2002:${high}:${low}::`,
        ];
        // As a URL's host: in one number, and in octal and hexadecimal ones.
        const numbers = [
          String(((a * 256 + b) * 256 + c) * 256 + d),
          `0x${a.toString(16)}.0${b.toString(8)}.${c * 256 + d}`,
        ];
        const hosts = numbers.map((host) => new URL(`https://${host}/`).hostname);
        expect([...written, ...hosts].filter(isPublic)).toEqual([]);
      }),
    );
  });
});

describe("A connection", () => {
  let server: Server;
  let port: number;
  let met = 0;

  beforeAll(async () => {
    server = createServer((_, response) => response.end("met")).listen(0, "127.0.0.1");
    server.on("connection", () => (met += 1));
    await new Promise((resolve) => server.once("listening", resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => void server.close());

  /** Names mean what a test says, one answer after the other. */
  function network(
    answers: readonly (readonly string[])[],
    mayReach: Network["mayReach"],
  ): Network & { asked: number } {
    const known = {
      objectionTo: () => undefined,
      mayReach,
      asked: 0,
      resolve: ((_: string, __: object, callback: (error: null, found: object[]) => void) => {
        const found = answers[Math.min(known.asked++, answers.length - 1)]!;
        callback(
          null,
          found.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
        );
      }) as unknown as Network["resolve"],
    };
    return known;
  }

  async function reached(url: string, over: Network): Promise<string> {
    const dispatcher = dispatcherFor(over);
    try {
      return await (await fetch(url, { dispatcher })).text();
    } catch (error) {
      const { cause } = error as Error;
      if (cause instanceof ForbiddenAddress) return cause.name;
      throw error;
    } finally {
      await dispatcher.destroy();
    }
  }

  test("goes to the address that was judged, though the name means another one a moment later", async () => {
    const rebound = network([["127.0.0.1"], ["127.0.0.2"]], (ip) => ip === "127.0.0.1");
    expect(await reached(`http://rebound.example:${port}/`, rebound)).toBe("met");
    expect(rebound.asked).toBe(1);
  });

  test("to a name that leads inside is not made", async () => {
    const before = met;
    expect(await reached(`http://inside.example:${port}/`, network([["127.0.0.1"]], isPublic))).toBe(
      "ForbiddenAddress",
    );
    expect(met - before).toBe(0);
  });

  test("to a name that leads inside and outside is not made", async () => {
    const before = met;
    const both = network([["93.184.215.14", "127.0.0.1"]], isPublic);
    expect(await reached(`http://both.example:${port}/`, both)).toBe("ForbiddenAddress");
    expect(met - before).toBe(0);
  });

  test.each(["127.0.0.1", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"])("to %s is not made", async (host) => {
    const before = met;
    expect(await reached(`http://${host}:${port}/`, publicNetwork)).toBe("ForbiddenAddress");
    expect(met - before).toBe(0);
  });

  test("within the network is made", async () => {
    const inside = network([["127.0.0.1"]], (ip) => ip === "127.0.0.1");
    expect(await reached(`http://inside.example:${port}/`, inside)).toBe("met");
    expect(await reached(`http://127.0.0.1:${port}/`, anyNetwork)).toBe("met");
  });
});
