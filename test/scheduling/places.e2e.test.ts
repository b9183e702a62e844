import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { PUBLIC_URL } from "../support/platform.ts";
import { sharedStage } from "../support/stage.ts";

const { database, platform, signedIn } = await sharedStage();

const ROOM = "https://meet.example/cora";

let firm: FirmFactory;
let engagement: string;
let coach: string;
let asManager: TestClient;
let asCoach: TestClient;
let asClient: TestClient;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  coach = await firm.person(["COACH"]);
  const client = await firm.person(["CLIENT"]);
  engagement = await firm.engagement({ coaches: [coach], participants: [client] });
  await firm.availability(coach, { meeting_room: ROOM });
  asManager = await signedIn(firm, await firm.person(["OWNER"]));
  [asCoach, asClient] = [await signedIn(firm, coach), await signedIn(firm, client)];
});

const answer = "session { id place sequence }";

const book = (by: TestClient, hour: number, more: object): Promise<AnyData> =>
  mutate(
    by,
    "bookSession",
    { engagementId: apiId("engagement", engagement), startsAt: at(3, hour), endsAt: at(3, hour + 1), ...more },
    { answer },
  );

async function typeAt(place: object): Promise<string> {
  const input = { name: "Talk", durationMinutes: 60, ...place };
  const { sessionType, userErrors } = await mutate(asManager, "createSessionType", input, {
    answer: "sessionType { id }",
  });
  expect(userErrors).toEqual([]);
  return sessionType.id;
}

const placeOf = async (by: TestClient, id: string): Promise<AnyData> =>
  (await by.ask("query($id: ID!) { session(id: $id) { place sequence } }", { id })).session;

describe("a session", () => {
  test("takes place where its type says, or where its booking says", async () => {
    const sessionTypeId = await typeAt({ place: "+44 20 7946 0000" });
    const ofType = await book(asClient, 9, { sessionTypeId, endsAt: undefined });
    expect(ofType.session).toMatchObject({ place: "+44 20 7946 0000" });
    const own = { sessionTypeId, endsAt: undefined, place: "12 High Street" };
    const ofItsOwn = await book(asCoach, 11, own);
    expect(ofItsOwn.session).toMatchObject({ place: "12 High Street" });
    expect((await book(asCoach, 13, {})).session).toMatchObject({ place: ROOM });
  });

  test("takes place nowhere in particular if nobody said and its coach has no room", async () => {
    await database.admin.query("update availability set meeting_room = null where firm_id = $1", [firm.firmId]);
    expect((await book(asCoach, 9, {})).session).toMatchObject({ place: null });
  });

  test("takes place elsewhere when a coach or a manager says so, which raises its sequence and is an event", async () => {
    const { session } = await book(asCoach, 9, {});
    const link = { id: session.id, place: "https://meet.example/1" };
    for (const by of [asManager, asCoach])
      expect(await mutate(by, "setSessionPlace", link, { answer })).toEqual({
        session: { id: session.id, place: "https://meet.example/1", sequence: 1 },
        userErrors: [],
      });
    const back = await mutate(asCoach, "setSessionPlace", { id: session.id, place: null }, { answer });
    expect(back.session).toMatchObject({ place: ROOM, sequence: 2 });
    const { rows } = await database.admin.query(
      "select ids->'coaches' as coaches from event where firm_id = $1 and type = 'session.place_set'",
      [firm.firmId],
    );
    expect(rows).toEqual([{ coaches: [coach] }, { coaches: [coach] }]);
  });

  test("takes place where its clients do not say", async () => {
    const link = { place: "https://meet.example/1" };
    expect(await book(asClient, 9, link)).toEqual({ session: null, userErrors: [refusal("FORBIDDEN", "place")] });
    const { session } = await book(asClient, 9, {});
    expect(await mutate(asClient, "setSessionPlace", { id: session.id, ...link }, { answer })).toMatchObject({
      session: null,
      userErrors: [{ code: "FORBIDDEN" }],
    });
  });

  test("of a series takes place where the series does", async () => {
    const input = {
      engagementId: apiId("engagement", engagement),
      firstStart: at(3, 9).toISOString().slice(0, 16),
      rule: "FREQ=DAILY;COUNT=2",
      timeZone: "UTC",
      durationMinutes: 60,
      place: "12 High Street",
    };
    const wanted = "series { place sessions(first: 5) { nodes { place } } }";
    const { series, userErrors } = await mutate(asCoach, "bookSeries", input, { answer: wanted });
    const place = { place: "12 High Street" };
    expect([userErrors, series]).toEqual([[], { ...place, sessions: { nodes: [place, place] } }]);
  });
});

describe("a session in its coach's room", () => {
  test("is where the coach's room is, also when that changes", async () => {
    const { session } = await book(asClient, 9, {
      sessionTypeId: await typeAt({}),
      endsAt: undefined,
    });
    expect(session).toMatchObject({ place: ROOM, sequence: 0 });
    const elsewhere = await book(asCoach, 12, { place: "12 High Street" });

    const room = { coachId: apiId("person", coach), timeZone: "UTC", windows: [] };
    const moved = "https://meet.example/cora-2";
    for (let twice = 0; twice < 2; twice += 1)
      expect(await mutate(asCoach, "setAvailability", { ...room, meetingRoom: moved })).toEqual({ userErrors: [] });
    // What is left out stays the same.
    expect(await mutate(asCoach, "setAvailability", room)).toEqual({ userErrors: [] });
    expect(await mutate(asCoach, "setSessionPlace", { id: elsewhere.session.id })).toEqual({ userErrors: [] });
    expect(await placeOf(asClient, session.id)).toEqual({ place: moved, sequence: 1 });
    expect(await placeOf(asClient, elsewhere.session.id)).toMatchObject({ place: "12 High Street", sequence: 0 });
    const notOne = await mutate(asCoach, "setAvailability", { ...room, meetingRoom: "meet.example" });
    expect(notOne).toEqual({ userErrors: [refusal("INVALID", "meetingRoom")] });
  });
});

test("A sponsor sees a session's date and not its place", async () => {
  const organization = await firm.organization();
  const sponsor = await firm.person(["SPONSOR"], { organization_id: organization });
  engagement = await firm.engagement({ coaches: [coach] }, { organization_id: organization });
  const { session } = await book(asManager, 9, {});
  expect(session.place).toBe(ROOM);
  expect(await placeOf(await signedIn(firm, sponsor), session.id)).toEqual({
    place: null,
    sequence: null,
  });
});

test("A feed has the place, and a link to open", async () => {
  await book(asCoach, 9, {});
  await book(asCoach, 11, { place: "12 High Street, Room 4" });
  const { address } = await mutate(asClient, "createCalendarFeed", {}, { answer: "address" });
  const text = await (await fetch(address.replace(PUBLIC_URL, platform.url))).text();
  const lines = text.replaceAll("\r\n ", "").split("\r\n");
  expect(lines.filter((line) => /^(LOCATION|URL)/.test(line)).sort()).toEqual([
    "LOCATION:12 High Street\\, Room 4",
    `LOCATION:${ROOM}`,
    `URL;VALUE=URI:${ROOM}`,
  ]);
});
