import { type Clock, systemClock } from "@coachwork/platform";
import { afterAll } from "@jest/globals";
import { type Ids, idsOf } from "./ids.js";
import { type Inside, openInside } from "./inside.js";
import { createWorld, type World } from "./world.js";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

/** The world of the isolation tests in a database of the file's own, and both services on it in the test's process. */
export interface InsideWorld {
  readonly database: TestDatabase;
  readonly world: World;
  readonly inside: Inside;
  readonly ids: Ids;
}

interface Options {
  readonly isLogged?: boolean;
  /** What the services take for now. */
  readonly clock?: Clock;
}

/** Opens it for the tests of a file, and clears it away after them. */
export async function insideWorld({ isLogged = false, clock = systemClock }: Options = {}): Promise<InsideWorld> {
  const database = await createTestDatabase({ isLogged });
  const world = await createWorld(database.admin);
  const inside = await openInside(database, 2, clock);
  afterAll(async () => {
    await inside.close();
    await database.drop();
  });
  return { database, world, inside, ids: await idsOf(database.admin, inside.database, world) };
}
