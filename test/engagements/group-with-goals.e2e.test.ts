import { expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { done } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

const ROLES = ["owner", "manager", "coach", "ada", "ben", "sponsor", "finance"] as const;
type Role = (typeof ROLES)[number];

const SCALE = ["Avoids it", "Is asked twice", "Does it when asked", "Does it unasked", "Others learn from it"];

const QUERY = `query($id: ID!) { engagement(id: $id) {
  goals(first: 9) { nodes { title level } }
  actionItems(first: 9) { nodes { title } }
  notes(first: 9) { nodes { text } }
  participants(first: 9) { nodes { person { name } goalScoreChange } }
} }`;
const NODE = `query($id: ID!) { node(id: $id) { ... on Goal { title level } } }`;

test("a group: each works on goals of their own, meets with all, and decides alone what the sponsor learns", async () => {
  const firm = await FirmFactory.create(database.admin);
  const organization = await firm.organization();
  const persons: Readonly<Record<Role, string>> = {
    ...{ owner: await firm.person(["OWNER"]), manager: await firm.person(["PROGRAM_MANAGER"]) },
    coach: await firm.person(["COACH"], { name: "Carla" }),
    ada: await firm.person(["CLIENT"], { name: "Ada", organization_id: organization }),
    ben: await firm.person(["CLIENT"], { name: "Ben", organization_id: organization }),
    sponsor: await firm.person(["SPONSOR"], { organization_id: organization }),
    finance: await firm.person(["FINANCE"]),
  };
  await firm.availability(persons.coach);
  const clients = {} as Record<Role, TestClient>;
  for (const role of ROLES) clients[role] = await signedIn(firm, persons[role]);
  const { manager, coach, ada, ben } = clients;

  const given = {
    ...{ title: "Speaking up", kind: "COACHING", format: "GROUP", startsOn: day(-30), endsOn: day(60) },
    ...{ allocationUnit: "SESSIONS", allocationAmount: 6, organizationId: apiId("organization", organization) },
    coachIds: [apiId("person", persons.coach)],
    participantIds: [persons.ada, persons.ben].map((id) => apiId("person", id)),
  };
  const { engagement } = await done(manager, "createEngagement", given, { answer: "engagement { id }" });
  const engagementId: string = engagement.id;
  await done(manager, "activateEngagement", { id: engagementId }, { type: "EngagementStatusInput" });

  const none = { goals: [], actionItems: [], notes: [], scores: [] };
  /** What each role sees in the engagement, and of one goal by its id. Who is not named sees nothing of the work. */
  const expectSeen = async (goalId: string, some: Partial<Record<Role, object>>) => {
    for (const role of ROLES) {
      const found = (await clients[role].ask(QUERY, { id: engagementId })).engagement;
      const { node } = await clients[role].ask(NODE, { id: goalId });
      const level = (goal: AnyData) => `${goal.title}: ${goal.level}`;
      const seen = {
        goals: found.goals.nodes.map(level).sort(),
        actionItems: found.actionItems.nodes.map(({ title }: AnyData) => title).sort(),
        notes: found.notes.nodes.map(({ text }: AnyData) => text),
        scores: found.participants.nodes
          .filter(({ goalScoreChange }: AnyData) => goalScoreChange !== null)
          .map(({ person, goalScoreChange }: AnyData) => `${person.name} ${goalScoreChange}`)
          .sort(),
      };
      const { theGoal, ...own } = { theGoal: null, ...none, ...some[role] };
      expect({ role, ...seen, theGoal: node && level(node) }).toEqual({ role, ...own, theGoal });
    }
  };
  const setGoal = async (by: TestClient, title: string): Promise<string> => {
    const goal = { engagementId, title, scale: SCALE, baselineLevel: -1 };
    return (await done(by, "createGoal", goal, { answer: "goal { id }" })).goal.id;
  };

  const adas = await setGoal(ada, "Disagree in the round");
  await setGoal(ben, "Ask for help");
  await done(coach, "createNote", { engagementId, visibility: "SHARED", text: "How we work" });
  await done(ben, "createActionItem", { engagementId, title: "Call Mia" });
  const begun = { notes: ["How we work"], goals: ["Disagree in the round: null"], scores: ["Ada 0"] };
  await expectSeen(adas, {
    coach: {
      ...{ goals: ["Ask for help: null", "Disagree in the round: null"], scores: ["Ada 0", "Ben 0"] },
      ...{ actionItems: ["Call Mia"], notes: ["How we work"], theGoal: "Disagree in the round: null" },
    },
    ada: { ...begun, theGoal: "Disagree in the round: null" },
    ben: { ...begun, goals: ["Ask for help: null"], scores: ["Ben 0"], actionItems: ["Call Mia"] },
  });

  // All of them meet, and everybody who follows the coach's schedule is told.
  const startsAt = at(3, 9).toISOString();
  const follow = (by: TestClient) =>
    by.follow("subscription($coach: ID!) { scheduleChanged(coachId: $coach, after: 0) { session { startsAt } } }", {
      coach: apiId("person", persons.coach),
    });
  const followers = [coach, ada, ben].map(follow);
  await done(coach, "bookSession", { engagementId, startsAt, endsAt: at(3, 10).toISOString() });
  for (const each of followers) {
    const [first] = await each.until(1);
    expect(new Date(first!.data.scheduleChanged.session.startsAt).toISOString()).toBe(startsAt);
  }

  await done(ada, "recordGoalProgress", { goalId: adas, level: 1, comment: "In the weekly round" });
  await done(ada, "shareGoal", { id: adas, part: "PROGRESS" });
  const shared = { goals: ["Disagree in the round: 1"], theGoal: "Disagree in the round: 1" };
  await expectSeen(adas, {
    coach: {
      ...{ goals: ["Ask for help: null", "Disagree in the round: 1"], theGoal: "Disagree in the round: 1" },
      ...{ scores: ["Ada 20", "Ben 0"], actionItems: ["Call Mia"], notes: ["How we work"] },
    },
    ada: { ...shared, notes: ["How we work"], scores: ["Ada 20"] },
    ben: { goals: ["Ask for help: null"], scores: ["Ben 0"], actionItems: ["Call Mia"], notes: ["How we work"] },
    sponsor: shared,
  });

  await done(ada, "unshareGoal", { id: adas });
  await expectSeen(adas, {
    coach: {
      ...{ goals: ["Ask for help: null", "Disagree in the round: 1"], theGoal: "Disagree in the round: 1" },
      ...{ scores: ["Ada 20", "Ben 0"], actionItems: ["Call Mia"], notes: ["How we work"] },
    },
    ada: { ...shared, notes: ["How we work"], scores: ["Ada 20"] },
    ben: { goals: ["Ask for help: null"], scores: ["Ben 0"], actionItems: ["Call Mia"], notes: ["How we work"] },
  });
});
