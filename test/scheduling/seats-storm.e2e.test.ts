import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, expect, jest, test } from "@jest/globals";
import { type AnyData, apiId, at, isRetryable } from "@coachwork/testing";
import * as to from "./seats-world.js";
import {
  faultsOf,
  type Group,
  groupOf,
  seatedSession,
  seatId,
  seatsOf,
  sendUntilAnswered,
  type Storm,
} from "./seats-world.js";
import { ownStage } from "../support/stage.ts";

jest.setTimeout(180_000);

const CLIENTS = 50;
const CAPACITY = 10;

let group: Group;

const stage = await ownStage({
  JOB_POLL_MS: "100",
  EVENT_POLL_MS: "500",
  // The storm is one firm's, which has a third of the connections: enough for it to be done without waiting for long.
  DATABASE_POOL_SIZE: "24",
});
const { database, platform } = stage;

beforeAll(async () => {
  group = await groupOf(stage, CLIENTS);
});

/** A storm in which the scheduling service is killed as such answers come: the first, the hundredth. The launcher starts it again. */
function stormKilling(...places: readonly number[]): Storm {
  const answers: AnyData[] = [];
  const kill = () => places.includes(answers.length) && process.kill(platform.scheduling.pid()!, "SIGKILL");
  return { troubles: [], answers, onAnswer: kill };
}

const anyOf = (count: number) => Math.floor(Math.random() * count);

/** Looks at a session over and over while something goes on, and gives what was wrong at any moment. */
async function watching(session: string, work: Promise<unknown>): Promise<string[]> {
  const faults: string[] = [];
  let isOver = false;
  const over = work.finally(() => (isOver = true));
  while (!isOver) {
    faults.push(...(await faultsOf(database, session)));
    await pause(5);
  }
  await over;
  return [...faults, ...(await faultsOf(database, session))];
}

/** Whatever else than an answer was shown to the clients told them to ask again. */
function expectToBeRetryable(troubles: Storm["troubles"]): void {
  expect(troubles.filter((trouble) => !isRetryable(trouble))).toEqual([]);
}

async function expectNoDeadlock(): Promise<void> {
  const { rows } = await database.admin.query(
    "select deadlocks::integer from pg_stat_database where datname = current_database()",
  );
  expect(rows).toEqual([{ deadlocks: 0 }]);
}

test.each([1, 2, 3])(
  "fifty clients at once take the last seats, the service being killed meanwhile: none too many, none too few (%i)",
  async (round) => {
    const session = await seatedSession(group, CAPACITY, { startsAt: at(3, round) });
    const storm = stormKilling(1 + anyOf(25));
    const taken = Promise.all(
      group.as.map((client) => sendUntilAnswered(client, to.take, { sessionId: apiId("session", session) }, storm)),
    );
    expect(await watching(session, taken)).toEqual([]);
    expectToBeRetryable(storm.troubles);

    const told = (await taken).map(({ seat, userErrors }) => [seat?.status, userErrors]);
    expect(told.filter(([status]) => status === "TAKEN")).toHaveLength(CAPACITY);
    expect(told.filter(([status]) => status === "WAITING")).toHaveLength(CLIENTS - CAPACITY);
    const held = new Map((await seatsOf(database, session)).map(({ person, status }) => [person, status]));
    expect(told).toEqual(group.clients.map((client) => [held.get(client), []]));
    await expectNoDeadlock();
  },
);

test("fifty clients take, leave, accept and decline as it comes, while the session is changed and the service killed", async () => {
  const session = await seatedSession(group, CAPACITY, { startsAt: at(4, 12) });
  const id = apiId("session", session);
  const storm = stormKilling(1 + anyOf(100), 150 + anyOf(100));
  const wander = async (index: number): Promise<void> => {
    const client = group.as[index]!;
    await sendUntilAnswered(client, to.take, { sessionId: id }, storm);
    const seat = await seatId(database, session, group.clients[index]!);
    for (let turn = 0; turn < 5; turn += 1) {
      const text = [to.leave, to.accept, to.accept, to.decline, to.take][anyOf(5)]!;
      await sendUntilAnswered(client, text, text === to.take ? { sessionId: id } : { id: seat }, storm);
    }
  };
  const arrange = async (): Promise<void> => {
    for (let turn = 0; turn < 6; turn += 1) {
      const seats = { capacity: CAPACITY + turn, offerMinutes: 60 };
      const time = { startsAt: at(5 + turn, 12), endsAt: at(5 + turn, 13) };
      await sendUntilAnswered(group.asManager, to.setSeats, { sessionId: id, seats }, storm);
      await sendUntilAnswered(group.asCoach, to.move, { id, ...time }, storm);
    }
  };
  const all = Promise.all([...group.as.map((_, index) => wander(index)), arrange()]);
  expect(await watching(session, all)).toEqual([]);
  expectToBeRetryable(storm.troubles);
  const codes = storm.answers.flatMap(({ userErrors }) => userErrors.map(({ code }: { code: string }) => code));
  const expected = ["HAS_SEAT", "NO_SEAT", "NO_OFFER"];
  expect([...new Set(codes as string[])].filter((code) => !expected.includes(code))).toEqual([]);
  await expectNoDeadlock();

  // Everybody who is offered a seat takes it, until nobody is.
  for (let offered = await offers(session); offered.length > 0; offered = await offers(session)) {
    const accepted = offered.map(async ({ person }) => {
      const seat = { id: await seatId(database, session, person) };
      return sendUntilAnswered(group.as[group.clients.indexOf(person)]!, to.accept, seat, storm);
    });
    expect(new Set((await Promise.all(accepted)).map(({ seat }) => seat.status))).toEqual(new Set(["TAKEN"]));
  }
  expect(await faultsOf(database, session)).toEqual([]);
});

const offers = async (session: string) =>
  (await seatsOf(database, session)).filter(({ status }) => status === "OFFERED");
