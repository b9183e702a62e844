/** The load generator, in a process of its own: it is told of one round at a time and answers with what it saw. */
import autocannon from "autocannon";

/** One server under load for a while. */
export interface Load {
  readonly url: string;
  readonly token: string;
  /** Sent one after the other, from the start again after the last: every connection the same sequence. */
  readonly bodies: readonly string[];
  readonly connections: number;
  readonly seconds?: number;
  /** Instead of `seconds`. */
  readonly requests?: number;
}

export interface Observed {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Answers that were not 200, connections that broke, requests without an answer in 10 seconds. */
  readonly failures: number;
  /** Bytes of the shortest answer: an answer that says no is short. */
  readonly shortest: number;
}

if (process.send) {
  process.on("message", (load: Load) => void run(load).then((observed) => process.send!(observed)));
  process.on("disconnect", () => process.exit());
}

async function run({ url, token, bodies, connections, seconds, requests }: Load): Promise<Observed> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const latencies: number[] = [];
  let shortest = Infinity;
  const started = performance.now();
  let ended = started;
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = autocannon(
      {
        url,
        connections,
        timeout: 10,
        sampleInt: 50, // how often it looks whether it has done enough
        ...(requests === undefined ? { duration: seconds! } : { amount: requests }),
        requests: bodies.map((body) => ({ method: "POST" as const, headers, body })),
      },
      (error: Error | null, found: autocannon.Result) => (error ? reject(error) : resolve(found)),
    );
    // Its own percentiles are whole milliseconds.
    instance.on("response", (_client, _status, bytes, milliseconds) => {
      latencies.push(milliseconds);
      shortest = Math.min(shortest, bytes);
      ended = performance.now();
    });
  });
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? NaN;
  return {
    requests: latencies.length,
    seconds: (ended - started) / 1000,
    p50: at(0.5),
    p99: at(0.99),
    failures: result.errors + result.timeouts + result.non2xx,
    shortest,
  };
}
