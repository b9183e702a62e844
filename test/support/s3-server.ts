import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A server that speaks S3, as a process of its own, with one bucket. */
export interface S3Server {
  readonly settings: Record<string, string>;
  stop(): Promise<void>;
}

const program = createRequire(import.meta.url).resolve("s3rver/bin/s3rver.js");

export async function startS3Server(): Promise<S3Server> {
  const folder = await mkdtemp(join(tmpdir(), "coachwork-s3-"));
  const options = ["--address", "127.0.0.1", "--port", "0", "--directory", folder, "--configure-bucket", "files"];
  const child = spawn(process.execPath, [program, ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const endpoint = `http://${await addressOf(child)}`;
  return {
    settings: {
      FILES_S3_BUCKET: "files",
      FILES_S3_ENDPOINT: endpoint,
      FILES_S3_ACCESS_KEY_ID: "S3RVER",
      FILES_S3_SECRET_ACCESS_KEY: "S3RVER",
    },
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const address = /listening on (\S+:\d+)/.exec(line)?.[1];
    if (address) return address;
  }
  throw new Error("The S3 server ended before it listened.");
}
