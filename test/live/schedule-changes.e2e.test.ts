import { beforeEach, describe, expect, test } from "@jest/globals";
import { apiId, at, FirmFactory, type TestClient } from "@coachwork/testing";
import { sharedStage } from "../support/stage.ts";

let firm: FirmFactory;
let coach: string;
let engagement: string;
let manager: TestClient;
let watcher: TestClient;

const changes = `subscription($coach: ID!, $after: Int) {
  scheduleChanged(coachId: $coach, after: $after) { seq type session { id startsAt engagement { title } } }
}`;

const { database, signedIn } = await sharedStage();

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  coach = await firm.person(["COACH"]);
  const people = { coaches: [coach], participants: [await firm.person(["CLIENT"])] };
  engagement = await firm.engagement(people, { allocation_amount: 1_000 });
  await firm.availability(coach);
  manager = await somebody(["PROGRAM_MANAGER"]);
  watcher = await signedIn(firm, coach);
});

const somebody = async (roles: string[]) => signedIn(firm, await firm.person(roles));

async function book(hour: number, engagementId = engagement): Promise<string> {
  const input = {
    engagementId: apiId("engagement", engagementId),
    startsAt: at(2 + Math.floor(hour / 24), hour % 24),
    endsAt: at(2 + Math.floor(hour / 24), hour % 24, 50),
  };
  const { bookSession } = await manager.ask(
    `mutation($input: BookSessionInput!) { bookSession(input: $input) { session { id } userErrors { code message } } }`,
    { input },
  );
  expect(bookSession.userErrors).toEqual([]);
  return bookSession.session.id;
}

const sessionsOf = (answers: readonly { data?: { scheduleChanged: { session: { id: string } } } }[]) =>
  answers.map(({ data }) => data!.scheduleChanged.session.id);

describe("a coach who watches the schedule", () => {
  test("goes on after a lost connection with neither gap nor repeat", async () => {
    const booked: string[] = [];
    const first = watcher.follow(changes, { coach: apiId("person", coach), after: 0 });
    for (const hour of [0, 1, 2]) booked.push(await book(hour));
    const seen = [...(await first.until(3))];
    first.cut();

    for (const hour of [3, 4, 5]) booked.push(await book(hour)); // while nobody listens
    const after = seen.at(-1)!.data.scheduleChanged.seq;
    const second = watcher.follow(changes, { coach: apiId("person", coach), after });
    for (const hour of [6, 7]) booked.push(await book(hour));
    seen.push(...(await second.until(5)));

    expect(sessionsOf(seen)).toEqual(booked);
    const seqs = seen.map(({ data }) => data.scheduleChanged.seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    expect(seen[0]).toMatchObject({
      data: { scheduleChanged: { type: "BOOKED", session: { engagement: { title: "An engagement" } } } },
    });
  });

  test("can be cut at any moment, again and again, while bookings go on", async () => {
    const total = 40;
    const booking = (async () => {
      const ids: string[] = [];
      for (let hour = 0; hour < total; hour += 1) ids.push(await book(hour));
      return ids;
    })();
    const seen: { seq: number; session: { id: string } }[] = [];
    for (let batch = 1; seen.length < total; batch = (batch % 5) + 1) {
      const following = watcher.follow(changes, { coach: apiId("person", coach), after: seen.at(-1)?.seq ?? 0 });
      await following.until(Math.min(batch, total - seen.length));
      following.cut();
      seen.push(...following.received.map(({ data }) => data.scheduleChanged));
    }
    expect(seen.map(({ session }) => session.id)).toEqual(await booking);
  });

  test("sees changes of the own schedule alone", async () => {
    const other = await firm.person(["COACH"]);
    const elsewhere = await firm.engagement({ coaches: [other], participants: [await firm.person(["CLIENT"])] });
    await firm.availability(other);
    const following = watcher.follow(changes, { coach: apiId("person", coach), after: 0 });
    await book(1, elsewhere);
    const mine = await book(2);
    expect(sessionsOf(await following.until(1))).toEqual([mine]);
  });

  test("is still told when the connection for wake-ups was lost", async () => {
    const following = watcher.follow(changes, { coach: apiId("person", coach), after: 0 });
    const first = await book(1);
    await following.until(1);
    await database.admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'coachwork bus' and datname = $1",
      [database.name],
    );
    const second = await book(2);
    expect(sessionsOf(await following.until(2))).toEqual([first, second]);
  });
});

