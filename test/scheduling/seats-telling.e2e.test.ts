import { expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, until } from "@coachwork/testing";
import * as to from "./seats-world.js";
import { seatedSession, statuses } from "./seats-world.js";
import { ask, database, group, playOn, take, their } from "./seats-group.ts";
import { sharedStage } from "../support/stage.ts";
import { testStatements } from "../isolation/stays-on-shard.ts";

playOn(await sharedStage());

test("whoever leaves the engagement leaves their seats in what is after that, and others are offered them", async () => {
  const [before, after] = [await seatedSession(group, 1), await seatedSession(group, 1, { startsAt: at(8, 10) })];
  for (const session of [before, after]) for (const client of group.as.slice(0, 2)) await take(client, session);
  const { participants } = (
    await group.asManager.ask(
      "query ($id: ID!) { engagement(id: $id) { participants(first: 9) { nodes { id person { name } } } } }",
      { id: apiId("engagement", group.engagement) },
    )
  ).engagement;
  const { id } = participants.nodes.find(({ person }: AnyData) => person.name === "Client 0");
  const end = `mutation ($input: EndMembershipInput!) { endEngagementParticipant(input: $input) { ${to.userErrors} } }`;
  expect(await ask(group.asManager, end, { id, leftOn: day(5) })).toEqual({ userErrors: [] });
  await until("the seat to be left", async () => (await statuses(database, after))[0] === "LEFT");
  expect(await statuses(database, after)).toEqual(["LEFT", "OFFERED"]);
  expect(await statuses(database, before)).toEqual(["TAKEN", "WAITING"]);
});

test("whoever has a seat is invited, whoever is offered one is told, and whoever waits hears nothing", async () => {
  const session = await seatedSession(group, 1);
  for (const client of group.as.slice(0, 3)) await take(client, session);
  const emails = async (index: number) => {
    const text = "select kind from email where session_id = $1 and person_id = $2 order by id";
    const { rows } = await database.admin.query<{ kind: string }>(text, [session, group.clients[index]]);
    return rows.map(({ kind }) => kind);
  };
  await until("the invitation", async () => (await emails(0)).length === 1);
  await their(0, session, to.leave);
  await until("the offer", async () => (await emails(1)).length === 1);
  await until("the farewell", async () => (await emails(0)).length === 2 || (await emails(0)).length === 0);
  expect(await emails(1)).toEqual(["SEAT_OFFERED"]);
  // An offer that is accepted before it has left is not sent.
  const left = "select 1 from email where session_id = $1 and person_id = $2 and sent_at is not null";
  await until("the offer to be sent", async () => {
    const { rowCount } = await database.admin.query(left, [session, group.clients[1]]);
    return rowCount === 1;
  });
  await their(1, session, to.accept);
  await until("the other invitation", async () => (await emails(1)).length === 2);
  expect(await emails(1)).toEqual(["SEAT_OFFERED", "SESSION_BOOKED"]);
  expect(await emails(2)).toEqual([]);
});

test("a coach sees seats change live", async () => {
  const session = await seatedSession(group, 1);
  const text =
    "subscription ($coach: ID!) { scheduleChanged(coachId: $coach, after: 0) { type session { seatsTaken } } }";
  const following = group.asCoach.follow(text, { coach: apiId("person", group.coach) });
  await take(group.as[0]!, session);
  const [first] = await following.until(1);
  expect(first!.data.scheduleChanged).toEqual({ type: "SEATS_CHANGED", session: { seatsTaken: 1 } });
  await their(0, session, to.leave);
  await following.until(2);
  await group.asCoach.close();
});

testStatements({
  database: () => database,
  about: /seat|key update/,
  kinds: [/seats_taken - 1/],
});
