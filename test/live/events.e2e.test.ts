import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, FirmFactory, TestClient, until } from "@coachwork/testing";
import { done } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { happen } from "./events.ts";

const { database, platform, signedIn } = await sharedStage();

let firm: FirmFactory;
let people: Readonly<Record<"owner" | "coach" | "client", string>>;
let owner: TestClient;
let coach: TestClient;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  people = {
    owner: await firm.person(["OWNER"]),
    coach: await firm.person(["COACH"]),
    client: await firm.person(["CLIENT"]),
  };
  owner = await signedIn(firm, people.owner);
  coach = await signedIn(firm, people.coach);
});

async function keyWith(...scopes: string[]): Promise<TestClient & { readonly id: string }> {
  const answer = "secret apiKey { id }";
  const { secret, apiKey } = await done(owner, "createApiKey", { name: "Partner", scopes }, { answer });
  return Object.assign(new TestClient(platform.url, secret), { id: apiKey.id as string });
}

const text = `subscription ($types: [EventType!], $after: Int, $position: String) {
  events(types: $types, after: $after, position: $position) {
    seq position type occurredAt objectId relatedIds
    object { id __typename ... on Person { name } ... on Organization { name } ... on Session { status } }
  }
}`;
type Following = ReturnType<TestClient["follow"]>;
const toldIn = ({ received }: Following): AnyData[] => received.map(({ data }) => data.events);
/** Waits for so many events. What was told besides would come before the last. */
async function told(following: Following, count: number): Promise<string[]> {
  await following.until(count);
  return toldIn(following).map(({ type }) => type);
}
async function begun(by: TestClient, variables: Record<string, unknown> = {}): Promise<Following> {
  const following = by.follow(text, variables);
  await following.until(1);
  return following;
}
async function refused(by: TestClient, variables: Record<string, unknown> = {}): Promise<AnyData> {
  const following = by.follow(text, variables);
  const ended = await following.untilEnded();
  return [following.received, ended];
}

const organization = (name: string) => done(owner, "createOrganization", { name }, { answer: "organization { id }" });
const note = (engagementId: string) => done(coach, "createNote", { engagementId, visibility: "SHARED", text: "Hello" });

