import { Agent } from "node:http";
import { beforeAll, expect, jest, test } from "@jest/globals";
import { createSchema } from "../../apps/gateway/src/schema.js";
import { type Conversation, Conversations, converse } from "./generated/frames.js";
import { faultOfAnswer, faultOfConversation, Tally } from "./generated/judge.js";
import { Pace, type Told } from "./generated/pace.js";
import { Operations } from "./generated/operations.js";
import { Random } from "./generated/random.js";
import { ask, type HttpRequest, Requests } from "./generated/requests.js";
import { Values } from "./generated/values.js";
import { openViewers, type Viewers } from "./generated/viewers.js";
import { ownStage } from "../support/stage.ts";

/*
 * The guard of the edges: whatever a client sends is answered, and what it does wrong is never a fault of ours. Each failure
 * names its seed and what was sent. GENERATED_COUNT and GENERATED_SEED ask for more, and for others (see CONTRIBUTING.md).
 */
const seed = Number(process.env.GENERATED_SEED ?? 20_270_301);
const count = Number(process.env.GENERATED_COUNT ?? 10_000);
/** How many frames are sent on each socket. */
const frames = 30;
const atOnce = 8;
/** No answer is overtaken by more than this many answers to what was sent after it. */
const patience = 1_000;

jest.setTimeout(Math.max(300_000, 60 * count));

let viewers: Viewers;
let pids: readonly (number | undefined)[];

// Here it is not the pace that is tried.
const dear = String(1_000_000_000_000);
const { database, platform } = await ownStage({
  COST_BUCKET: dear,
  COST_RESTORE_PER_SECOND: dear,
  COST_FIRM_MULTIPLE: "1000",
});
const schema = await createSchema();

beforeAll(async () => {
  viewers = await openViewers(database, platform.url, schema);
  pids = [platform.gateway.pid(), platform.scheduling.pid()];
});

/** Generates what is sent at each place, by one viewer after the other. */
function generate<T>(places: number, from: number, how: (generators: Generators, place: number) => T): readonly T[] {
  return Random.places(from, places).map((random, place) => {
    const operations = new Operations(schema, random, viewers.known);
    const values = new Values(random, viewers.known, false);
    const requests = new Requests(random, operations, values);
    return how({ requests, conversations: new Conversations(random, operations) }, place);
  });
}

interface Generators {
  readonly requests: Requests;
  readonly conversations: Conversations;
}

const viewerAt = (place: number) => viewers.authorizations[place % viewers.authorizations.length];

/** Does all of it, some at a time; gives what is wrong with each. */
async function faultsOf<T>(all: readonly T[], judge: (one: T) => Promise<string | undefined>): Promise<string[]> {
  const faults: string[] = [];
  let next = 0;
  const worker = async () => {
    for (let place = next++; place < all.length; place = next++) {
      const fault = await judge(all[place]!);
      if (fault !== undefined) faults.push(`seed ${seed}, number ${place}: ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return faults;
}

const shown = (sent: unknown) => JSON.stringify(sent).slice(0, 2_000);

async function expectNoFault(faults: readonly string[], pace: Pace, tally: Tally): Promise<void> {
  expect(faults.slice(0, 20)).toEqual([]);
  expect(platform.failures()).toEqual([]);
  expect([platform.gateway.pid(), platform.scheduling.pid()]).toEqual(pids);
  expect((await fetch(`${platform.url}/healthz`)).status).toBe(200);
  expect(pace.slowest).toBeLessThan(patience);
  // Who is turned away at the door, or refused for each input, tries little of what is behind.
  expect(tally.of("DATA") / tally.all).toBeGreaterThan(0.2);
  expect(tally.of("UNAUTHENTICATED") / tally.all).toBeLessThan(0.15);
}

test(`${count / 2} generated requests over HTTP are answered, and none as a fault of ours (seed ${seed})`, async () => {
  const all = generate(count / 2, seed, ({ requests }, place) =>
    requests.next(viewerAt(place), viewers.visitorAt(place)),
  );
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const [pace, tally] = [new Pace(), new Tally()];
  const faults = await faultsOf<HttpRequest>(all, async (request) => {
    const isAnswered = pace.begin();
    try {
      const answer = await ask(platform.url, agent, request);
      isAnswered();
      tally.count(answer.told);
      const fault = faultOfAnswer(answer);
      return fault && `${fault}\n  ${shown(request)}`;
    } catch (error) {
      return `${String(error)}\n  ${shown(request)}`;
    }
  });
  agent.destroy();
  await expectNoFault(faults, pace, tally);
});

test(`${count / 2} generated messages over WebSocket are answered, and none as a fault of ours (seed ${seed})`, async () => {
  const all = generate(Math.ceil(count / 2 / frames), seed + 1, ({ conversations }, place) =>
    conversations.next(viewerAt(place), frames),
  );
  const [pace, tally] = [new Pace(), new Tally()];
  const faults = await faultsOf<Conversation>(all, async (conversation) => {
    const heard = await converse(platform.url, conversation, pace);
    for (const { type, payload } of heard.messages) if (type === "next") tally.count(payload as Told);
    const fault = faultOfConversation(heard);
    return fault && `${fault}\n  ${conversation.frames.map(shown).join("\n  ").slice(0, 12_000)}`;
  });
  await expectNoFault(faults, pace, tally);
});
