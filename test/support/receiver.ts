import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { until } from "@coachwork/testing";

/** A message as an endpoint received it. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The `webhook-id`. */
  readonly id: string;
  readonly body: string;
  /** The body, parsed. */
  readonly message: {
    readonly type: string;
    readonly timestamp: string;
    readonly data: Readonly<Record<string, unknown>>;
  };
}

/** A partner's system, whose behaviour the test decides. It answers 204 unless told otherwise. */
export class Receiver {
  readonly received: Received[] = [];
  answer: (response: ServerResponse, received: Received) => void = (response) => void response.writeHead(204).end();
  readonly #server = createServer((request, response) => {
    void buffer(request).then((bytes) => {
      const body = bytes.toString("utf8");
      const id = String(request.headers["webhook-id"]);
      const message = JSON.parse(body) as Received["message"];
      const received = { path: request.url!, headers: request.headers, id, body, message };
      this.received.push(received);
      this.answer(response, received);
    });
  });

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((resolve) => receiver.#server.listen(0, "127.0.0.1", resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** How many connections are open. */
  connections(): Promise<number> {
    return new Promise((resolve, reject) =>
      this.#server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
    );
  }

  /** Answers everything with this status. */
  answers(status: number, body = "", headers: Record<string, string> = {}): void {
    this.answer = (response) => void response.writeHead(status, headers).end(body);
  }

  /** Waits for this many messages, to a path if one is given. */
  async until(count: number, path?: string): Promise<readonly Received[]> {
    const found = () => this.received.filter((each) => path === undefined || each.path === path);
    await until(`${count} messages`, () => found().length >= count);
    return found();
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