describe("Who follows a firm's events", () => {
  test("is told where they begin, and then what happens, with its object as it is now", async () => {
    const following = await begun(await keyWith("people:read"));
    const { organization: added } = await organization("Hillside");
    await done(owner, "updatePerson", { id: apiId("person", people.client), name: "Kim Doe" });
    expect(await told(following, 3)).toEqual(["SNAPSHOT", "ORGANIZATION_CREATED", "PERSON_UPDATED"]);
    const [snapshot, ofOrganization, ofPerson] = toldIn(following);
    expect(snapshot).toEqual({
      ...{ type: "SNAPSHOT", seq: expect.any(Number), position: expect.any(String), occurredAt: expect.any(String) },
      ...{ objectId: null, relatedIds: [], object: null },
    });
    expect(ofOrganization).toMatchObject({
      ...{ seq: snapshot.seq + 1, objectId: added.id, relatedIds: [] },
      object: { id: added.id, __typename: "Organization", name: "Hillside" },
    });
    expect(ofPerson.object).toEqual({ id: apiId("person", people.client), __typename: "Person", name: "Kim Doe" });
  });

  test("goes on after a position, without gap or repeat", async () => {
    const key = await keyWith("people:read");
    const first = await begun(key);
    for (const name of ["One", "Two", "Three"]) await organization(name);
    await told(first, 4);
    const [snapshot, one] = toldIn(first);
    for (const [position, count] of [
      [snapshot.position, 3],
      [one.position, 2],
    ] as const) {
      const again = key.follow(text, { position });
      await again.until(count);
      expect(toldIn(again)).toEqual(toldIn(first).slice(-count));
    }
  });

  test("is told only of what their scopes show", async () => {
    const members = { coaches: [people.coach], participants: [people.client] };
    const engagement = apiId("engagement", await firm.engagement(members));
    const keys = await Promise.all([
      ...["people:read", "engagements:read", "schedule:read"].map((scope) => keyWith(scope)),
    ]);
    const followings = await Promise.all([...keys, owner].map((by) => begun(by)));
    await note(engagement);
    await done(owner, "updateEngagement", { id: engagement, title: "Anew" });
    const input = { name: "Talk", kind: "REGULAR", durationMinutes: 45 };
    await done(owner, "createSessionType", input, { answer: "sessionType { id }" });
    await organization("Last");
    const expected = [["ORGANIZATION_CREATED"], ["ENGAGEMENT_UPDATED"], ["SESSION_TYPE_CREATED"]];
    const all = expected.flat();
    for (const [index, following] of followings.entries()) {
      const own = expected[index] ?? [all[1], all[2], all[0]];
      expect(await told(following, own.length + 1)).toEqual(["SNAPSHOT", ...own]);
    }
  });

  test("is told only of the types that they ask for", async () => {
    const following = await begun(await keyWith("people:read"), { types: ["PERSON_UPDATED", "PERSON_MERGED"] });
    await organization("Not this");
    await done(owner, "updatePerson", { id: apiId("person", people.client), name: "Kim Doe" });
    expect(await told(following, 2)).toEqual(["SNAPSHOT", "PERSON_UPDATED"]);
  });

  test("is told neither what somebody decides for themselves, nor is it in the trail", async () => {
    const following = await begun(owner);
    await done(coach, "updateMe", { sharesBusyTime: true });
    await organization("Last");
    expect(await told(following, 2)).toEqual(["SNAPSHOT", "ORGANIZATION_CREATED"]);
    const { auditEntries } = await owner.ask(
      "{ auditEntries(first: 1, filter: { types: [PERSON_SHARING_CHANGED] }) { totalCount } }",
    );
    expect(auditEntries.totalCount).toBe(0);
  });

  test("is told of what is recorded of a session, too", async () => {
    const following = await begun(owner);
    const ids = { session: people.client, engagement: people.client, coaches: [people.coach] };
    await happen(database.admin, firm, "attendance.recorded", ids);
    await organization("Last");
    expect(await told(following, 3)).toEqual(["SNAPSHOT", "ATTENDANCE_RECORDED", "ORGANIZATION_CREATED"]);
    expect((await begun(owner, { types: ["ATTENDANCE_RECORDED"] })).received).toHaveLength(1);
  });

  test("is told of a removal as well, and what it was", async () => {
    const following = await begun(await keyWith("schedule:read"));
    const off = {
      coachId: apiId("person", people.coach),
      startsAt: at(20, 10),
      endsAt: at(20, 12),
    };
    const { timeOff } = await done(owner, "addTimeOff", off, { answer: "timeOff { id }" });
    await done(owner, "removeTimeOff", { id: timeOff.id });
    expect(await told(following, 3)).toEqual(["SNAPSHOT", "TIME_OFF_ADDED", "TIME_OFF_REMOVED"]);
    const [, , removed] = toldIn(following);
    const person = apiId("person", people.coach);
    expect(removed).toMatchObject({ objectId: timeOff.id, object: null });
    // The key may not see people.
    expect(removed.relatedIds).toEqual([]);
    const ofOwner = owner.follow(text, { after: removed.seq - 1 });
    await ofOwner.until(1);
    expect(toldIn(ofOwner)[0].relatedIds).toEqual([person]);
  });

  test("hears no more once they are neither owner nor admin, not even of what they still see", async () => {
    const admin = await firm.person(["ADMIN"]);
    const engagement = await firm.engagement({ coaches: [admin], participants: [people.client] });
    const session = await firm.session(engagement, {
      coaches: [admin],
      participants: [people.client],
      startsAt: at(2, 9),
    });
    const ids = { session, engagement, coaches: [admin] };
    const client = await signedIn(firm, admin);
    const following = await begun(client);
    await done(owner, "updatePerson", { id: apiId("person", admin), roles: ["COACH"] });
    const schedule = "subscription ($id: ID!) { scheduleChanged(coachId: $id, after: 0) { type } }";
    const own = client.follow(schedule, { id: apiId("person", admin) });
    const heard = () => toldIn(following).filter(({ type }) => type.startsWith("SESSION")).length;
    let happened = 0;
    // It takes a moment until the gateway knows, up to a second.
    await until("the right to be gone", async () => {
      const before = heard();
      for (let time = 0; time < 2; time += 1) {
        await happen(database.admin, firm, "session.rescheduled", ids);
        await own.until((happened += 1));
      }
      return heard() === before;
    });
    await happen(database.admin, firm, "session.cancelled", ids);
    await own.until(happened + 1);
    const types = toldIn(following).map(({ type }) => type as string);
    expect(types).not.toContain("SESSION_CANCELLED");
  });
});

test.each([
  ["a coach", () => coach, {}, "FORBIDDEN", "API keys, owners and admins"],
  [
    "a type of another scope",
    () => keyWith("people:read"),
    { types: ["SESSION_BOOKED"] },
    "INSUFFICIENT_SCOPE",
    "schedule:read",
  ],
  ["a type for no key", () => keyWith("people:read"), { types: ["NOTE_CREATED"] }, "FORBIDDEN", "No API key"],
  ["a type that owners do not see", () => owner, { types: ["NOTE_CREATED"] }, "FORBIDDEN", "NOTE_CREATED"],
  ["where they begin", () => owner, { types: ["SNAPSHOT"] }, "BAD_USER_INPUT", "comes by itself"],
  ["no type", () => owner, { types: [] }, "BAD_USER_INPUT", "at least one"],
] as const)("It is refused with reasons: %s", async (_, by, variables, code, word) => {
  const answer = JSON.stringify(await refused(await by(), variables));
  expect(answer).toContain(`"code":"${code}"`);
  expect(answer).toContain(word);
});
