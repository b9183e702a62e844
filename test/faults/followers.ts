import { resuming } from "@coachwork/infra/resuming";
import { type AnyData, apiId } from "@coachwork/testing";
import { type Client, createClient } from "graphql-ws";
import WebSocket from "ws";
import type { World } from "./world.ts";

const changes = "subscription($coach: ID!) { scheduleChanged(coachId: $coach, after: 0) { seq session { id } } }";

/** Follows a coach's schedule from its beginning, on a socket that connects again for as long as it takes. */
export class Follower {
  /** The numbers of the events, in the order in which they came. */
  readonly seqs: number[] = [];
  /** Events without their session. */
  readonly bare: number[] = [];
  /** Why it ended; undefined while it goes on. */
  ended: unknown;
  readonly #client: Client;

  readonly coach: string;

  constructor({ platforms, token }: World, coach: string, gateway: number) {
    this.coach = coach;
    this.#client = createClient({
      url: `${platforms[gateway]!.url.replace("http", "ws")}/graphql`,
      connectionParams: { authorization: `Bearer ${token}` },
      webSocketImpl: WebSocket,
      shouldRetry: () => true,
      retryAttempts: Infinity,
      retryWait: () => new Promise((resolve) => setTimeout(resolve, 300)),
      keepAlive: 2_000,
    });
    resuming(this.#client).subscribe<AnyData>(
      { query: changes, variables: { coach: apiId("person", coach) } },
      {
        next: ({ data, errors }) => {
          if (errors) this.ended = errors;
          if (!data) return;
          this.seqs.push(data.scheduleChanged.seq);
          if (!data.scheduleChanged.session) this.bare.push(data.scheduleChanged.seq);
        },
        error: (error) => (this.ended = error),
        complete: () => (this.ended ??= "completed"),
      },
    );
  }

  async stop(): Promise<void> {
    await this.#client.dispose();
  }
}
