import { isDeepStrictEqual } from "node:util";
import type { Cell } from "./measure.ts";
import type { Page, Request } from "./pages/page.ts";
import type { BenchServer } from "./servers/server.ts";

/** Sends one body to a server, as the load does. */
export async function ask(server: BenchServer, token: string, body: string): Promise<{ data: unknown; bytes: number }> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const response = await fetch(server.url, { method: "POST", headers, body });
  const text = await response.text();
  const answer = (response.ok ? JSON.parse(text) : { errors: text }) as { data?: unknown; errors?: unknown };
  if (answer.errors) throw new Error(`${server.name} answered: ${JSON.stringify(answer.errors).slice(0, 2000)}`);
  return { data: answer.data, bytes: Buffer.byteLength(text) };
}

/**
 * Asks every server for every request of a page and compares the answers with those of the first one, value by value, apart
 * from how each spells ids, instants and cursors. Gives the cells to measure.
 */
export async function verified(
  page: Page,
  requests: readonly Request[],
  servers: readonly BenchServer[],
  token: string,
): Promise<Cell[]> {
  const right: unknown[] = [];
  const cells: Cell[] = [];
  for (const server of servers) {
    const bodies = requests.map((request) => server.body(page, request));
    let least = Infinity;
    for (const [place, body] of bodies.entries()) {
      const { data, bytes } = await ask(server, token, body);
      least = Math.min(least, bytes);
      const plain = normal(data);
      right[place] ??= plain;
      if (!isDeepStrictEqual(plain, right[place])) {
        const where = difference(right[place], plain, page.name);
        throw new Error(`${server.name} answers ${page.name} otherwise than ${servers[0]!.name}: ${where}`);
      }
    }
    cells.push({ server, token, bodies, least });
  }
  return cells;
}

const prefixed = /^[a-z_]+_([0-9a-f]{32})$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const instant = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/;

/** The answer without each server's own spelling. */
function normal(value: unknown, key?: string): unknown {
  if (key === "endCursor") return "a cursor";
  if (Array.isArray(value))
    return value.map((item) => normal(key === "roles" ? ((item as { role?: string }).role ?? item) : item));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, normal(inner, name)]));
  if (typeof value !== "string") return value;
  if (uuid.test(value)) return value.replaceAll("-", "");
  if (instant.test(value)) return new Date(value).toISOString();
  return prefixed.exec(value)?.[1] ?? value;
}

/** The first place where two answers are not the same. */
function difference(right: unknown, other: unknown, path: string): string {
  const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
  if (!isObject(right) || !isObject(other)) return `${path} is ${JSON.stringify(other)}, not ${JSON.stringify(right)}`;
  for (const key of new Set([...Object.keys(right), ...Object.keys(other)])) {
    if (!isDeepStrictEqual(right[key], other[key])) return difference(right[key], other[key], `${path}.${key}`);
  }
  return `${path} differs`;
}
