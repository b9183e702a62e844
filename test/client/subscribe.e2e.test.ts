import { beforeAll, describe, expect, test } from "@jest/globals";
import {
  CoachworkClient,
  graphql,
  type ResultOf,
  ResyncRequired,
  SocketClosed,
  type Subscription,
} from "@coachwork/client";
import { apiId, at, FirmFactory, TestClient } from "@coachwork/testing";
import { signIn } from "../support/sign-in.ts";
import { sharedStage } from "../support/stage.ts";

/** Subscriptions of the client. test/live/resume.e2e.test.ts has those whose connection is lost. */
let token: string;
let manager: TestClient;
let coach: string;
let engagement: string;
let hour = 0;

const { database, platform } = await sharedStage();

beforeAll(async () => {
  const firm = await FirmFactory.create(database.admin);
  const id = await firm.person(["COACH"]);
  const people = { coaches: [id], participants: [await firm.person(["CLIENT"])] };
  engagement = apiId("engagement", await firm.engagement(people, { allocation_amount: 1_000 }));
  await firm.availability(id);
  coach = apiId("person", id);
  token = await signIn(database, firm, await firm.person(["PROGRAM_MANAGER"]));
  manager = new TestClient(platform.url, token);
});

const Changes = graphql("subscription ($coach: ID!) { scheduleChanged(coachId: $coach) { type session { id } } }");

async function book(): Promise<string> {
  const input = { engagementId: engagement, startsAt: at(2, (hour += 1)), endsAt: at(2, hour, 50) };
  const { bookSession } = await manager.ask(
    "mutation($input: BookSessionInput!) { bookSession(input: $input) { session { id } userErrors { message } } }",
    { input },
  );
  expect(bookSession.userErrors).toEqual([]);
  return bookSession.session.id;
}

describe("a subscription", () => {
  test("goes on in another process where the one before it was", async () => {
    let position: string | null = null;
    const seen: (string | undefined)[] = [];
    const booked: string[] = [];
    for (let run = 0; run < 3; run += 1) {
      using client = new CoachworkClient({ url: platform.url, token });
      const changes: Subscription<ResultOf<typeof Changes>> = client.subscribe(Changes, { coach }, { position });
      await changes.begun;
      booked.push(await book(), await book());
      for await (const { scheduleChanged } of changes) {
        if (scheduleChanged.type === "SNAPSHOT") continue;
        seen.push(scheduleChanged.session?.id);
        position = changes.position;
        // The others are left to the next.
        if (seen.length > run) break;
      }
    }
    using last = new CoachworkClient({ url: platform.url, token });
    for await (const { scheduleChanged } of last.subscribe(Changes, { coach }, { position })) {
      seen.push(scheduleChanged.session?.id);
      if (seen.length === booked.length) break;
    }
    expect(seen).toEqual(booked);
  });

  test("ends with ResyncRequired at a position of another log", async () => {
    using client = new CoachworkClient({ url: platform.url, token });
    const changes = client.subscribe(Changes, { coach }, { position: "1.AAAAAAAAAAAA" });
    await expect(changes.next()).rejects.toThrow(ResyncRequired);
  });

  test("ends with the reason if its token is not valid, and asks a function for another", async () => {
    using refused = new CoachworkClient({ url: platform.url, token: "not a token" });
    await expect(refused.subscribe(Changes, { coach }).next()).rejects.toThrow(SocketClosed);
    using client = new CoachworkClient({ url: platform.url, token: async () => token });
    await client.subscribe(Changes, { coach }).begun;
  });

  test("shares its socket with others, and ends with the client", async () => {
    const client = new CoachworkClient({ url: platform.url, token });
    const both = [client.subscribe(Changes, { coach }), client.subscribe(Changes, { coach })] as const;
    for (const each of both) expect((await each.next()).value?.scheduleChanged.type).toBe("SNAPSHOT");
    const id = await book();
    for (const each of both) expect((await each.next()).value?.scheduleChanged.session?.id).toBe(id);
    client.close();
    for (const each of both) expect(await each.next()).toMatchObject({ done: true });
  });
});
