/**
 * The naive way, as a reminder of what the reader is for: Apollo, type-graphql and TypeORM, where each field looks up what it
 * needs, one row after the other, in the same transaction of the tenant.
 */
import "reflect-metadata";
import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled } from "@apollo/server/plugin/disabled";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import { entities, SnakeNaming } from "@coachwork/schema";
import { fastify } from "fastify";
import pg from "pg";
import { buildSchema } from "type-graphql";
import { DataSource, type QueryRunner } from "typeorm";
import { readPeer, viewerOf } from "../peer.ts";
import {
  AttendanceResolver,
  type Context,
  EngagementResolver,
  MembershipResolver,
  NoteResolver,
  PersonResolver,
  SessionCoachResolver,
  SessionResolver,
} from "./resolvers.ts";
import { ActionItemResolver, EngagementWorkResolver, GoalResolver } from "./work.ts";

const peer = readPeer();
pg.types.setTypeParser(pg.types.builtins.DATE, (text: string) => text);
const source = new DataSource({
  type: "postgres",
  url: peer.databaseUrl,
  entities: [...entities],
  namingStrategy: new SnakeNaming(),
  poolSize: peer.poolSize,
});
await source.initialize();

interface Request extends Context {
  readonly runner: QueryRunner;
}

const schema = await buildSchema({
  resolvers: [
    ActionItemResolver,
    AttendanceResolver,
    EngagementResolver,
    EngagementWorkResolver,
    GoalResolver,
    MembershipResolver,
    NoteResolver,
    PersonResolver,
    SessionCoachResolver,
    SessionResolver,
  ],
  validate: false,
});
const apollo = new ApolloServer<Request>({
  schema,
  stopOnTerminationSignals: false,
  plugins: [
    ApolloServerPluginCacheControlDisabled(),
    {
      requestDidStart: async () => ({
        async willSendResponse({ contextValue: { runner } }) {
          await runner.commitTransaction();
          await runner.release();
        },
      }),
    },
  ],
});
await apollo.start();

const server = fastify();
server.get("/readyz", () => "ready");
server.post(
  "/graphql",
  fastifyApolloHandler(apollo, {
    context: async ({ headers }) => {
      const viewer = viewerOf(peer, headers.authorization);
      const runner = source.createQueryRunner();
      await runner.startTransaction();
      await runner.query(`set local app.firm_id = '${viewer.firmId}'; set local app.person_id = '${viewer.personId}'`);
      return { viewer, runner, manager: runner.manager };
    },
  }),
);
await server.listen({ host: "127.0.0.1", port: peer.port });
process.once("SIGTERM", () => process.exit());
