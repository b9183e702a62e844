import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createConnection, createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { until } from "@coachwork/testing";

/** The program, as NATS_SERVER names it or as it is found in PATH. Undefined if this machine has none. */
export const natsProgram = process.env["NATS_SERVER"] ?? inPath("nats-server");

function inPath(name: string): string | undefined {
  const places = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, name));
  return places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** A NATS server with JetStream, which can be killed and started again. */
export class NatsServer {
  #process: ChildProcess | undefined;

  private constructor(
    private readonly program: string,
    private readonly port: number,
    private readonly folder: string,
    private readonly options: readonly string[],
  ) {}

  static async start(program: string, options: readonly string[] = ["-js"]): Promise<NatsServer> {
    const folder = await mkdtemp(join(tmpdir(), "coachwork-nats-"));
    const server = new NatsServer(program, await freePort(), folder, options);
    await server.start();
    return server;
  }

  get url(): URL {
    return new URL(`nats://127.0.0.1:${this.port}`);
  }

  async start(): Promise<void> {
    const { port, folder, options } = this;
    this.#process = spawn(this.program, ["-a", "127.0.0.1", "-p", String(port), "-sd", folder, ...options], {
      stdio: "ignore",
    });
    await until("the NATS server", () => takesConnections(port));
  }

  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child) return;
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function takesConnections(port: number): Promise<boolean> {
  const socket = createConnection(port, "127.0.0.1");
  return new Promise((resolve) => {
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
  }).finally(() => socket.destroy()) as Promise<boolean>;
}
