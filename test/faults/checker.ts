import { readdir } from "node:fs/promises";
import { apiId } from "@coachwork/testing";
import type { Follower } from "./followers.ts";
import { eventually, type World } from "./world.ts";
import type { Asked, Writer } from "./writers.ts";

interface Booked {
  readonly id: string;
  readonly coach: string;
  readonly startsAt: Date;
}

/** Waits until nothing is left to be done, and gives all that does not hold: lies, losses, repeats. Nothing: all is well. */
export async function faultsFound(world: World, writers: readonly Writer[], followers: readonly Follower[]) {
  const booked = await rows<Booked>(
    world,
    `select s.id, c.coach_id as coach, s.starts_at as "startsAt" from session s
     join session_coach c on c.firm_id = s.firm_id and c.session_id = s.id where s.firm_id = $1`,
  );
  const found = [
    ...lies(
      writers.flatMap(({ asked }) => asked),
      booked,
    ),
    ...(await gaps(world)),
    ...(await missed(world, followers)),
    ...(await ledger(world, booked.length)),
    ...(await leftUndone(world, booked.length)),
  ];
  return found;
}

/** What clients were told, against what there is. */
function lies(asked: readonly Asked[], booked: readonly Booked[]): string[] {
  const bySlot = Map.groupBy(booked, ({ coach, startsAt }) => `${coach} ${startsAt.toISOString()}`);
  return asked.flatMap(({ coach, startsAt, hasKey, told, session, message }) => {
    const there = bySlot.get(`${coach} ${startsAt}`) ?? [];
    const say = (what: string) => [
      `A booking${hasKey ? " with a key" : ""} was told ${told} (${message}), and ${what}.`,
    ];
    if (/Something went wrong/.test(message)) return say("an outage is no bug");
    if (there.length > 1) return say(`was made ${there.length} times`);
    if (told === "DONE" && there.length === 0) return say("was not made");
    if (told === "DONE" && apiId("session", there[0]!.id) !== session) return say(`is ${there[0]!.id}, not ${session}`);
    if ((told === "NOT_DONE" || told === "REFUSED") && there.length === 1) return say("was made");
    return [];
  });
}

/** The log's numbers are dense. */
async function gaps(world: World): Promise<string[]> {
  const [log] = await rows<{ count: number; last: number; counter: number }>(
    world,
    `select count(*)::int as count, max(seq)::int as last,
       (select last_seq::int from firm_counter where firm_id = $1) as counter from event where firm_id = $1`,
  );
  return log!.count === log!.last && log!.last === log!.counter ? [] : [`The log has gaps: ${JSON.stringify(log)}.`];
}

/** Each follower got each event of its coach, once and in order. */
async function missed(world: World, followers: readonly Follower[]): Promise<string[]> {
  const found = followers.map(async (follower) => {
    const events = await rows<{ seq: number }>(
      world,
      `select seq::int as seq from event where firm_id = $1 and type like 'session.%' and ids->'coaches' ? '${follower.coach}'
       order by seq`,
    );
    const wanted = events.map(({ seq }) => seq);
    await eventually("followers", async () => follower.seqs.length >= wanted.length).catch(() => undefined);
    if (follower.ended !== undefined) return [`A follower ended: ${JSON.stringify(follower.ended)}.`];
    if (follower.bare.length > 0) return [`A follower got events without their sessions: ${follower.bare.join()}.`];
    if (JSON.stringify(follower.seqs) === JSON.stringify(wanted)) return [];
    const lost = wanted.filter((seq) => !follower.seqs.includes(seq));
    return [`A follower got ${follower.seqs.length} of ${wanted.length} events; missed: ${lost.join() || "none"}.`];
  });
  return (await Promise.all(found)).flat();
}

/** Each session takes one of its engagement's allocation, once. */
async function ledger(world: World, sessions: number): Promise<string[]> {
  const [entries] = await rows<{ count: number; sessions: number }>(
    world,
    `select count(*)::int as count, count(distinct session_id)::int as sessions from allocation_entry
     where firm_id = $1 and kind = 'RESERVE'`,
  );
  const isRight = entries!.count === sessions && entries!.sessions === sessions;
  return isRight ? [] : [`The ledger has ${JSON.stringify(entries)} of ${sessions} sessions.`];
}

/** Coach and client have one letter of each session, and no job is left that is due. */
async function leftUndone(world: World, sessions: number): Promise<string[]> {
  // A letter may go out twice where a process is killed, and has one Message-ID then: it is what a file is called by.
  const letters = async () => {
    const files = await Promise.all(world.platforms.map(({ outbox }) => readdir(outbox)));
    return new Set(files.flat().filter((name) => name.endsWith(".eml")));
  };
  const due = async () => {
    const { rows: jobs } = await world.database.admin.query<{ count: number }>(
      "select count(*)::int as count from graphile_worker._private_jobs where run_at < now()",
    );
    return jobs[0]!.count;
  };
  const isDone = async () => (await due()) === 0 && (await letters()).size >= 2 * sessions;
  await eventually("all jobs", isDone, 180_000).catch(() => undefined);
  const [jobs, sent] = [await due(), (await letters()).size];
  return [
    ...(jobs === 0 ? [] : [`${jobs} jobs that are due are not done.`]),
    ...(sent === 2 * sessions ? [] : [`${sent} letters were sent of ${2 * sessions}.`]),
  ];
}

async function rows<Row extends object>({ database, firm }: World, text: string): Promise<Row[]> {
  return (await database.admin.query<Row>(text, [firm.firmId])).rows;
}
