import type { BenchDatabase } from "../database.ts";
import type { BenchViewer } from "../world.ts";
import { type BenchServer, startPeer } from "./server.ts";

/** See `postgraphile.main.ts`. */
export function startPostgraphile(database: BenchDatabase, viewers: readonly BenchViewer[]): Promise<BenchServer> {
  return startPeer({
    name: "postgraphile",
    entry: "postgraphile.main.ts",
    databaseUrl: database.gateway,
    viewers,
    body: (_, { postgraphile }) => JSON.stringify(postgraphile),
  });
}
