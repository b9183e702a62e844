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
  /** Of somebody who runs the practice. */
  readonly token: string;
  close(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const server = await startServer();
  const link = await openLink(server.adminUrl);
  const database = await createTestDatabase({ server });
  const linked: TestDatabase = {
    ...database,
    gatewayUrl: link.by(database.gatewayUrl),
    schedulingUrl: link.by(database.schedulingUrl),
  };
  const platforms = [await startPlatform(linked), await startPlatform(linked)];
  const firm = await FirmFactory.create(database.admin);
  const token = await signIn(database, firm, await firm.person(["PROGRAM_MANAGER"]));
  return {
    ...{ server, link, database, platforms, firm, token },
    async close() {
      await Promise.all(platforms.map((platform) => platform.stop()));
      await link.close();
      await database.drop();
      await server.stop();
    },
  };
}

/** A coach with an engagement in which nearly everything can be booked. */
export async function coachIn({ firm }: World): Promise<{ readonly coach: string; readonly engagement: string }> {
  const coach = await firm.person(["COACH"]);
  const people = { coaches: [coach], participants: [await firm.person(["CLIENT"])] };
  const engagement = await firm.engagement(people, { allocation_amount: 1_000 });
  await firm.availability(coach);
  return { coach, engagement };
}

/** Waits as `within` does, where asking may fail as well while something is down. Patience is in milliseconds. */
export const eventually = (what: string, condition: () => Promise<boolean>, patience = 60_000) =>
  within(patience, what, () => condition().catch(() => false));
