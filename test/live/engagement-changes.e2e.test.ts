import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { done } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let people: Readonly<Record<"coach" | "second" | "client" | "fellow", string>>;
let manager: TestClient;
let coach: TestClient;
let second: TestClient;
let client: TestClient;
/** A group with two coaches and two participants. */
let engagement: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  people = {
    coach: await firm.person(["COACH"]),
    second: await firm.person(["COACH"]),
    client: await firm.person(["CLIENT"]),
    fellow: await firm.person(["CLIENT"]),
  };
  const members = { coaches: [people.coach, people.second], participants: [people.client, people.fellow] };
  engagement = apiId("engagement", await firm.engagement(members, { title: "Four voices", format: "GROUP" }));
  manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  coach = await signedIn(firm, people.coach);
  second = await signedIn(firm, people.second);
  client = await signedIn(firm, people.client);
});

const text = `subscription ($id: ID!, $after: Int, $position: String) {
  engagementChanged(engagementId: $id, after: $after, position: $position) {
    seq position type occurredAt engagement { title status } object { id __typename ... on Note { text } ... on Goal { title } }
  }
}`;
const follow = (by: TestClient, more: object = {}) => by.follow(text, { id: engagement, ...more });
type Following = ReturnType<typeof follow>;
const changesIn = ({ received }: Following): AnyData[] => received.map(({ data }) => data.engagementChanged);
const typesIn = (following: Following) => changesIn(following).map(({ type }) => type);
/** Waits for so many changes. What was told besides would come before the last. */
async function told(following: Following, count: number): Promise<string[]> {
  await following.until(count);
  return typesIn(following);
}
async function begun(by: TestClient): Promise<Following> {
  const following = follow(by);
  await following.until(1);
  return following;
}
async function refused(following: Following): Promise<string> {
  const ended = await following.untilEnded();
  return JSON.stringify([following.received, ended]).replaceAll(/"requestId":"[^"]*"/g, "");
}

const note = (by: TestClient, visibility: string, says = "Hello") =>
  done(by, "createNote", { engagementId: engagement, visibility, text: says }, { answer: "note { id }" });
const goal = (by: TestClient, participant: string, title: string) =>
  done(
    by,
    "createGoal",
    { engagementId: engagement, participantId: apiId("person", participant), title, targetDate: day(60) },
    { answer: "goal { id }" },
  );

