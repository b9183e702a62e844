import { FirmFactory, type Link, openLink, within } from "@coachwork/testing";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";
import { startPlatform, type TestPlatform } from "../support/platform.ts";
import { type RunningServer, startServer } from "../support/server.ts";
import { signIn } from "../support/sign-in.ts";

/** Two of each service on a PostgreSQL of their own, which they reach by a link that can fail, and a firm that uses them. */
export interface World {
  readonly server: RunningServer;
  readonly link: Link;
  /** Reached directly: for arranging and for looking. */
  readonly database: TestDatabase;
  readonly platforms: readonly TestPlatform[];
  readonly firm: FirmFactory;
  /** Of a program manager. */
  readonly token: string;
  readonly ownerToken: string;
  close(): Promise<void>;
}

/** Here it is not the pace that is tried, and partners are on this machine. */
const settings = { COST_BUCKET: "1000000000000", COST_FIRM_MULTIPLE: "1000", ALLOW_PRIVATE_ADDRESSES: "true" };

export async function openWorld(): Promise<World> {
  const server = await startServer();
  const link = await openLink(server.adminUrl);
  const database = await createTestDatabase({ server });
  const linked: TestDatabase = {
    ...database,
    gatewayUrl: link.by(database.gatewayUrl),
    schedulingUrl: link.by(database.schedulingUrl),
  };
  const platforms = [await startPlatform(linked, settings), await startPlatform(linked, settings)];
  const firm = await FirmFactory.create(database.admin);
  const token = await signIn(database, firm, await firm.person(["PROGRAM_MANAGER"]));
  const ownerToken = await signIn(database, firm, await firm.person(["OWNER"]));
  return {
    ...{ server, link, database, platforms, firm, token, ownerToken },
    async close() {
      await Promise.all(platforms.map((platform) => platform.stop()));
      await link.close();
      await database.drop();
      await server.stop();
    },
  };
}

/** Waits as `within` does, where asking may fail as well while something is down. Patience is in milliseconds. */
export const eventually = (what: string, condition: () => Promise<boolean>, patience = 60_000) =>
  within(patience, what, () => condition().catch(() => false));
