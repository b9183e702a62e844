import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { CoachworkClient, graphql, ApiError, succeeded, verifyWebhook } from "@coachwork/client";
import { FirmFactory, until } from "@coachwork/testing";
import { signIn } from "../support/sign-in.ts";
import { sharedStage } from "../support/stage.ts";
import { Receiver } from "../support/receiver.ts";

/** A partner's life with Coachwork, through the client alone. */
const { database, platform } = await sharedStage();

let firm: FirmFactory;
let owner: CoachworkClient;
let receiver: Receiver;
const kept = { key: "", secrets: [] as string[], position: "" };
let [keyId, endpointId] = ["", ""];
/** How many answers the network loses. */
let lost = 0;

beforeAll(async () => {
  firm = await FirmFactory.create(database.admin);
  const token = await signIn(database, firm, await firm.person(["OWNER"], { name: "Nora" }));
  owner = new CoachworkClient({ url: platform.url, token });
  receiver = await Receiver.start();
});

afterAll(async () => {
  owner.close();
  partner.close();
  await receiver.stop();
});

const partner = new CoachworkClient({
  ...{ url: platform.url, token: () => kept.key, retry: { firstPauseMs: 1 } },
  async fetch(input, init) {
    const answer = await fetch(input, init);
    if (lost === 0) return answer;
    lost -= 1;
    throw new TypeError("The connection broke.");
  },
});

const Viewer = graphql("query { viewer { apiKey { id name } scopes firm { name } } }");
const Import = graphql(`
  mutation ($input: ImportPeopleInput!) {
    importPeople(input: $input) {
      created
      updated
      unchanged
      deactivated
      reactivated
      userErrors {
        code
        message
      }
    }
  }
`);
const Since = graphql(`
  query ($position: String) {
    changedSince(first: 100, position: $position) {
      events {
        seq
        type
      }
      position
      hasMore
    }
  }
`);

/** The roster of a night, of the people with these numbers. */
function roster(numbers: readonly number[], organization = "Alder Bank"): string {
  const lines = numbers.map((each) => `hr-${each},Person ${each},p${each}@alder.example,CLIENT,${organization}`);
  return ["external_id,name,email,roles,organization", ...lines].join("\n");
}
const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, place) => first + place);

async function sync(numbers: readonly number[], organization?: string) {
  const input = { csv: roster(numbers, organization), deactivateAbsent: {} };
  const { importPeople } = await partner.mutate(Import, { input });
  return succeeded(importPeople);
}

/** The numbers of the messages that came, each verified. */
function verified(): number[] {
  return receiver.received.map(({ headers, body }) => {
    const { data } = verifyWebhook<{ data: { seq: number } }>(kept.secrets, headers, body);
    return data.seq;
  });
}

test("The firm gives the partner a key, which knows what it may do", async () => {
  const CreateKey = graphql(`
    mutation ($input: CreateApiKeyInput!) {
      createApiKey(input: $input) {
        secret
        apiKey {
          id
        }
        userErrors {
          code
          message
        }
      }
    }
  `);
  const input = { name: "Alder Bank's HR", scopes: ["people:write" as const] };
  const made = succeeded((await owner.mutate(CreateKey, { input })).createApiKey);
  kept.key = made.secret!;
  keyId = made.apiKey!.id;
  const { viewer } = await partner.query(Viewer);
  expect(viewer).toMatchObject({ apiKey: { id: keyId, name: "Alder Bank's HR" }, firm: { name: expect.any(String) } });
  kept.position = (await partner.query(Since)).changedSince.position;
});

describe("Every night", () => {
  test("the roster is sent, also when an answer is lost, and is written once", async () => {
    lost = 1;
    expect(await sync(from(1, 30))).toMatchObject({ created: 30, deactivated: 0 });
    expect(lost).toBe(0);
    expect(await sync(from(1, 30))).toMatchObject({ created: 0, unchanged: 30 });
  });

  test("leavers leave, joiners join, and a roster that was cut off changes nobody", async () => {
    expect(await sync(from(3, 31))).toMatchObject({ created: 1, unchanged: 28, deactivated: 2 });
    await expect(sync(from(3, 10))).rejects.toThrow(/does not name 21 of 29 people/);
    expect(await sync(from(2, 31))).toMatchObject({ reactivated: 1, deactivated: 0 });
  });

  test("the partner reads what changed, page by page", async () => {
    const People = graphql(`
      query ($after: String) {
        people(first: 10, after: $after, filter: { externalIds: ["hr-1", "hr-2", "hr-31"] }) {
          nodes {
            externalId
            status
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    `);
    const found: string[] = [];
    for await (const { externalId, status } of partner.paginate(People, {}, ({ people }) => people))
      found.push(`${externalId} ${status}`);
    expect(found.sort()).toEqual(["hr-1 DEACTIVATED", "hr-2 NOT_INVITED", "hr-31 NOT_INVITED"]);
  });
});

