import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startGateway, startScheduling } from "@coachwork/infra/applications";
import type { RunningService } from "@coachwork/infra/children";
import { apiId, at, FirmFactory, TestClient, until } from "@coachwork/testing";
import { authSecret, secretsKey, serviceSecret } from "../support/platform.ts";
import { signIn } from "../support/sign-in.ts";
import { ownStage } from "../support/stage.ts";

/** Two scheduling services and the gateways that share them. */
const { database, platform } = await ownStage();
const shared = {
  serviceSecret,
  authSecret,
  secretsKey,
  logLevel: "fatal",
  readyWithinMs: 110_000,
  log: () => undefined,
};

let schedulers: readonly RunningService[];
let gateways: readonly RunningService[];
let clients: readonly TestClient[];
let engagement: string;
let booked = 0;

beforeAll(async () => {
  const second = await startScheduling({
    ...{ ...shared, databaseUrl: database.schedulingUrl, port: 0, gatewayPort: 0 },
    ...{ outbox: platform.outbox, files: platform.files },
  });
  schedulers = [platform.scheduling, second];
  const gateway = () =>
    startGateway({
      ...{ ...shared, databaseUrl: database.gatewayUrl, port: 0, files: platform.files },
      schedulingPorts: schedulers.map(({ port }) => port),
    });
  gateways = await Promise.all([gateway(), gateway()]);
  const firm = await FirmFactory.create(database.admin);
  const coach = await firm.person(["COACH"]);
  const people = { coaches: [coach], participants: [await firm.person(["CLIENT"])] };
  engagement = apiId("engagement", await firm.engagement(people, { allocation_amount: 1_000 }));
  await firm.availability(coach);
  const token = await signIn(database, firm, await firm.person(["PROGRAM_MANAGER"]));
  clients = gateways.map(({ port }) => new TestClient(`http://127.0.0.1:${port}`, token));
});

afterAll(async () => {
  await Promise.all((gateways ?? []).map((gateway) => gateway.stop()));
  await schedulers?.[1]?.stop();
});

/** Books the next hour at one gateway, and then at the other. */
async function book(): Promise<void> {
  const hour = booked++;
  const day = 2 + Math.floor(hour / 24);
  const input = { engagementId: engagement, startsAt: at(day, hour % 24), endsAt: at(day, hour % 24, 50) };
  const { bookSession } = await clients[hour % 2]!.ask(
    "mutation($input: BookSessionInput!) { bookSession(input: $input) { session { id } userErrors { message } } }",
    { input },
  );
  expect(bookSession.userErrors).toEqual([]);
}

const sessions = async () => (await database.admin.query("select count(*)::int as count from session")).rows[0].count;

describe("with several scheduling services", () => {
  test("each booking is made once, while one of them after the other is killed", async () => {
    for (const scheduler of schedulers) {
      const dead = scheduler.pid()!;
      for (let count = 0; count < 4; count += 1) await book();
      process.kill(dead, "SIGKILL");
      for (let count = 0; count < 8; count += 1) await book();
      // The launcher starts it again, and calls go there once it is ready.
      await until("another process", () => scheduler.pid() !== dead && isReady(scheduler));
    }
    expect(await sessions()).toBe(booked);
  });

  test("no booking fails while one of them stops in order", async () => {
    const stopping = schedulers[1]!.stop();
    for (let count = 0; count < 8; count += 1) await book();
    await stopping;
    for (let count = 0; count < 4; count += 1) await book();
    expect(await sessions()).toBe(booked);
  });
});

const isReady = ({ port }: RunningService) =>
  fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
