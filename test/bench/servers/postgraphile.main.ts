/**
 * PostGraphile 5 as its documentation sets it up: the Amber preset, Grafserv on Node's own HTTP server, row level security
 * fed by `pgSettings`, the connection filter plugin for filters other than equality. No GraphiQL, no watching, no explaining.
 */
import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { makePgService } from "postgraphile/adaptors/pg";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { makePgSmartTagsPlugin } from "postgraphile/utils";
import { PostGraphileConnectionFilterPreset } from "postgraphile-plugin-connection-filter";
import { readPeer, viewerOf } from "./peer.ts";

const peer = readPeer();

/** "Series" is its own plural: one and many would have the same name, and fields would be left out of the schema. */
const seriesHaveAPlural = makePgSmartTagsPlugin({ kind: "class", match: "series", tags: { name: "recurrence" } });

const preset: GraphileConfig.Preset = {
  extends: [PostGraphileAmberPreset, PostGraphileConnectionFilterPreset],
  plugins: [seriesHaveAPlural],
  pgServices: [
    makePgService({
      connectionString: peer.databaseUrl,
      schemas: ["public"],
      poolConfig: { max: peer.poolSize },
      // Tables are reached as the role that the gateway also has; the policies read these two.
      pgSettings({ node }) {
        const { firmId, personId } = viewerOf(peer, node?.req.headers.authorization);
        return { "app.firm_id": firmId, "app.person_id": personId };
      },
    }),
  ],
  grafserv: { graphqlPath: "/graphql", graphiql: false, watch: false },
  grafast: { explain: false },
  schema: {
    // Lists beside connections, as most choose: a few related rows need no pages.
    defaultBehavior: "connection list",
    connectionFilterRelations: true,
  },
};

const instance = postgraphile(preset);
const served = createServer();
await instance.createServ(grafserv).addTo(served);
await instance.getSchema();

// Grafserv answers every request to the server it is added to: the launcher's question is answered before it hears of it.
const server = createServer((request, response) => {
  if (request.url === "/readyz") response.end();
  else served.emit("request", request, response);
});
server.listen(peer.port, "127.0.0.1");
