import { expect, test } from "@jest/globals";
import { apiId, at, FirmFactory, TestClient } from "@coachwork/testing";
import { statementsSentTo } from "../isolation/log.js";
import { happen } from "./events.ts";
import { signIn } from "../support/sign-in.ts";
import { ownStage } from "../support/stage.ts";

const { database, platform, signedIn } = await ownStage({}, { isLogged: true });

test("many sockets that ask the same after an event are answered with one statement, each viewer with what is theirs", async () => {
  const firm = await FirmFactory.create(database.admin);
  const coach = await firm.person(["COACH"]);
  const engagement = await firm.engagement({ coaches: [coach], participants: [await firm.person(["CLIENT"])] });
  await firm.availability(coach);
  const managers = await Promise.all(
    [1, 2, 3].map(async () => signIn(database, firm, await firm.person(["PROGRAM_MANAGER"]))),
  );
  const clients = [...managers, await signIn(database, firm, coach)].map(
    (token) => new TestClient(platform.url, token),
  );
  const query = `subscription($coach: ID!) { scheduleChanged(coachId: $coach, after: 0) { seq session { id startsAt coaches { coach { name } } } } }`;
  const following = clients.flatMap((client) =>
    Array.from({ length: 5 }, () => client.follow(query, { coach: apiId("person", coach) })),
  );

  const input = { engagementId: apiId("engagement", engagement), startsAt: at(2, 9), endsAt: at(2, 10) };
  const booked = await clients[0]!.ask(
    `mutation($input: BookSessionInput!) { bookSession(input: $input) { session { id } } }`,
    { input },
  );
  const answers = await Promise.all(following.map((one) => one.until(1)));
  expect(new Set(answers.map(([answer]) => answer!.data.scheduleChanged.session.id))).toEqual(
    new Set([booked.bookSession.session.id]),
  );

  const reads = (await statementsSentTo(database)).filter(
    ({ application, text }) =>
      application === "coachwork-gateway" && text.includes("session_coach") && text.includes("json_object_agg"),
  );
  // The managers' fifteen sockets share one answer, whoever holds them; the coach's five share another.
  expect(reads).toHaveLength(2);
  for (const client of clients) await client.close();
});

test("people with the same role who ask the same are each told what is theirs", async () => {
  const firm = await FirmFactory.create(database.admin);
  const coach = await firm.person(["COACH"]);
  const participants = [await firm.person(["CLIENT"]), await firm.person(["CLIENT"])];
  const engagement = await firm.engagement({ coaches: [coach], participants }, { format: "GROUP" });
  const clients = await Promise.all(participants.map((person) => signedIn(firm, person)));
  const query = `subscription($coach: ID!, $after: Int) {
    scheduleChanged(coachId: $coach, after: $after) { session { id attendance { person { id } } } }
  }`;
  const following = clients.map((client) => client.follow(query, { coach: apiId("person", coach), after: 0 }));
  const session = await firm.session(engagement, { coaches: [coach], participants, startsAt: at(2, 9) });
  await happen(database.admin, firm, "session.booked", { session, engagement, coaches: [coach] });
  const answers = await Promise.all(following.map((one) => one.until(1)));
  expect(answers.map(([answer]) => answer!.data.scheduleChanged.session)).toEqual(
    participants.map((person) => ({
      id: apiId("session", session),
      attendance: [{ person: { id: apiId("person", person) } }],
    })),
  );
  for (const client of clients) await client.close();
});
