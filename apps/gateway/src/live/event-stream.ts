import type { ServerResponse } from "node:http";
import { ConnectionClosed } from "./connection-closed.js";
import { untilRead } from "./until-read.js";

/** The limits of an event stream. */
export const streamLimits = {
  /** Concurrent streams of one person or key. */
  perActor: 100,
  /** Milliseconds for which a client may leave an event unread before its stream is cut. */
  patience: 30_000,
  /** Milliseconds between two signs of life, which keep proxies from hanging up. */
  heartbeat: 12_000,
};

/** A response of server-sent events, as graphql-sse understands them in its mode of distinct connections. */
export class EventStream {
  readonly #patience: number;

  constructor(
    private readonly response: ServerResponse,
    { patience, heartbeat }: Partial<typeof streamLimits> = {},
  ) {
    this.#patience = patience ?? streamLimits.patience;
    const beat = () => void this.#write(":\n\n")?.catch(() => undefined);
    const timer = setInterval(beat, heartbeat ?? streamLimits.heartbeat);
    response.once("close", () => clearInterval(timer));
  }

  /** Sends a result, and where the client resumes after it. Returns a promise unless it is already on its way. */
  next(result: string, position?: string): Promise<void> | undefined {
    const id = position === undefined ? "" : `id: ${position}\n`;
    return this.#write(`${id}event: next\ndata: ${result}\n\n`);
  }

  /** Says where the client resumes from now on. */
  position(position: string): Promise<void> | undefined {
    return this.#write(`id: ${position}\n\n`);
  }

  /** There is no more. Clients do not connect again. */
  complete(): void {
    if (this.#isOpen) this.response.end("event: complete\ndata:\n\n");
  }

  /** Ends before all was told. Clients connect again and resume. */
  cut(): void {
    this.response.destroy();
  }

  get #isOpen(): boolean {
    return !this.response.writableEnded && !this.response.destroyed;
  }

  /** A client that does not read delays its own events alone. After a while its stream is cut. */
  #write(text: string): Promise<void> | undefined {
    if (!this.#isOpen) return Promise.reject(new ConnectionClosed());
    let isOnItsWay = (): void => undefined;
    this.response.write(text, () => isOnItsWay());
    if (this.response.writableLength === 0) return undefined;
    const onRead = (listener: () => void) => (isOnItsWay = listener);
    return untilRead(onRead, () => this.cut(), this.#patience);
  }
}
