import { afterAll, expect, test } from "@jest/globals";
import { type Answer, type AnyData, apiId, at, FirmFactory, openCommitLink, TestClient } from "@coachwork/testing";
import { createTestDatabase } from "../support/database.ts";
import { startPlatform } from "../support/platform.ts";
import { signIn } from "../support/sign-in.ts";

/*
 * A process is killed with SIGKILL after PostgreSQL has committed what it asked for, and before it knows. Every mutation is
 * tried in every-mutation-once.test.ts, where its connection breaks at this point.
 */
const database = await createTestDatabase();
const link = await openCommitLink(database.adminUrl);
const platform = await startPlatform({
  gatewayUrl: link.by(database.gatewayUrl),
  schedulingUrl: link.by(database.schedulingUrl),
});
afterAll(async () => {
  await platform.stop();
  await link.close();
  await database.drop();
});

const firm = await FirmFactory.create(database.admin);
const coach = await firm.person(["COACH"]);
const engagement = await firm.engagement(
  { coaches: [coach], participants: [await firm.person(["CLIENT"])] },
  { allocation_amount: 10 },
);
await firm.availability(coach);
const client = new TestClient(platform.url, await signIn(database, firm, await firm.person(["OWNER"])));

const coachId = apiId("person", coach);
const times = (hour: number) => ({ startsAt: at(2, hour).toISOString(), endsAt: at(2, hour, 50).toISOString() });
const booking = { engagementId: apiId("engagement", engagement), coachIds: [coachId] };

interface Case {
  readonly name: string;
  readonly input: object;
  /** What of the payload to ask for, and the one event that it leaves. */
  readonly payload: string;
  readonly event: string;
  readonly killed: "gateway" | "scheduling";
}

/** Each process dies after its own commit, and the gateway also after one that it has asked the scheduling service for. */
const cases: readonly Case[] = [
  {
    ...{ name: "createApiKey", input: { name: "HR sync", scopes: ["people:read"] }, payload: "apiKey { id } secret" },
    ...{ event: "api_key.created", killed: "gateway" },
  },
  {
    ...{ name: "bookSession", input: { ...booking, ...times(9) }, payload: "session { id startsAt }" },
    ...{ event: "session.booked", killed: "scheduling" },
  },
  {
    // The service has made the change; who asked it for that is no more.
    ...{ name: "bookSession", input: { ...booking, ...times(11) }, payload: "session { id startsAt }" },
    ...{ event: "session.booked", killed: "gateway" },
  },
];

/** Sends until there is an answer, as clients do with a key. Nothing that it is told meanwhile is wrong. */
async function untilAnswered(send: () => Promise<Answer<AnyData>>): Promise<AnyData> {
  for (;;) {
    const answer = await send().catch(() => undefined);
    if (answer?.data) return answer.data;
    for (const { extensions } of answer?.errors ?? []) expect(extensions).toMatchObject({ retryable: true });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const eventsOf = async (type: string) => {
  const { rows } = await database.admin.query<{ ids: object }>(
    "select ids from event where firm_id = $1 and type = $2 order by seq",
    [firm.firmId, type],
  );
  return rows;
};

test.each(cases)(
  "$name is done once and answered if the $killed process is killed after its commit",
  async ({ name, input, payload, event, killed }) => {
    const before = await eventsOf(event);
    const pid = platform[killed].pid()!;
    const title = `${name[0]!.toUpperCase()}${name.slice(1)}`;
    const query = `mutation ($input: ${title}Input!) { ${name}(input: $input) { ${payload} userErrors { code message } } }`;
    const variables = { input: { ...input, idempotencyKey: `${name} ${killed}` } };
    const isKilled = link.loseNextCommit(() => process.kill(pid, "SIGKILL"));
    const answer = await untilAnswered(() => client.send(query, variables));
    await isKilled;

    expect(answer).toEqual({ [name]: expect.objectContaining({ userErrors: [] }) });
    // What is shown once was in the answer that was lost.
    if (payload.includes("secret")) expect(answer[name].secret).toBeNull();
    expect(await untilAnswered(() => client.send(query, variables))).toEqual(answer);
    expect(await eventsOf(event)).toHaveLength(before.length + 1);
    expect(platform[killed].pid()).not.toBe(pid);
  },
);