describe("a client who follows their own schedule", () => {
  const own = `subscription($person: ID!, $after: Int) {
    scheduleChanged(personId: $person, after: $after) { seq type session { id } } }`;
  const joined = async (engagementId: string, person: string) => {
    const input = { engagementId: apiId("engagement", engagementId), personId: apiId("person", person) };
    const { addEngagementParticipant } = await manager.ask(
      "mutation($input: AddToEngagementInput!) { addEngagementParticipant(input: $input) { userErrors { code } } }",
      { input },
    );
    expect(addEngagementParticipant.userErrors).toEqual([]);
  };

  test("is told of their sessions with whichever coach, of groups that they join, and of nobody else's", async () => {
    const another = await firm.person(["COACH"]);
    await firm.availability(another);
    const [person, other] = [await firm.person(["CLIENT"]), await firm.person(["CLIENT"])];
    const engaged = (coachId: string, participant: string, more: Record<string, unknown> = {}) =>
      firm.engagement({ coaches: [coachId], participants: [participant] }, more);
    const [first, second] = [await engaged(coach, person), await engaged(another, person)];
    const group = await engaged(another, other, { format: "GROUP" });
    const client = await signedIn(firm, person);
    const following = client.follow(own, { person: apiId("person", person), after: 0 });
    const booked = [await book(1, first)];
    await book(2);
    booked.push(await book(3, second));
    await book(4, group);
    expect(sessionsOf(await following.until(2))).toEqual(booked);
    await joined(group, person);
    const after = await book(8, group);
    // The session that was booked before has another participant now.
    expect(sessionsOf(await following.until(4)).slice(2)).toContain(after);
    await client.close();
  });

  test("sees nothing of the engagements of somebody else", async () => {
    const foreign = await (await FirmFactory.create(database.admin)).person(["CLIENT"]);
    const person = await firm.person(["CLIENT"]);
    const following = (await signedIn(firm, person)).follow(own, { person: apiId("person", foreign) });
    await following.untilEnded();
    expect(JSON.stringify([following.ended, following.received])).toContain("NOT_FOUND");
  });
});

describe("who watches several coaches", () => {
  const several = `subscription($coaches: [ID!], $coach: ID) {
    scheduleChanged(coachIds: $coaches, coachId: $coach, after: 0) { session { id } } }`;
  const idOf = (person: string) => apiId("person", person);

  test("is told of each of their sessions once, in order, and of nobody else's", async () => {
    const [second, third] = [await firm.person(["COACH"]), await firm.person(["COACH"])];
    for (const one of [second, third]) await firm.availability(one);
    const client = await firm.person(["CLIENT"]);
    const withAll = (...coaches: string[]) => firm.engagement({ coaches, participants: [client] });
    const [both, alone, others] = [await withAll(coach, second), await withAll(second), await withAll(third)];
    const following = manager.follow(several, { coaches: [idOf(coach), idOf(second)] });
    const first = await book(1);
    await following.until(1);
    const shared = await book(3, both);
    await book(5, others);
    const last = await book(7, alone);
    expect(sessionsOf(await following.until(3))).toEqual([first, shared, last]);
  });

  test("must name them in one way, and see each of them", async () => {
    const answer = async (variables: Record<string, unknown>) => {
      const following = manager.follow(several, variables);
      await following.untilEnded();
      return JSON.stringify([following.ended, following.received]);
    };
    expect(await answer({ coach: idOf(coach), coaches: [idOf(coach)] })).toContain(
      "You gave coachId and coachIds. Give one of coachId, coachIds, personId, teamId, organizationId, or none.",
    );
    expect(await answer({ coaches: [] })).toContain("There are 0 coaches; give 1 to 100.");
    const foreign = await (await FirmFactory.create(database.admin)).person(["COACH"]);
    expect(await answer({ coaches: [idOf(coach), idOf(foreign)] })).toContain("NOT_FOUND");
  });
});

