import type { BenchDatabase } from "../database.ts";
import type { BenchViewer } from "../world.ts";
import { type BenchServer, startPeer } from "./server.ts";

/** See `limit.main.ts`. */
export function startLimit(database: BenchDatabase, viewers: readonly BenchViewer[]): Promise<BenchServer> {
  return start("limit", database.gateway, viewers);
}

/** The same as one whom no policy binds: what row level security itself costs. */
export function startUnguardedLimit(database: BenchDatabase, viewers: readonly BenchViewer[]): Promise<BenchServer> {
  return start("limit-no-rls", database.adminUrl, viewers);
}

function start(name: string, databaseUrl: string, viewers: readonly BenchViewer[]): Promise<BenchServer> {
  return startPeer({
    name,
    entry: "limit.main.ts",
    databaseUrl,
    viewers,
    body: (page, { limit }) => JSON.stringify({ page: page.name, values: limit }),
  });
}
