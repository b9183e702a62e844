import { readdir } from "node:fs/promises";
import { marksOf } from "./deeds.ts";
import { type Follower, KNOWN } from "./followers.ts";
import { faultsOfMessages, hasAll, type Partner } from "./partners.ts";
import type { Story } from "./story.ts";
import { eventually, type World } from "./world.ts";
import type { Asked } from "./writers.ts";

interface Booked {
  readonly mark: string;
  readonly id: string | null;
}

/** Waits until nothing is left to be done, and gives all that does not hold: lies, losses, repeats. Nothing: all is well. */
export async function faultsFound(story: Story): Promise<string[]> {
  const { world, writers, followers, partners, after } = story;
  const there = await rows<Booked>(world, marksOf);
  const sessions = there.filter(({ mark }) => mark.startsWith("session ")).length;
  const seqs = (wanted: string) => seqsOf(world, after, wanted);
  return [
    ...lies(
      writers.flatMap(({ asked }) => asked),
      there,
    ),
    ...(await gaps(world)),
    ...(await strangers(world, after)),
    ...(await missed(followers, seqs)),
    ...(await untold(partners, seqs)),
    ...(await ledger(world, sessions)),
    ...(await leftUndone(world, sessions)),
  ];
}

/** The codes of what is away for a while. */
const AWAY = /^(SERVICE_UNAVAILABLE|TIMEOUT|THROTTLED): /;

/** What clients were told, against what there is. */
function lies(asked: readonly Asked[], there: readonly Booked[]): string[] {
  const byMark = Map.groupBy(there, ({ mark }) => mark);
  return asked.flatMap(({ name, mark, hasKey, told, id, message }) => {
    const found = byMark.get(mark) ?? [];
    const say = (what: string) => [`${name}${hasKey ? " with a key" : ""} was told ${told} (${message}), and ${what}.`];
    if (/Something went wrong/.test(message)) return say("an outage is no bug");
    // Nothing that is asked for is wrong.
    if (told === "REFUSED" || (told === "NOT_DONE" && !AWAY.test(message))) return say("nothing is wrong with it");
    if (found.length > 1) return say(`was made ${found.length} times`);
    if (told === "DONE" && found.length === 0) return say("was not made");
    if (told === "DONE" && found[0]!.id !== null && found[0]!.id !== id) return say(`is ${found[0]!.id}, not ${id}`);
    if (told === "NOT_DONE" && found.length === 1) return say("was made");
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

/** Events that no writer caused: the story would not know who is to get them. */
async function strangers(world: World, after: number): Promise<string[]> {
  const found = await rows<{ type: string }>(
    world,
    `select distinct type from event where firm_id = $1 and seq > ${after} and not (${KNOWN})`,
  );
  return found.map(({ type }) => `Nobody did what the log tells: ${type}.`);
}

type SeqsOf = (wanted: string) => Promise<readonly number[]>;

/** The numbers of the story's events of which a condition holds, in order. */
async function seqsOf(world: World, after: number, wanted: string): Promise<readonly number[]> {
  const text = `select seq::int as seq from event where firm_id = $1 and seq > ${after} and (${wanted}) order by seq`;
  return (await rows<{ seq: number }>(world, text)).map(({ seq }) => seq);
}

/** Each follower got each event that it may see, once and in order. */
async function missed(followers: readonly Follower[], seqs: SeqsOf): Promise<string[]> {
  const found: string[] = [];
  for (const follower of followers) {
    const wanted = await seqs(follower.wanted);
    await eventually("followers", async () => follower.seqs.length >= wanted.length).catch(() => undefined);
    const { name, ended, bare, seqs: got } = follower;
    if (ended !== undefined) found.push(`${name} ended: ${JSON.stringify(ended)}.`);
    if (bare.length > 0) found.push(`${name} got events without what they are about: ${bare.join()}.`);
    if (JSON.stringify(got) === JSON.stringify(wanted)) continue;
    const lost = wanted.filter((seq) => !got.includes(seq));
    found.push(`${name} got ${got.length} of ${wanted.length} events; missed: ${lost.join() || "none"}.`);
  }
  return found;
}

/** Each partner got each event, at least once, and those about one thing in order. A gateway that died is replaced after 30 s. */
async function untold(partners: readonly Partner[], seqs: SeqsOf): Promise<string[]> {
  const found: string[] = [];
  for (const partner of partners) {
    const wanted = await seqs(partner.wanted);
    await eventually("webhooks", async () => hasAll(partner, wanted), 120_000).catch(() => undefined);
    found.push(...faultsOfMessages(partner, wanted));
  }
  return found;
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
