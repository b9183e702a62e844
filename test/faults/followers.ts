import { CoachworkClient, graphql } from "@coachwork/client";
import { apiId } from "@coachwork/testing";
import type { Desk } from "./deeds.ts";
import type { World } from "./world.ts";

const schedule = graphql(
  "subscription ($of: ID!, $after: Int!) { scheduleChanged(coachId: $of, after: $after) { seq session { id } } }",
);
const engagement = graphql(
  "subscription ($of: ID!, $after: Int!) { engagementChanged(engagementId: $of, after: $after) { seq object { id } } }",
);
const events = graphql("subscription ($after: Int!) { events(after: $after) { seq object { id } } }");

/** Events of the firm that tell what a writer did, by who may see what they are about. */
const SESSIONS = "type = 'session.booked'";
const ORGANIZATIONS = "type in ('organization.created', 'organization.archived')";
const WORK = "type in ('note.created', 'action_item.created', 'action_item.finished')";
/** All that the story's writers cause. */
export const KNOWN = [SESSIONS, ORGANIZATIONS, WORK].join(" or ");
/** What those who run the practice, and keys that read everything, hear of all that. */
export const PUBLIC = `(${SESSIONS} or ${ORGANIZATIONS})`;

/** What somebody follows, and the condition on the log's events (`event`) that they must get. */
interface Followed {
  readonly name: string;
  readonly wanted: string;
  readonly token: string;
  follow(client: CoachworkClient, after: number): AsyncIterable<{ readonly seq: number; readonly isBare: boolean }>;
}

/** Follows something from the story's beginning on, on a socket that connects again for as long as it takes. */
export class Follower {
  readonly name: string;
  /** SQL, see `Followed`. */
  readonly wanted: string;
  /** The numbers of the events, in the order in which they came. */
  readonly seqs: number[] = [];
  /** Events without what they are about. */
  readonly bare: number[] = [];
  /** Why it ended; undefined while it goes on. */
  ended: unknown;
  readonly #client: CoachworkClient;
  readonly #following: Promise<void>;

  constructor({ platforms }: World, { name, wanted, token, follow }: Followed, gateway: number, after: number) {
    this.name = `${name} at gateway ${gateway + 1}`;
    this.wanted = wanted;
    const retry = { attempts: 10_000, firstPauseMs: 200, longestPauseMs: 3_000 };
    this.#client = new CoachworkClient({ url: platforms[gateway]!.url, token, retry });
    const take = async () => {
      for await (const { seq, isBare } of follow(this.#client, after)) {
        this.seqs.push(seq);
        if (isBare) this.bare.push(seq);
      }
    };
    this.#following = take().then(
      () => void (this.ended ??= "completed"),
      (error: unknown) => void (this.ended = String(error)),
    );
  }

  async stop(): Promise<void> {
    this.#client.close();
    await this.#following;
  }
}

/** So many followers of all that happens at the desks, at one gateway and the other. */
export function followAll(
  world: World,
  desks: readonly Desk[],
  { count, after, key }: { readonly count: number; readonly after: number; readonly key: string },
): Follower[] {
  const ofDesk = desks.map(followedAt);
  const all: readonly Followed[] = [ofTheFirm("the owner", world.ownerToken), ofTheFirm("a key", key)];
  return Array.from({ length: count }, (_, place) => {
    // Everybody who may follow a desk does; one of ten follows the whole firm.
    const turn = Math.floor(place / 10);
    const desk = ofDesk[(place + turn) % ofDesk.length]!;
    const followed = place % 10 === 0 ? all[turn % all.length]! : desk[(turn + (place % 10)) % desk.length]!;
    return new Follower(world, followed, place % world.platforms.length, after);
  });
}

function ofTheFirm(name: string, token: string): Followed {
  return {
    ...{ name: `${name} who follows events`, wanted: PUBLIC, token },
    async *follow(client, after) {
      for await (const { events: event } of client.subscribe(events, { after }))
        yield { seq: event.seq, isBare: event.object === null };
    },
  };
}

function followedAt({ coach, engagement: of, tokens }: Desk): readonly Followed[] {
  const scheduleBy = (name: string, token: string): Followed => ({
    ...{ name: `${name} who follows a schedule`, token, wanted: `${SESSIONS} and ids->'coaches' ? '${coach}'` },
    async *follow(client, after) {
      for await (const { scheduleChanged } of client.subscribe(schedule, { of: apiId("person", coach), after }))
        yield { seq: scheduleChanged.seq, isBare: scheduleChanged.session === null };
    },
  });
  const engagementBy = (name: string, token: string, seen: string): Followed => ({
    ...{ name: `${name} who follows an engagement`, token, wanted: `ids->>'engagement' = '${of}' and ${seen}` },
    async *follow(client, after) {
      for await (const { engagementChanged } of client.subscribe(engagement, { of: apiId("engagement", of), after }))
        yield { seq: engagementChanged.seq, isBare: engagementChanged.object === null };
    },
  });
  const isPrivate = `exists (select from note n where n.firm_id = event.firm_id and n.id = (ids->>'note')::uuid and n.visibility = 'PRIVATE')`;
  return [
    scheduleBy("a manager", tokens.manager),
    engagementBy("a coach", tokens.coach, WORK),
    scheduleBy("a coach", tokens.coach),
    engagementBy("a client", tokens.client, `${WORK} and not ${isPrivate}`),
  ];
}