describe("With a webhook", () => {
  const Rotate = graphql(`
    mutation ($key: ID!, $endpoint: ID!, $hours: Int!) {
      rotateApiKey(input: { id: $key, overlapHours: $hours }) {
        secret
        userErrors {
          code
          message
        }
      }
      rotateWebhookSecret(input: { id: $endpoint, overlapHours: $hours }) {
        secret
        userErrors {
          code
          message
        }
      }
    }
  `);

  test("the partner is told of what happens, and verifies who tells", async () => {
    const CreateEndpoint = graphql(`
      mutation ($input: CreateWebhookEndpointInput!) {
        createWebhookEndpoint(input: $input) {
          secret
          webhookEndpoint {
            id
          }
          userErrors {
            code
            message
          }
        }
      }
    `);
    const selection = "{ object { ... on Person { externalId status organization { name } } } }";
    const input = { url: receiver.url, apiKeyId: keyId, selection };
    const made = succeeded((await owner.mutate(CreateEndpoint, { input })).createWebhookEndpoint);
    kept.secrets = [made.secret!];
    endpointId = made.webhookEndpoint!.id;
    kept.position = (await partner.query(Since)).changedSince.position;
    await sync(from(2, 32));
    const [message] = await receiver.until(1);
    expect(verifyWebhook(kept.secrets, message!.headers, message!.body)).toMatchObject({
      type: "PERSON_CREATED",
      data: { object: { externalId: "hr-32", organization: { name: "Alder Bank" } } },
    });
  });

  test("nothing is lost while the receiver is away for ten minutes and key and secret are rotated", async () => {
    receiver.answers(503);
    const before = receiver.received.length;
    await sync(from(2, 33));
    await receiver.until(before + 1);
    const rotated = await owner.mutate(Rotate, { key: keyId, endpoint: endpointId, hours: 1 });
    // The old key works on meanwhile.
    await sync(from(2, 34));
    kept.key = succeeded(rotated.rotateApiKey).secret!;
    kept.secrets = [...kept.secrets, succeeded(rotated.rotateWebhookSecret).secret!];
    await sync(from(3, 34), "Alder Group");
    await minutesPass(5);
    await until("another attempt", () => receiver.received.length > before + 1);
    await minutesPass(5);

    receiver.answers(204);
    const told = async () => (await partner.query(Since, { position: kept.position })).changedSince.events;
    const expected = (await told()).map(({ seq }) => seq).sort((one, other) => one - other);
    expect(expected.length).toBeGreaterThan(30);
    await until("all of them", async () => {
      await minutesPass(30);
      return new Set(verified()).size === expected.length;
    });
    expect([...new Set(verified())].sort((one, other) => one - other)).toEqual(expected);
  });

  test("what came again had the same id and body, and each person's messages came in order", () => {
    const byId = new Map<string, Set<string>>();
    const bySubject = new Map<string, number[]>();
    for (const { id, body, message } of receiver.received) {
      byId.set(id, (byId.get(id) ?? new Set()).add(body));
      const { objectId, seq } = message.data as { objectId: string; seq: number };
      bySubject.set(objectId, [...(bySubject.get(objectId) ?? []), seq]);
    }
    expect([...byId.values()].filter((bodies) => bodies.size > 1)).toEqual([]);
    for (const seqs of bySubject.values()) expect(seqs).toEqual([...seqs].sort((one, other) => one - other));
    expect(receiver.received.length).toBeGreaterThan(byId.size);
  });

  test("everything is replayed as it was sent", async () => {
    await until("all answers to be noted", async () => (await pending()) === 0);
    const bodies = new Map(receiver.received.map(({ id, body }) => [id, body]));
    receiver.received.splice(0);
    const Replay = graphql(`
      mutation ($input: ReplayWebhooksFromInput!) {
        replayWebhooksFrom(input: $input) {
          replayed
          userErrors {
            code
            message
          }
        }
      }
    `);
    const input = { id: endpointId, from: new Date(0).toISOString(), delivered: true };
    const { replayed } = succeeded((await owner.mutate(Replay, { input })).replayWebhooksFrom);
    expect(replayed).toBe(bodies.size);
    await receiver.until(bodies.size);
    expect(new Map(receiver.received.map(({ id, body }) => [id, body]))).toEqual(bodies);
  });

  test("the old key and the old secret end, and the partner goes on with the new ones", async () => {
    const old = { ...kept };
    const ended = await owner.mutate(Rotate, { key: keyId, endpoint: endpointId, hours: 0 });
    await expect(partner.query(Viewer)).rejects.toThrow(ApiError);
    kept.key = succeeded(ended.rotateApiKey).secret!;
    kept.secrets = [succeeded(ended.rotateWebhookSecret).secret!];
    receiver.received.splice(0);
    await sync(from(3, 35), "Alder Group");
    const [message] = await receiver.until(1);
    expect(verified()).toHaveLength(1);
    expect(() => verifyWebhook(old.secrets, message!.headers, message!.body)).toThrow();
  });
});

const Pending = graphql(`
  query ($id: ID!) {
    node(id: $id) {
      ... on WebhookEndpoint {
        deliveries(first: 1, filter: { status: PENDING }) {
          totalCount
        }
      }
    }
  }
`);

async function pending(): Promise<number | undefined> {
  const { node } = await owner.query(Pending, { id: endpointId });
  return node && "deliveries" in node ? node.deliveries.totalCount : undefined;
}

/** As if it were so many minutes later for what waits to be sent. The line is locked first, as by those who send. */
async function minutesPass(minutes: number): Promise<void> {
  const earlier = (table: string, column: string) =>
    `update ${table} set ${column} = ${column} - interval '${minutes} minutes' where firm_id = '${firm.firmId}'`;
  await database.admin.query(
    `begin; ${earlier("webhook_line", "due_at")}; ${earlier("webhook_delivery", "next_attempt_at")}; commit`,
  );
}
