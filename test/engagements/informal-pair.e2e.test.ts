import { expect, test } from "@jest/globals";
import { type AnyData, apiId, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

const ROLES = ["owner", "manager", "mentor", "mentee", "finance"] as const;
type Role = (typeof ROLES)[number];

const QUERY = `query($id: ID!) { engagement(id: $id) {
  status endsOn allocationAmount
  goals(first: 9) { nodes { kind title } }
  feedbackGiven(first: 9) { nodes { status text } }
  takeaways(first: 9) { nodes { text } }
} }`;

test("an informal pair: nothing to sign or to count, no end in sight, and feedback when the mentee asks", async () => {
  const firm = await FirmFactory.create(database.admin);
  const persons: Readonly<Record<Role, string>> = {
    ...{ owner: await firm.person(["OWNER"]), manager: await firm.person(["PROGRAM_MANAGER"]) },
    ...{ mentor: await firm.person(["COACH"]), mentee: await firm.person(["CLIENT"]) },
    finance: await firm.person(["FINANCE"]),
  };
  const clients = {} as Record<Role, TestClient>;
  for (const role of ROLES) clients[role] = await signedIn(firm, persons[role]);
  const { manager, mentor, mentee } = clients;

  const pair = {
    ...{ title: "Over lunch", kind: "MENTORING", format: "INDIVIDUAL", mentoringForm: "INFORMAL", startsOn: day(-60) },
    coachIds: [apiId("person", persons.mentor)],
    participantIds: [apiId("person", persons.mentee)],
  };
  const counted = { ...pair, allocationUnit: "SESSIONS", allocationAmount: 6 };
  expect((await mutate(manager, "createEngagement", counted)).userErrors).toEqual([
    refusal("NO_ALLOCATION", "allocationAmount"),
  ]);
  const { engagement } = await done(manager, "createEngagement", pair, { answer: "engagement { id }" });
  const engagementId: string = engagement.id;
  await done(manager, "activateEngagement", { id: engagementId }, { type: "EngagementStatusInput" });

  const nothing = { goals: [], feedback: [], takeaways: [] };
  /** What the two see of their work. Nobody else sees any of it. */
  const expectSeen = async (status: string, two: object, own: Partial<Record<Role, object>> = {}) => {
    for (const role of ROLES) {
      const { goals, feedbackGiven, takeaways, ...terms } = (await clients[role].ask(QUERY, { id: engagementId }))
        .engagement;
      const seen = {
        goals: goals.nodes.map(({ kind, title }: AnyData) => `${kind} ${title}`),
        feedback: feedbackGiven.nodes.map(({ status, text }: AnyData) =>
          text === null ? status : `${status} ${text}`,
        ),
        takeaways: takeaways.nodes.map(({ text }: AnyData) => text),
      };
      const isOfTwo = role === "mentor" || role === "mentee";
      expect({ role, ...terms, ...seen }).toEqual({
        ...{ role, status, endsOn: null, allocationAmount: null },
        ...{ ...nothing, ...(isOfTwo && two), ...own[role] },
      });
    }
  };
  await expectSeen("ACTIVE", {});

  // The mentee owns what it is about, and there is no scale to measure it by.
  const theme = { engagementId, kind: "THEME", title: "Saying no" };
  expect((await mutate(mentor, "createGoal", theme)).userErrors).toEqual([refusal("FORBIDDEN", "engagementId")]);
  await done(mentee, "createGoal", theme);
  const goals = ["THEME Saying no"];
  await expectSeen("ACTIVE", { goals });

  const participantId = apiId("person", persons.mentee);
  const feedback = { engagementId, participantId, text: "You waited for the right moment" };
  expect((await mutate(mentor, "giveFeedback", feedback)).userErrors).toEqual([
    refusal("NEEDS_REQUEST", "participantId"),
  ]);
  await done(mentee, "requestFeedback", { engagementId, question: "How did I do in the meeting?" });
  await expectSeen("ACTIVE", { goals, feedback: ["REQUESTED"] });
  await done(mentor, "giveFeedback", feedback);
  const answered = { goals, feedback: [`GIVEN ${feedback.text}`] };
  await expectSeen("ACTIVE", answered);

  const closing = { id: engagementId, closingReason: "GOALS_REACHED" };
  await done(manager, "completeEngagement", closing, { type: "CloseEngagementInput" });
  await done(mentor, "createTakeaway", { engagementId, visibility: "PRIVATE", text: "I talk too much" });
  await done(mentee, "createTakeaway", { engagementId, visibility: "SHARED", text: "No is a sentence" });
  await expectSeen(
    "COMPLETED",
    { ...answered, takeaways: ["No is a sentence"] },
    { mentor: { takeaways: ["I talk too much", "No is a sentence"] } },
  );
});
