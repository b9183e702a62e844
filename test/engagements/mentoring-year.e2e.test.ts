import { expect, test } from "@jest/globals";
import { type AnyData, apiId, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { done } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

const ROLES = ["owner", "manager", "mentor", "mentee", "sponsor", "finance"] as const;
type Role = (typeof ROLES)[number];

const QUERY = `query($id: ID!) { engagement(id: $id) {
  status endsOn objectives
  statusChanges(first: 9) { nodes { status closingReason reason } }
  extensions(first: 9) { nodes { status endsOn message } }
  takeaways(first: 9) { nodes { text } }
} }`;

test("a mentoring year: agreed, extended by both sides, completed, and what both took from it", async () => {
  const firm = await FirmFactory.create(database.admin);
  const organization = await firm.organization();
  const persons: Readonly<Record<Role, string>> = {
    owner: await firm.person(["OWNER"]),
    manager: await firm.person(["PROGRAM_MANAGER"]),
    mentor: await firm.person(["COACH"], { name: "Mia" }),
    mentee: await firm.person(["CLIENT"], { name: "Theo" }),
    sponsor: await firm.person(["SPONSOR"], { organization_id: organization }),
    finance: await firm.person(["FINANCE"]),
  };
  const clients = {} as Record<Role, TestClient>;
  for (const role of ROLES) clients[role] = await signedIn(firm, persons[role]);
  const { manager, mentor, mentee } = clients;
  let engagementId = "";
  /** What each role sees: what all see, and what some see otherwise. */
  const expectSeen = async (all: object, some: Partial<Record<Role, object>>) => {
    for (const role of ROLES) {
      const { engagement } = await clients[role].ask(QUERY, { id: engagementId });
      const { statusChanges, extensions, takeaways, ...own } = engagement;
      const seen = { ...own, steps: statusChanges.nodes, extensions: extensions.nodes };
      const texts = takeaways.nodes.map(({ text }: AnyData) => text as string);
      expect({ role, ...seen, takeaways: texts }).toEqual({ role, takeaways: [], ...all, ...some[role] });
    }
  };
  const [end, later] = [day(30), day(210)];
  const objectives = "Lead a ward within two years";
  const asked = { status: "PROPOSED", endsOn: later };
  const message = "The ward is promised to me for the spring.";
  const staff = (value: object) => ({ owner: value, manager: value });

  const input = {
    ...{ title: "A year", kind: "MENTORING", format: "INDIVIDUAL", mentoringForm: "FORMAL", objectives },
    ...{ startsOn: day(-335), endsOn: end, organizationId: apiId("organization", organization) },
    ...{ coachIds: [apiId("person", persons.mentor)], participantIds: [apiId("person", persons.mentee)] },
  };
  engagementId = (await done(manager, "createEngagement", input, { answer: "engagement { id }" })).engagement.id;
  await done(manager, "activateEngagement", { id: engagementId }, { type: "EngagementStatusInput" });
  const hidden = { objectives: null };
  const begun = { status: "ACTIVE", closingReason: null, reason: null };
  await expectSeen(
    { status: "ACTIVE", endsOn: end, objectives, steps: [begun], extensions: [] },
    { sponsor: hidden, finance: hidden },
  );

  const proposal = { engagementId, endsOn: later, message };
  const { extension } = await done(mentee, "proposeExtension", proposal, { answer: "extension { id }" });
  const outside = { ...hidden, extensions: [] };
  await expectSeen(
    { status: "ACTIVE", endsOn: end, objectives, steps: [begun], extensions: [{ ...asked, message }] },
    { ...staff({ extensions: [{ ...asked, message: null }] }), sponsor: outside, finance: outside },
  );

  await done(mentor, "acceptExtension", { id: extension.id });
  const accepted = { ...asked, status: "ACCEPTED" };
  await expectSeen(
    { status: "ACTIVE", endsOn: later, objectives, steps: [begun], extensions: [{ ...accepted, message }] },
    { ...staff({ extensions: [{ ...accepted, message: null }] }), sponsor: outside, finance: outside },
  );

  const take = (by: TestClient, visibility: string, text: string) =>
    done(by, "createTakeaway", { engagementId, visibility, text });
  await take(mentee, "PRIVATE", "I was afraid of the ward");
  const closing = { id: engagementId, closingReason: "GOALS_REACHED", reason: "The ward is theirs" };
  await done(manager, "completeEngagement", closing, { type: "CloseEngagementInput" });
  await take(mentor, "SHARED", "To ask before I answer");
  await take(mentee, "SHARED", "Say no once a day");
  const ended = { status: "COMPLETED", closingReason: null, reason: null };
  const known = { status: "COMPLETED", closingReason: "GOALS_REACHED", reason: "The ward is theirs" };
  const shared = ["To ask before I answer", "Say no once a day"];
  await expectSeen(
    {
      ...{ status: "COMPLETED", endsOn: later, objectives },
      ...{ steps: [begun, ended], extensions: [{ ...accepted, message }] },
    },
    {
      ...staff({ steps: [begun, known], extensions: [{ ...accepted, message: null }] }),
      mentor: { takeaways: shared },
      mentee: { takeaways: ["I was afraid of the ward", ...shared] },
      ...{ sponsor: outside, finance: outside },
    },
  );
});
