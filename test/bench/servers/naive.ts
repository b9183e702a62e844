import { join } from "node:path";
import { build } from "esbuild";
import type { BenchDatabase } from "../database.ts";
import type { BenchViewer } from "../world.ts";
import { type BenchServer, startPeer } from "./server.ts";

/** See `naive/main.ts`: it has decorators, which Node does not read, and so is compiled first. */
export async function startNaive(database: BenchDatabase, viewers: readonly BenchViewer[]): Promise<BenchServer> {
  await build({
    entryPoints: [join(import.meta.dirname, "naive", "main.ts")],
    outfile: join(import.meta.dirname, "..", "dist", "naive.js"),
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node24",
    keepNames: true,
    logLevel: "error",
  });
  return startPeer({
    name: "naive",
    entry: "../dist/naive.js",
    databaseUrl: database.gateway,
    viewers,
    body: (_, { coachwork, naive = coachwork }) => JSON.stringify(naive),
  });
}
