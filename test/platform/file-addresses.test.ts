import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createHttpServer, createLogger, FileAddresses, newId, Readiness } from "@coachwork/platform";
import { downloadAddress } from "../../apps/gateway/src/files/download-address.js";
import { type SentFile, serveFiles } from "../../apps/gateway/src/files/serve-files.js";

const addresses = new FileAddresses("a secret between services, for tests only", "https://api.example.com/");
const now = Date.parse("2027-03-02T10:00:00Z");
const file = { kind: "resource", firmId: newId(), id: newId(), expiresAt: new Date(now + 300_000) };
const name = `Plan "für"/Mä‮nner\r\nx-injected: 1.pdf`;
const clock = { now: () => now };
const found = new Map<string, SentFile>();

let server: ReturnType<typeof createHttpServer>;
let isCrowded = false;

beforeAll(() => {
  const logger = createLogger("test", "silent");
  server = createHttpServer({ logger, bodyLimit: 1_000, readiness: new Readiness([]) });
  const costs = { charge: () => (isCrowded ? { granted: false, retryAfterMs: 1_500 } : { granted: true }) };
  const services = { costs, clock, fileAddresses: addresses };
  const kinds = { resource: async (_: unknown, { firmId, id }: typeof file) => found.get(firmId + id) ?? null };
  serveFiles(server, services as never, { ...kinds, agreement: kinds.resource });
});

afterAll(() => server.close());

async function get(address: string, method: "GET" | "HEAD" = "GET") {
  found.set(file.firmId + file.id, {
    name,
    contentType: "application/pdf",
    content: () => Promise.resolve(Readable.from([Buffer.from("%PDF-1.7")])),
    bytes: 8,
  });
  const { statusCode, headers, body } = await server.inject({ method, url: new URL(address).pathname });
  return { statusCode, headers, body };
}

test("an address leads to the file, which is saved under its name and runs nowhere", async () => {
  const { url: address, expiresAt } = downloadAddress({ clock, fileAddresses: addresses }, file);
  expect(expiresAt).toEqual(file.expiresAt);
  expect(address).toMatch(/^https:\/\/api\.example\.com\/files\/resource\/[\w-]+$/);
  const { statusCode, headers, body } = await get(address);
  expect({ statusCode, body }).toEqual({ statusCode: 200, body: "%PDF-1.7" });
  expect(headers).toMatchObject({
    "content-type": "application/pdf",
    "content-length": "8",
    "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
  });
  expect(headers["content-disposition"]).toMatch(/^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w.%'-]+$/);
  expect(headers).not.toHaveProperty("x-injected");
  expect(await get(address, "HEAD")).toMatchObject({ statusCode: 200, body: "" });
});

test("an address that has ended says so, and only if it was one", async () => {
  const ended = addresses.addressOf({ ...file, expiresAt: new Date(now) });
  const { statusCode, body } = await get(ended);
  expect(statusCode).toBe(410);
  expect(JSON.parse(body).errors[0].extensions.code).toBe("ADDRESS_EXPIRED");
  const changed = ended.replace(/.$/, (last) => (last === "A" ? "E" : "A"));
  expect((await get(changed)).statusCode).toBe(404);
});

test("any other address is answered like one where nothing is", async () => {
  const token = addresses.addressOf(file).split("/").pop()!;
  const others = new FileAddresses("another secret between services, for tests", "https://api.example.com");
  const bytes = Buffer.from(token, "base64url");
  const changed = [0, 16, 35, 37, 60].map((place) => {
    const copy = Buffer.from(bytes);
    copy[place]! ^= 1;
    return copy.toString("base64url");
  });
  const tokens = [
    ...changed,
    token.slice(1),
    `${token}=`,
    `${token}A`,
    "x",
    "é",
    others.addressOf(file).split("/").pop()!,
  ];
  const paths = tokens.map((each) => `/files/resource/${each}`);
  // Of another kind, and of none.
  paths.push(`/files/agreement/${token}`, `/files/constructor/${token}`, `/files/${token}`);
  for (const path of paths) {
    const { statusCode, body, headers } = await get(`https://api.example.com${path}`);
    const nowhere = await get("https://api.example.com/nowhere");
    expect({ path, statusCode }).toEqual({ path, statusCode: 404 });
    const address = new URL(`https://api.example.com${path}`).pathname;
    expect(body.replace(address, "/nowhere")).toBe(nowhere.body);
    expect(Object.keys(headers)).toEqual(Object.keys(nowhere.headers));
  }
});

test("a file that is gone is answered alike", async () => {
  const gone = addresses.addressOf({ ...file, id: newId() });
  expect((await get(gone)).statusCode).toBe(404);
});

test("who asks too often is told when to come back", async () => {
  isCrowded = true;
  const { statusCode, headers } = await get(addresses.addressOf(file));
  isCrowded = false;
  expect({ statusCode, retryAfter: headers["retry-after"] }).toEqual({ statusCode: 429, retryAfter: "2" });
});
