import { expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { done } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { saying } from "./saying.ts";

const { database, signedIn } = await sharedStage();

const ROLES = ["owner", "admin", "manager", "coach", "client", "fellow", "sponsor", "finance", "stranger"] as const;
type Role = (typeof ROLES)[number];

/** The types of what is written, and the field with the words. */
const TEXTS = {
  Agreement: "text",
  ActionItem: "title",
  Feedback: "text",
  Goal: "title",
  Note: "text",
  Takeaway: "text",
} as const;
type Type = keyof typeof TEXTS;

/** Everything that somebody finds in lists. */
const LISTS = Object.entries({
  ...{ Agreement: "agreements", ActionItem: "actionItems", Feedback: "feedbackGiven", Goal: "goals" },
  ...{ Note: "notes", Takeaway: "takeaways" },
}).map(([type, list]) => `${list}(first: 50) { nodes { id ${TEXTS[type as Type]} } }`);

const SUMS = `query($coaching: ID!, $group: ID!) {
  coaching: engagement(id: $coaching) { ...sums }
  group: engagement(id: $group) { ...sums }
  sessions(first: 50) { nodes { id date kind status attendance { status } } }
}
fragment sums on Engagement {
  status allocationUsed allocationForfeited allocationReserved allocationAvailable sessionCount
  allocationEntries(first: 50) { nodes { kind amount } }
  participants(first: 9) { nodes { id joinedOn baselineGoalScore goalScore goalScoreChange } }
}`;

/** Whatever shows people or what was said of them. */
const ANSWERS = `{
  people(first: 20) { nodes { id name email externalId formerIds locale timeZone participation(first: 9) { nodes { engagement { title } } } } }
  engagements(first: 5) { nodes {
    title objectives externalId
    coaches(first: 9) { nodes { person { name email } } } participants(first: 9) { nodes { person { name email } } }
    statusChanges(first: 9) { nodes { reason changedBy { name } } }
    allocationEntries(first: 9) { nodes { reason recordedBy { name } } }
    sessions(first: 9) { nodes { agenda place cancellationReason bookedBy { name } attendance { person { name } recordedBy { name } } } }
    resources(first: 9) { nodes { title description url } }
  } }
  goals(first: 20) { nodes { title why scale participant { name } progress(first: 9) { nodes { comment recordedBy { name } } } revisions(first: 9) { nodes { reason } } } }
  notes(first: 20) { nodes { text author { name } versions(first: 9) { nodes { text } } } }
  takeaways(first: 20) { nodes { text author { name } } }
  actionItems(first: 20) { nodes { title owner { name } participant { name } } }
  feedbackGiven(first: 20) { nodes { text question participant { name } } }
  agreements(first: 20) { nodes { title reason decidedBy { name } parties { person { name email } } } }
}`;

interface Written {
  readonly type: Type;
  readonly id: string;
  readonly text: string;
  readonly readers: readonly Role[];
  /** What stands there once the client is erased. Null: nobody finds it any more. */
  readonly after: string | null;
  /** Who reads it then, besides the client, who reads nothing any more. The same by default. */
  readonly readersAfter?: readonly Role[];
}

test("a client with all that a client can have is erased: texts and name go, sums and signatures stay", async () => {
  const word = `quibble${Date.now().toString(36)}`;
  const name = `Ada ${word}`;
  const firm = await FirmFactory.create(database.admin);
  const organization = await firm.organization();
  const told = { name, email: `${word}@people.example`, external_id: `staff-${word}`, organization_id: organization };
  const persons: Readonly<Record<Role, string>> = {
    owner: await firm.person(["OWNER"]),
    admin: await firm.person(["ADMIN"]),
    manager: await firm.person(["PROGRAM_MANAGER"]),
    coach: await firm.person(["COACH"], { name: "Cora" }),
    client: await firm.person(["CLIENT"], told),
    fellow: await firm.person(["CLIENT"], { name: "Finn" }),
    sponsor: await firm.person(["SPONSOR"], { name: "Sven", organization_id: organization }),
    finance: await firm.person(["FINANCE"]),
    stranger: await firm.person(["COACH"]),
  };
  const as = {} as Record<Role, TestClient>;
  for (const role of ROLES) as[role] = await signedIn(firm, persons[role]);
  const { owner, manager, coach, client, fellow } = as;
  const [coachId, clientId, fellowId] = [persons.coach, persons.client, persons.fellow].map((id) =>
    apiId("person", id),
  ) as [string, string, string];

  const paid = { organization_id: organization, ends_on: day(120) };
  const alone = { coaches: [persons.coach], participants: [persons.client] };
  const both = { coaches: [persons.coach], participants: [persons.client, persons.fellow] };
  const mentoring = { kind: "MENTORING", mentoring_form: "FORMAL", allocation_unit: null, allocation_amount: null };
  const [coaching, mentored, group] = [
    await firm.engagement(alone, { ...paid, title: `Leading, for ${name}`, objectives: "To be heard" }),
    await firm.engagement(alone, { ...mentoring, title: "A year", objectives: "A ward" }),
    await firm.engagement(both, { ...paid, format: "GROUP", title: "Speaking up" }),
  ].map((id) => apiId("engagement", id)) as [string, string, string];

  const written: Written[] = [];
  /** Writes something, and keeps who reads it. */
  async function write(by: TestClient, mutation: string, input: object, entry: Omit<Written, "type" | "id" | "text">) {
    const noun = mutation.replace(/^(create|give)/, "");
    const type = noun as Type;
    const field = `${noun[0]!.toLowerCase()}${noun.slice(1)}`;
    const { [field]: made } = await done(by, mutation, input, { answer: `${field} { id text: ${TEXTS[type]} }` });
    written.push({ type, ...made, ...entry });
    return made.id as string;
  }

  // Notes: of all visibilities, by and about the client, in work with the client alone and in a group.
  const pair = ["coach", "client"] as const;
  const everybodyInGroup = ["coach", "client", "fellow"] as const;
  for (const [engagementId, after] of [
    [coaching, "Erased."],
    [group, "[…] was afraid"],
  ] as const)
    for (const [visibility, readers] of [
      ["PRIVATE", ["coach"]],
      ["COACHES", ["coach"]],
      ["SHARED", engagementId === group ? everybodyInGroup : pair],
    ] as const)
      await write(coach, "createNote", { engagementId, visibility, text: `${name} was afraid` }, { readers, after });
  const own = { engagementId: group, visibility: "SHARED", text: "I was afraid of the board" };
  const ownNote = await write(client, "createNote", own, { readers: everybodyInGroup, after: "Erased." });
  const later = "I was afraid of everybody";
  await done(client, "updateNote", { id: ownNote, text: later });
  written.splice(-1, 1, { ...written.at(-1)!, text: later });
  const theirs = { engagementId: group, visibility: "SHARED", text: `So was I, ${name}!` };
  await write(fellow, "createNote", theirs, { readers: everybodyInGroup, after: "So was I, […]!" });

  // Goals: with progress and a revision, and shared with the sponsor.
  const scale = ["Silent", "Rarely", "Mostly", "Always", `As ${name} wishes`];
  const goal = { engagementId: coaching, title: "Speak first", why: "They listen", scale, baselineLevel: -1 };
  const withSponsor = ["coach", "client", "sponsor"] as const;
  const shared = await write(client, "createGoal", goal, {
    ...{ readers: withSponsor, after: "Erased." },
    // Nobody tells the sponsors any more that the client was of their organization.
    readersAfter: ["coach"],
  });
  await done(client, "shareGoal", { id: shared, part: "PROGRESS" });
  await done(coach, "recordGoalProgress", { goalId: shared, level: 1, comment: `${name} spoke first` });
  await done(coach, "reviseGoal", { id: shared, reason: `${name} asked`, weight: 2, level: 1 });
  const fellows = { engagementId: group, title: `Listen to ${name}`, participantId: fellowId };
  await write(fellow, "createGoal", fellows, { readers: ["coach", "fellow"], after: "Listen to […]" });

  // Action items, feedback and takeaways.
  const item = { engagementId: coaching, title: "Call the board", ownerId: clientId };
  await write(client, "createActionItem", item, { readers: pair, after: "Erased." });
  const promise = { engagementId: group, title: `Send ${name} the article`, ownerId: coachId, participantId: clientId };
  await write(coach, "createActionItem", promise, { readers: pair, after: "Erased." });
  const mention = { engagementId: group, title: `Ask ${name}`, ownerId: fellowId };
  await write(fellow, "createActionItem", mention, { readers: ["coach", "fellow"], after: "Ask […]" });
  const feedback = { engagementId: group, participantId: clientId, text: "Clear and calm" };
  await write(coach, "giveFeedback", feedback, { readers: pair, after: null });
  const fellowFeedback = { engagementId: group, participantId: fellowId, text: `Quieter than ${name}` };
  await write(coach, "giveFeedback", fellowFeedback, { readers: ["coach", "fellow"], after: "Quieter than […]" });
  const take = (visibility: string, text: string) => ({ engagementId: mentored, visibility, text });
  await write(client, "createTakeaway", take("PRIVATE", "I was afraid"), { readers: ["client"], after: null });
  await write(client, "createTakeaway", take("SHARED", "Say no once a day"), { readers: pair, after: null });
  await write(coach, "createTakeaway", take("PRIVATE", `${name} was kind`), { readers: ["coach"], after: "Erased." });
  await write(coach, "createTakeaway", take("SHARED", "To ask before I answer"), { readers: pair, after: "Erased." });

  // Before the agreement, which it would supersede.
  await done(manager, "adjustAllocation", { engagementId: coaching, amount: 2, reason: `Asked by ${name}` });

  // A signature on a three-way agreement, and another agreement that nobody has signed.
  const template = { name: "Coaching", text: "{{coachName}} coaches {{clientName}}." };
  const templateId = (await done(manager, "createAgreementTemplate", template, { answer: "agreementTemplate { id }" }))
    .agreementTemplate.id;
  const signed = `Cora coaches ${name}.`;
  for (const [engagementId, isThreeWay, after] of [
    [coaching, true, signed],
    [mentored, false, "Erased."],
  ] as const) {
    const prepared = { engagementId, templateId, isThreeWay };
    const { agreement } = await done(manager, "prepareAgreement", prepared, { answer: "agreement { id textHash }" });
    await done(manager, "sendAgreement", { id: agreement.id });
    const { id, textHash } = agreement;
    if (isThreeWay)
      for (const role of ["client", "coach", "sponsor"] as const)
        await done(as[role], "signAgreement", { id, textHash, typedName: role === "client" ? name : role });
    const staff = ["owner", "admin", "manager", "coach", "client"] as const;
    const readers = isThreeWay ? [...staff, "sponsor" as const] : staff;
    written.push({ type: "Agreement", id, text: signed, readers, after });
  }

  // Sessions that took place, with what they cost.
  const session = async (engagementId: string, days: number, status: string) => {
    const hours = { startsAt: at(days, 9).toISOString(), endsAt: at(days, 10).toISOString() };
    await done(coach, "logSession", { engagementId, ...hours, attendance: [{ personId: clientId, status }] });
  };
  await session(coaching, -5, "PRESENT");
  await session(coaching, -4, "LATE");
  await session(group, -3, "NO_SHOW");
  await allDone(database, firm.firmId);

  /** What each role finds by id and in lists, and that these are the same. */
  async function expectSeen(roles: readonly Role[], expected: (each: Written, role: Role) => string | null) {
    const nodes = written.map(
      ({ type, id }, nth) => `n${nth}: node(id: "${id}") { ... on ${type} { id text: ${TEXTS[type]} } }`,
    );
    for (const role of roles) {
      const { ...found } = await as[role].ask(`{ ${nodes.join("\n")} }`);
      const byId = written.map((_, nth) => found[`n${nth}`]?.text ?? null);
      expect([role, byId]).toEqual([role, written.map((each) => expected(each, role))]);
      const lists: AnyData[] = Object.values(await as[role].ask(`{ ${LISTS.join("\n")} }`));
      const listed = lists.flatMap(({ nodes: all }) =>
        all.map(({ id, ...text }: AnyData) => [id, Object.values(text)[0]]),
      );
      const known = written.flatMap(({ id }, nth) => (found[`n${nth}`] ? [[id, byId[nth]]] : []));
      expect([role, listed.sort()]).toEqual([role, known.sort()]);
    }
  }
  const others = ROLES.filter((role) => role !== "client");
  // Finance finds an agreement that was sent, and none of its words.
  const before = ({ readers, text }: Written, role: Role) => (readers.includes(role) ? text : null);
  await expectSeen(ROLES, before);
  const sums = async () =>
    Object.fromEntries(
      await Promise.all(others.map(async (role) => [role, await as[role].ask(SUMS, { coaching, group })] as const)),
    );

  await done(owner, "deactivatePerson", { personId: clientId });
  await allDone(database, firm.firmId);
  await expectSeen(others, before);
  const counted = await sums();

  const { erasePerson } = await owner.ask(
    `mutation($id: ID!) { erasePerson(input: { personId: $id }) { person { name email } kept { kind count reason } userErrors { code } } }`,
    { id: clientId },
  );
  expect(erasePerson).toEqual({
    person: { name: "Erased person", email: null },
    kept: [
      { kind: "ENGAGEMENTS", count: 3, reason: "They are the firm's record of what it agreed and delivered." },
      { kind: "ATTENDANCE", count: 3, reason: "Bills and coaches' hours are counted from it." },
      { kind: "SIGNATURES", count: 1, reason: expect.stringMatching(/^They prove what was agreed\./) },
      { kind: "EVENTS", count: 8, reason: "The log has no gaps. Its events hold ids and no names." },
    ],
    userErrors: [],
  });
  await allDone(database, firm.firmId);

  await expectSeen(others, ({ readers, readersAfter = readers, after }, role) =>
    readersAfter.includes(role) ? after : null,
  );
  // Sponsors see participants of their organization, to which nobody says any more that the client belonged.
  const none = { participants: { nodes: [] } };
  const { sponsor: ofSponsor, ...ofOthers } = counted;
  const uncounted = {
    ...ofSponsor,
    coaching: { ...ofSponsor.coaching, ...none },
    group: { ...ofSponsor.group, ...none },
  };
  expect(await sums()).toEqual({ ...ofOthers, sponsor: uncounted });
  expect((await client.send("{ me { id } }")).errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
  for (const role of others) {
    expect([role, JSON.stringify(await as[role].ask(ANSWERS))]).toEqual([role, expect.not.stringContaining(word)]);
    const { people } = await as[role].ask(`{ people(first: 1, filter: { search: "${word}" }) { totalCount } }`);
    expect([role, people.totalCount]).toEqual([role, 0]);
  }
  // What was signed is kept as it was signed, and nothing else says who they were.
  expect((await saying(database, word)).sort()).toEqual([
    `public.agreement.text: ${signed}`,
    `public.agreement_party.typed_name: ${name}`,
  ]);
});
