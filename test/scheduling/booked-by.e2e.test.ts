import { beforeEach, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, FirmFactory, type TestClient, until } from "@coachwork/testing";
import { mutate } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let people: { owner: string; manager: string; coach: string; client: string };
let engagement: string;
let asManager: TestClient;
let asCoach: TestClient;
let asClient: TestClient;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  const person = (role: string) => firm.person([role]);
  people = {
    owner: await person("OWNER"),
    manager: await person("PROGRAM_MANAGER"),
    coach: await person("COACH"),
    client: await person("CLIENT"),
  };
  engagement = await firm.engagement({ coaches: [people.coach], participants: [people.client] });
  await firm.availability(people.coach);
  [asManager, asCoach, asClient] = [
    await signedIn(firm, people.manager),
    await signedIn(firm, people.coach),
    await signedIn(firm, people.client),
  ];
});

const answer = "session { id bookedBy { id } }";
const engaged = () => ({ engagementId: apiId("engagement", engagement) });
const times = (startsAt: Date) => ({ startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) });
const by = (person: string) => ({ id: apiId("person", person) });

const bookedBy = async (client: TestClient, id: string): Promise<AnyData> =>
  (await client.ask("query($id: ID!) { session(id: $id) { bookedBy { id } } }", { id })).session.bookedBy;

async function send(client: TestClient, name: string, input: object): Promise<AnyData> {
  const payload = await mutate(client, name, input, { answer });
  expect(payload.userErrors).toEqual([]);
  return payload.session;
}
const book = (client: TestClient, startsAt: Date) => send(client, "bookSession", { ...engaged(), ...times(startsAt) });

test("A session was booked by the person who booked it, whoever moves it later", async () => {
  expect((await book(asCoach, at(2, 9))).bookedBy).toEqual(by(people.coach));
  const { id, bookedBy: client } = await book(asClient, at(3, 9));
  expect(client).toEqual(by(people.client));
  await send(asCoach, "rescheduleSession", { id, ...times(at(4, 9)) });
  expect(await bookedBy(asCoach, id)).toEqual(by(people.client));
});

test("A hold is booked by the person who confirms it, and by nobody before", async () => {
  const held = await send(asClient, "holdSlot", { ...engaged(), ...times(at(2, 9)) });
  expect(held.bookedBy).toBeNull();
  expect((await send(asCoach, "confirmHold", { id: held.id })).bookedBy).toEqual(by(people.coach));
});

test("A session that has taken place was booked by the person who logged it", async () => {
  expect((await send(asCoach, "logSession", { ...engaged(), ...times(at(-2, 9)) })).bookedBy).toEqual(by(people.coach));
});

test("Sessions of a series were booked by the person who made it, and so are those that follow by themselves", async () => {
  const series = async (name: string, input: object, client: TestClient) => {
    const payload = await mutate(client, name, input, {
      answer: "series { id bookedBy { id } sessions(first: 9) { nodes { id bookedBy { id } } } }",
    });
    expect(payload.userErrors).toEqual([]);
    return payload.series;
  };
  const rule = "FREQ=WEEKLY;COUNT=2";
  const weekly = { ...engaged(), firstStart: `${day(2)}T10:00`, durationMinutes: 60, rule, timeZone: "UTC" };
  const made = await series("bookSeries", weekly, asClient);
  expect([made.bookedBy, made.sessions.nodes.map((each: AnyData) => each.bookedBy)]).toEqual([
    by(people.client),
    [by(people.client), by(people.client)],
  ]);

  // As if the series had been longer, and only two weeks of it were booked so far.
  const id = made.id.replace("series_", "");
  await database.admin.query(
    "update series set rule = 'FREQ=WEEKLY;COUNT=3', materialised_until = $2 where id = $1::uuid",
    [id, at(10, 10)],
  );
  const told = { series: made.id.replace(/^series_(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"), firmId: firm.firmId };
  await database.admin.query("select graphile_worker.add_job('materialiseSeries', $1::json)", [JSON.stringify(told)]);
  const now = async () => {
    const text =
      "query($id: ID!) { node(id: $id) { ... on SessionSeries { sessions(first: 9) { nodes { id bookedBy { id } } } } } }";
    return (await asClient.ask(text, { id: made.id })).node.sessions.nodes as AnyData[];
  };
  await until("the third session", async () => (await now()).length === 3);
  expect((await now()).map((each) => each.bookedBy)).toEqual(Array(3).fill(by(people.client)));

  // Who changes a series makes a new one, which takes over what was booked.
  const changed = await series("changeSeries", { id: made.id, rule: "FREQ=WEEKLY;COUNT=4" }, asCoach);
  expect(changed.bookedBy).toEqual(by(people.coach));
  expect(changed.sessions.nodes.map((each: AnyData) => each.bookedBy)).toEqual([
    ...Array<object>(3).fill(by(people.client)),
    by(people.coach),
  ]);
});

test("Who booked a session is told to those who see its people, and only if they see that person", async () => {
  const { id } = await book(asManager, at(2, 9));
  const { id: own } = await book(asClient, at(3, 9));
  const asOwner = await signedIn(firm, people.owner);
  expect(await bookedBy(asOwner, id)).toEqual(by(people.manager));
  for (const client of [asCoach, asClient]) expect(await bookedBy(client, id)).toBeNull();
  const asFinance = await signedIn(firm, await firm.person(["FINANCE"]));
  expect([await bookedBy(asFinance, id), await bookedBy(asFinance, own)]).toEqual([null, null]);

  const other = await FirmFactory.create(database.admin);
  const asOther = await signedIn(other, await other.person(["OWNER"]));
  const query = "query($id: ID!) { session(id: $id) { bookedBy { id } } }";
  expect((await asOther.ask(query, { id })).session).toBeNull();
});
