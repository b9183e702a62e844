import { cursorBefore } from "./pages/deep.ts";
import type { BenchServer } from "./servers/server.ts";
import { ask } from "./verify.ts";
import type { Explored, World } from "./world.ts";

interface Found {
  readonly sessions: { readonly edges: readonly { readonly cursor: string }[] };
}

/** Asks both GraphQL servers for their own cursor of the place far down, so that none has to be guessed. */
export async function withCursors(
  world: Explored,
  servers: Record<keyof typeof cursorBefore, BenchServer>,
): Promise<World> {
  const { depth, viewers } = world;
  const cursor = async (name: keyof typeof cursorBefore) => {
    const body = JSON.stringify({ query: cursorBefore[name], variables: { until: depth.until } });
    const { data } = await ask(servers[name], viewers.owner.token, body);
    return (data as Found).sessions.edges[0]!.cursor;
  };
  const cursors = { coachwork: await cursor("coachwork"), postgraphile: await cursor("postgraphile") };
  return { ...world, deep: { cursors, last: depth, offset: depth.offset } };
}
