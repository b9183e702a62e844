import { type Follower, followAll } from "./followers.ts";
import { openPartners, type Partner } from "./partners.ts";
import { openWorld, type World } from "./world.ts";
import { Writer } from "./writers.ts";

/** How large a story is. */
export interface Size {
  readonly writers: number;
  readonly followers: number;
  /** How long a writer rests between two changes, in milliseconds. */
  readonly restMs: number;
}

/** People who write and others who follow, and partners who are told, while everything fails that can. */
export interface Story {
  readonly world: World;
  readonly writers: readonly Writer[];
  readonly followers: readonly Follower[];
  readonly partners: readonly Partner[];
  /** The number of the last event before the story. */
  readonly after: number;
  close(): Promise<void>;
}

export async function openStory({ writers: count, followers: many, restMs }: Size): Promise<Story> {
  const world = await openWorld();
  const { key, partners } = await openPartners(world);
  const writers: Writer[] = [];
  for (let place = 0; place < count; place += 1) writers.push(await Writer.open(world, place % 3 !== 1, restMs));
  const { rows } = await world.database.admin.query<{ last: number }>(
    "select last_seq::int as last from firm_counter where firm_id = $1",
    [world.firm.firmId],
  );
  const after = rows[0]!.last;
  const desks = writers.map(({ desk }) => desk);
  const followers = followAll(world, desks, { count: many, after, key });
  for (const writer of writers) writer.begin();
  return {
    ...{ world, writers, followers, partners, after },
    async close() {
      await Promise.all([...writers, ...followers].map((one) => one.stop()));
      await world.close();
      await Promise.all(partners.map(({ receiver }) => receiver.stop()));
    },
  };
}
