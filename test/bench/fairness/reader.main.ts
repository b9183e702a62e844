/** Reads as an admin's page does, one page after the other, in a process of its own; answers with how long it waited. */
import { setTimeout as pause } from "node:timers/promises";

export interface Reading {
  readonly url: string;
  readonly token: string;
  readonly seconds: number;
}

export interface Waited {
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** The first answer that had an error. */
  readonly refusal: string | null;
}

const query =
  "{ me { name } people(first: 20) { nodes { id name roles } } sessions(first: 20) { nodes { id startsAt } } }";

process.on("message", (reading: Reading) => void read(reading).then((waited) => process.send!(waited)));
process.on("disconnect", () => process.exit());

async function read({ url, token, seconds }: Reading): Promise<Waited> {
  const waits: number[] = [];
  let refusal: string | null = null;
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  for (const end = performance.now() + seconds * 1_000; performance.now() < end && refusal === null;) {
    const began = performance.now();
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query }) });
    const { errors } = (await response.json()) as { errors?: { message: string }[] };
    waits.push(performance.now() - began);
    refusal = errors?.[0]?.message ?? null;
    await pause(5);
  }
  waits.sort((a, b) => a - b);
  const at = (part: number) => waits[Math.min(waits.length - 1, Math.floor(part * waits.length))]!;
  return { p50: at(0.5), p99: at(0.99), refusal };
}
