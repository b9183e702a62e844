import { afterAll } from "@jest/globals";
import { type FirmFactory, TestClient } from "@coachwork/testing";
import { createTestDatabase, type SharedDatabase, type TestDatabase } from "./database.ts";
import { type PlatformPlace, startPlatform, type TestPlatform } from "./platform.ts";
import { type SharedPlatform, sharedPlatform } from "./shared-platform.ts";
import { signIn } from "./sign-in.ts";

/** The services as processes and their database, for the tests of a file. Everything is closed after them. */
export interface Stage<Database = SharedDatabase, Platform = PlatformPlace> {
  readonly database: Database;
  readonly platform: Platform;
  /** Signs a person in. The client's connections are closed with the stage. */
  signedIn(firm: FirmFactory, person: string): Promise<TestClient>;
}

/** The stage that files share. Each file uses its own firms and does nothing that another firm would notice. */
export async function sharedStage(): Promise<Stage<SharedDatabase, SharedPlatform>> {
  const { database, platform } = await sharedPlatform();
  return stageOf(database, platform, () => database.admin.end());
}

/** A stage for one file, which needs its own settings or does what would disturb others. */
export async function ownStage(
  settings: Record<string, string> = {},
  options: { readonly isLogged?: boolean } = {},
): Promise<Stage<TestDatabase, TestPlatform>> {
  const database = await createTestDatabase(options);
  const platform = await startPlatform(database, settings).catch(async (error: unknown) => {
    await database.drop();
    throw error;
  });
  return stageOf(database, platform, async () => {
    await platform.stop();
    await database.drop();
  });
}

function stageOf<Database extends SharedDatabase, Platform extends PlatformPlace>(
  database: Database,
  platform: Platform,
  clear: () => Promise<void>,
): Stage<Database, Platform> {
  const clients: TestClient[] = [];
  afterAll(async () => {
    for (const client of clients) await client.close();
    await clear();
  });
  return {
    database,
    platform,
    async signedIn(firm, person) {
      const client = new TestClient(platform.url, await signIn(database, firm, person));
      clients.push(client);
      return client;
    },
  };
}
