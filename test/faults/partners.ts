import { type AnyData, TestClient } from "@coachwork/testing";
import { Receiver } from "../support/receiver.ts";
import { PUBLIC } from "./followers.ts";
import type { World } from "./world.ts";

/** A partner's system that is told of what happens by webhook. */
export interface Partner {
  readonly name: string;
  /** SQL: the condition on the log's events (`event`) that it must get. */
  readonly wanted: string;
  readonly receiver: Receiver;
}

const kinds = [
  { name: "a partner who is told of everything", input: {}, wanted: PUBLIC },
  {
    name: "a partner who selects",
    input: { selection: "{ object { id ... on Organization { name archivedAt } ... on Session { startsAt } } }" },
    wanted: PUBLIC,
  },
  {
    name: "a partner who is told of organizations",
    input: { eventTypes: ["ORGANIZATION_CREATED", "ORGANIZATION_ARCHIVED"] },
    wanted: "type in ('organization.created', 'organization.archived')",
  },
] as const;

/** Makes a key that reads all that keys can, and an endpoint with it for each partner. */
export async function openPartners(
  world: World,
): Promise<{ readonly key: string; readonly partners: readonly Partner[] }> {
  const owner = new TestClient(world.platforms[0]!.url, world.ownerToken);
  const scopes = ["people:read", "engagements:read", "schedule:read"];
  const { apiKey, secret } = await make(owner, "createApiKey", { name: "Partner", scopes }, "apiKey { id } secret");
  const partners: Partner[] = [];
  for (const { name, input, wanted } of kinds) {
    const receiver = await Receiver.start();
    await make(owner, "createWebhookEndpoint", { url: receiver.url, apiKeyId: apiKey.id, ...input });
    partners.push({ name, wanted, receiver });
  }
  return { key: secret, partners };
}

async function make(owner: TestClient, name: string, input: object, answer = ""): Promise<AnyData> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${answer} userErrors { message } } }`;
  const { [name]: payload } = await owner.ask(query, { input });
  if (payload.userErrors.length > 0) throw new Error(payload.userErrors[0].message);
  return payload;
}

/** What does not hold of the messages that a partner got, of the events with these numbers. */
export function faultsOfMessages({ name, receiver }: Partner, wanted: readonly number[]): string[] {
  const bySeq = new Map<number, { readonly id: string; readonly body: string }>();
  const latest = new Map<string, number>();
  const faults: string[] = [];
  for (const { id, body, message } of receiver.received) {
    const { seq, objectId } = message.data as { seq: number; objectId: string };
    const before = bySeq.get(seq);
    // At least once: a repeated message is the same one.
    if (before) {
      if (before.id !== id || before.body !== body) faults.push(`${name} got event ${seq} as two messages.`);
      continue;
    }
    bySeq.set(seq, { id, body });
    if ((latest.get(objectId) ?? 0) > seq) faults.push(`${name} got event ${seq} after a later one about ${objectId}.`);
    latest.set(objectId, seq);
  }
  const lost = wanted.filter((seq) => !bySeq.has(seq));
  const strange = [...bySeq.keys()].filter((seq) => !wanted.includes(seq));
  if (lost.length > 0)
    faults.push(`${name} missed ${lost.length} of ${wanted.length} events: ${lost.slice(0, 9).join()}.`);
  if (strange.length > 0) faults.push(`${name} got events that were not for it: ${strange.slice(0, 9).join()}.`);
  return faults;
}

export const hasAll = ({ receiver }: Partner, wanted: readonly number[]): boolean => {
  const got = new Set(receiver.received.map(({ message }) => message.data.seq));
  return wanted.every((seq) => got.has(seq));
};