describe("who watches more than people", () => {
  const wide = `subscription($team: ID, $organization: ID, $after: Int) {
    scheduleChanged(teamId: $team, organizationId: $organization, after: $after) { type position session { id } } }`;
  const told = async (following: ReturnType<TestClient["follow"]>, count: number) =>
    (await following.until(count)).map(({ data }) => data.scheduleChanged.session?.id ?? data.scheduleChanged.type);

  test("sees the sessions of a team, of an organization, or of the firm, as far as they may", async () => {
    const [organization, other] = [
      await firm.organization({ name: "Alder" }),
      await firm.organization({ name: "Birch" }),
    ];
    const team = await firm.team(organization, { name: "Board" });
    const client = await firm.person(["CLIENT"]);
    const engagementOf = (more: object, coaches = [coach]) =>
      firm.engagement({ coaches, participants: [client] }, { allocation_amount: 1_000, ...more });
    const second = await firm.person(["COACH"]);
    await firm.availability(second);
    const sponsored = await engagementOf({ organization_id: organization });
    const ofTeam = await engagementOf({ organization_id: organization, team_id: team, format: "TEAM" });
    const ofOther = await engagementOf({ organization_id: other }, [second]);
    const followings = [
      manager.follow(wide, { organization: apiId("organization", organization) }),
      manager.follow(wide, { team: apiId("team", team) }),
      manager.follow(wide),
      watcher.follow(wide),
    ];
    for (const following of followings) expect(await told(following, 1)).toEqual(["SNAPSHOT"]);
    const [one, two, three] = [await book(1, sponsored), await book(3, ofTeam), await book(5, ofOther)];
    const last = await book(7, ofTeam);
    expect(await told(followings[0]!, 4)).toEqual(["SNAPSHOT", one, two, last]);
    expect(await told(followings[1]!, 3)).toEqual(["SNAPSHOT", two, last]);
    expect(await told(followings[2]!, 5)).toEqual(["SNAPSHOT", one, two, three, last]);
    // A coach who asks for all is told of their own.
    expect(await told(followings[3]!, 4)).toEqual(["SNAPSHOT", one, two, last]);
  });

  test("goes on where the snapshot was", async () => {
    const following = manager.follow(wide);
    const [snapshot] = await following.until(1);
    const booked = await book(1);
    const resumed = manager.follow(
      "subscription($position: String) { scheduleChanged(position: $position) { session { id } } }",
      {
        position: snapshot!.data.scheduleChanged.position,
      },
    );
    expect(sessionsOf(await resumed.until(1))).toEqual([booked]);
  });

  test("must see the organization or the team", async () => {
    const elsewhere = await FirmFactory.create(database.admin);
    const organization = await elsewhere.organization();
    for (const variables of [
      { organization: apiId("organization", organization) },
      { team: apiId("team", await elsewhere.team(organization)) },
      { organization: "nonsense" },
    ]) {
      const following = manager.follow(wide, variables);
      expect(JSON.stringify([await following.untilEnded(), following.received])).toContain("NOT_FOUND");
    }
  });
});

describe("who watches a coach's schedule without being the coach", () => {
  test("sees the sessions of the own engagements alone, as a client", async () => {
    const person = await firm.person(["CLIENT"]);
    const own = await firm.engagement({ coaches: [coach], participants: [person] });
    const client = await signedIn(firm, person);
    const following = client.follow(changes, { coach: apiId("person", coach), after: 0 });
    await book(1);
    const mine = await book(2, own);
    expect(sessionsOf(await following.until(1))).toEqual([mine]);
    await client.close();
  });

  test("gets the same refusal for a coach of another firm and for one who never was", async () => {
    const foreign = await (await FirmFactory.create(database.admin)).person(["COACH"]);
    const refusals = [apiId("person", foreign), "person_00000000000070008000000000000001", "nonsense"].map(
      async (id) => {
        const following = watcher.follow(changes, { coach: id });
        await following.untilEnded();
        // What is left in the bucket and the request's id differ from one question to the next, whatever the answer.
        const received = following.received.map(({ data, errors }) => ({ data, errors }));
        return JSON.stringify([following.ended, received]).replaceAll(/"requestId":"[^"]*"/g, "");
      },
    );
    const [one, two, three] = await Promise.all(refusals);
    expect(one).toContain("NOT_FOUND");
    expect(one).toEqual(two);
    expect(two).toEqual(three);
  });

  test("is told that an event which has not happened cannot be gone on after", async () => {
    const following = watcher.follow(changes, { coach: apiId("person", coach), after: 1_000 });
    await following.untilEnded();
    expect(JSON.stringify([following.ended, following.received])).toContain("the firm's last event is 0");
    expect(JSON.stringify([following.ended, following.received])).toContain("RESYNC_REQUIRED");
  });
});