describe("Who follows an engagement", () => {
  test("is told first how it is, and then what happens, with what changed as it is now", async () => {
    const following = await begun(coach);
    expect(changesIn(following)).toEqual([
      {
        ...{ seq: expect.any(Number), position: expect.any(String), occurredAt: expect.any(String) },
        ...{ type: "SNAPSHOT", engagement: { title: "Four voices", status: "ACTIVE" }, object: null },
      },
    ]);
    const { note: written } = await note(client, "SHARED");
    await done(manager, "updateEngagement", { id: engagement, title: "Five voices" });
    await done(manager, "pauseEngagement", { id: engagement }, { type: "PauseEngagementInput" });
    const joins = { engagementId: engagement, personId: apiId("person", await firm.person(["CLIENT"])) };
    await done(manager, "addEngagementParticipant", joins, { type: "AddToEngagementInput" });
    expect(await told(following, 5)).toEqual([
      ...["SNAPSHOT", "NOTE_CREATED", "ENGAGEMENT_UPDATED", "ENGAGEMENT_PAUSED", "ENGAGEMENT_PARTICIPANT_JOINED"],
    ]);
    const [, ofNote, ofTitle, ofPause, ofJoining] = changesIn(following);
    expect(ofNote.object).toEqual({ id: written.id, __typename: "Note", text: "Hello" });
    expect(ofTitle).toMatchObject({ engagement: { title: "Five voices" }, object: { __typename: "Engagement" } });
    expect(ofPause).toMatchObject({ engagement: { status: "PAUSED" }, object: { __typename: "EngagementPause" } });
    expect(ofJoining.object.__typename).toBe("EngagementParticipant");
    await done(manager, "updateEngagementPause", { id: ofPause.object.id, endsOn: day(9) });
    expect((await told(following, 6)).at(-1)).toBe("ENGAGEMENT_PAUSE_UPDATED");
    expect(changesIn(following).at(-1)!.object.id).toBe(ofPause.object.id);
  });

  test("is told nothing of what they may not see: neither that it happened, nor that there was something", async () => {
    const [ofManager, ofCoach, ofSecond, ofClient] = await Promise.all([manager, coach, second, client].map(begun));
    await note(coach, "PRIVATE", "Only mine");
    await note(coach, "COACHES", "Only ours");
    await goal(coach, people.fellow, "The other's");
    await goal(coach, people.client, "Mine");
    await done(manager, "updateEngagement", { id: engagement, title: "Five voices" });
    const own = ["NOTE_CREATED", "NOTE_CREATED", "GOAL_CREATED", "GOAL_CREATED"];
    expect(await told(ofCoach!, 6)).toEqual(["SNAPSHOT", ...own, "ENGAGEMENT_UPDATED"]);
    expect(await told(ofSecond!, 5)).toEqual(["SNAPSHOT", ...own.slice(1), "ENGAGEMENT_UPDATED"]);
    expect(await told(ofClient!, 3)).toEqual(["SNAPSHOT", "GOAL_CREATED", "ENGAGEMENT_UPDATED"]);
    expect(changesIn(ofClient!)[1].object.title).toBe("Mine");
    expect(await told(ofManager!, 2)).toEqual(["SNAPSHOT", "ENGAGEMENT_UPDATED"]);
    // Nor by a replay.
    const again = follow(client, { after: 0 });
    expect(await told(again, 2)).toEqual(["GOAL_CREATED", "ENGAGEMENT_UPDATED"]);
  });

  test("is told of a removal if it was theirs, for nothing is left by which to judge others", async () => {
    const { note: written } = await note(coach, "PRIVATE");
    const [ofCoach, ofClient] = await Promise.all([coach, client].map(begun));
    await done(coach, "removeNote", { id: written.id });
    await note(coach, "SHARED");
    expect(await told(ofCoach!, 3)).toEqual(["SNAPSHOT", "NOTE_REMOVED", "NOTE_CREATED"]);
    expect(changesIn(ofCoach!)[1]).toMatchObject({ object: null });
    expect(await told(ofClient!, 2)).toEqual(["SNAPSHOT", "NOTE_CREATED"]);
  });

  test("is told nothing more from the moment they are removed from it", async () => {
    const ofSecond = await begun(second);
    const ofCoach = await begun(coach);
    const { rows } = await database.admin.query("select id from engagement_coach where person_id = $1", [
      people.second,
    ]);
    const ends = { id: apiId("engagement_coach", rows[0].id), leftOn: day(0) };
    await note(coach, "SHARED", "Before");
    await done(manager, "endEngagementCoach", ends, { type: "EndMembershipInput" });
    await note(coach, "SHARED", "After");
    await note(coach, "SHARED", "And later");
    expect(await told(ofCoach, 5)).toEqual([
      ...["SNAPSHOT", "NOTE_CREATED", "ENGAGEMENT_COACH_LEFT", "NOTE_CREATED", "NOTE_CREATED"],
    ]);
    // Somebody else's event over the same socket comes after what the second coach could have been told.
    expect(JSON.stringify(ofSecond.received)).not.toMatch(/After|And later|COACH_LEFT/);
    expect(await refused(follow(second))).toContain("NOT_FOUND");
  });

  test("goes on after a lost connection with neither gap nor repeat nor another snapshot", async () => {
    const first = await begun(client);
    await note(coach, "SHARED", "one");
    await told(first, 2);
    const { position, seq } = changesIn(first).at(-1)!;
    first.cut();
    await note(coach, "PRIVATE", "hidden");
    await note(coach, "SHARED", "two");
    for (const where of [{ position }, { after: seq }]) {
      const resumed = follow(client, where);
      await resumed.until(1);
      expect(changesIn(resumed)[0].object.text).toBe("two");
      resumed.cut();
    }
    expect(await refused(follow(client, { after: 1_000_000 }))).toContain("RESYNC_REQUIRED");
    const [number] = position.split(".");
    expect(await refused(follow(client, { position: `${number}.AAAAAAAAAAAA` }))).toContain("RESYNC_REQUIRED");
  });

  test("is told the same on each of their sockets", async () => {
    const both = [await begun(client), await begun(client)];
    await note(coach, "SHARED", "one");
    for (const each of both) expect(await told(each, 2)).toEqual(["SNAPSHOT", "NOTE_CREATED"]);
    const late = await begun(client);
    await note(coach, "SHARED", "two");
    for (const each of both) expect(await told(each, 3)).toEqual(["SNAPSHOT", "NOTE_CREATED", "NOTE_CREATED"]);
    expect(await told(late, 2)).toEqual(["SNAPSHOT", "NOTE_CREATED"]);
  });

  test("is closed when they are no longer in the firm", async () => {
    const following = await begun(client);
    const owner = await signedIn(firm, await firm.person(["OWNER"]));
    await done(owner, "deactivatePerson", { personId: apiId("person", people.client) });
    expect(await following.untilEnded()).toMatchObject({ code: 4403 });
  });
});

describe("An engagement cannot be followed", () => {
  test("by who does not see it, who cannot tell it from one that never was", async () => {
    const elsewhere = await signedIn(firm, await firm.person(["COACH"]));
    const never = await refused(elsewhere.follow(text, { id: `engagement_${"0".repeat(31)}1` }));
    expect(never).toContain("NOT_FOUND");
    expect(await refused(follow(elsewhere))).toBe(never);
  });

  test("by who does not see when it changed", async () => {
    for (const role of ["SPONSOR", "FINANCE", "ASSISTANT"])
      expect(await refused(follow(await signedIn(firm, await firm.person([role]))))).toContain("FORBIDDEN");
  });
});
