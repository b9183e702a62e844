/** Books through GraphQL, in a process of its own: it is told of one round at a time and answers with what it saw. */
import { Agent, request } from "node:http";
import type { Booker } from "./world.ts";

export interface BookingLoad {
  readonly url: string;
  readonly token: string;
  /** Each books one session after the other, without a pause. */
  readonly bookers: readonly Booker[];
  readonly seconds: number;
  /** The first session's start, epoch milliseconds; each booker's next session starts `stepMs` later. */
  readonly from: number;
  readonly stepMs: number;
  /** How much later each booker's first session starts than that of the one before. */
  readonly offsetMs: number;
}

export interface BookingsObserved {
  readonly bookings: number;
  readonly seconds: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** The first answer that was no booking. */
  readonly refusal: string | null;
}

const SESSION_MS = 1_800_000;
const mutation = `mutation Book($input: BookSessionInput!) {
  bookSession(input: $input) { session { id } userErrors { code message } }
}`;

process.on("message", (load: BookingLoad) => void run(load).then((observed) => process.send!(observed)));
process.on("disconnect", () => process.exit());

async function run({ url, token, bookers, seconds, ...times }: BookingLoad): Promise<BookingsObserved> {
  const agent = new Agent({ keepAlive: true, maxSockets: bookers.length });
  const latencies: number[] = [];
  let refusal: string | null = null;
  const started = performance.now();
  const deadline = started + seconds * 1000;
  await Promise.all(
    bookers.map(async ({ engagementId }, place) => {
      let startsAt = times.from + place * times.offsetMs;
      for (; performance.now() < deadline && refusal === null; startsAt += times.stepMs) {
        const input = {
          engagementId: `engagement_${engagementId.replaceAll("-", "")}`,
          startsAt: new Date(startsAt),
          endsAt: new Date(startsAt + SESSION_MS),
        };
        const sent = performance.now();
        const text = await post(url, token, agent, JSON.stringify({ query: mutation, variables: { input } }));
        if (!text.includes(`"session":{"id":"session_`)) refusal ??= text.slice(0, 500);
        latencies.push(performance.now() - sent);
      }
    }),
  );
  const ended = performance.now();
  agent.destroy();
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor((latencies.length - 1) * share)] ?? NaN;
  const elapsed = (ended - started) / 1000;
  return { bookings: latencies.length, seconds: elapsed, p50: at(0.5), p99: at(0.99), refusal };
}

function post(url: string, token: string, agent: Agent, body: string): Promise<string> {
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    authorization: `Bearer ${token}`,
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve(Buffer.concat(chunks).toString()));
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
