import { CoachworkClient, graphql } from "@coachwork/client";
import { apiId } from "@coachwork/testing";
import type { World } from "./world.ts";

const changes = graphql(
  "subscription ($coach: ID!) { scheduleChanged(coachId: $coach, after: 0) { seq session { id } } }",
);

/** Follows a coach's schedule from its beginning, on a socket that connects again for as long as it takes. */
export class Follower {
  /** The numbers of the events, in the order in which they came. */
  readonly seqs: number[] = [];
  /** Events without their session. */
  readonly bare: number[] = [];
  /** Why it ended; undefined while it goes on. */
  ended: unknown;
  readonly #client: CoachworkClient;
  readonly #following: Promise<void>;

  readonly coach: string;

  constructor({ platforms, token }: World, coach: string, gateway: number) {
    this.coach = coach;
    this.#client = new CoachworkClient({ url: platforms[gateway]!.url, token });
    this.#following = this.#follow().then(
      () => void (this.ended ??= "completed"),
      (error: unknown) => void (this.ended = String(error)),
    );
  }

  async #follow(): Promise<void> {
    for await (const { scheduleChanged } of this.#client.subscribe(changes, { coach: apiId("person", this.coach) })) {
      this.seqs.push(scheduleChanged.seq);
      if (!scheduleChanged.session) this.bare.push(scheduleChanged.seq);
    }
  }

  async stop(): Promise<void> {
    this.#client.close();
    await this.#following;
  }
}
