import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let manager: TestClient;
let coach: string;
let client: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  coach = await firm.person(["COACH"]);
  client = await firm.person(["CLIENT"], { name: "Chris" });
});

const formal = { kind: "MENTORING", mentoring_form: "FORMAL", objectives: "Lead a ward" };
const toMentoring = { kind: "MENTORING", mentoringForm: "FORMAL", objectives: "Lead a ward" };
const toCoaching = { kind: "COACHING", mentoringForm: null };

const engagementOf = (values: Record<string, unknown> = {}, participants = [client]) =>
  firm.engagement({ coaches: [coach], participants }, values);
const change = (id: string, input: object, by = manager): Promise<AnyData> =>
  mutate(
    by,
    "updateEngagement",
    { id: apiId("engagement", id), ...input },
    { answer: "engagement { kind format mentoringForm allocationUnit allocationAmount team { id } version }" },
  );
const codesOf = async (id: string, input: object) =>
  (await change(id, input)).userErrors as { code: string; field: string[] }[];

describe("the kind of an engagement", () => {
  test.each(["DRAFT", "ACTIVE", "PAUSED"])("changes while it is %s, and is told", async (status) => {
    const id = await engagementOf({ status });
    expect(await change(id, toMentoring)).toMatchObject({
      engagement: { kind: "MENTORING", mentoringForm: "FORMAL", version: 2 },
      userErrors: [],
    });
    expect(await change(id, toCoaching)).toMatchObject({
      engagement: { kind: "COACHING", mentoringForm: null, version: 3 },
      userErrors: [],
    });
    const { rows } = await database.admin.query("select type from event where firm_id = $1", [firm.firmId]);
    expect(rows.map(({ type }) => type)).toEqual(["engagement.updated", "engagement.updated"]);
  });

  test.each(["COMPLETED", "CANCELLED"])("stays once it is %s", async (status) => {
    const id = await engagementOf({ status });
    expect(await codesOf(id, toMentoring)).toEqual([refusal("WRONG_STATUS", "kind")]);
  });

  test("brings what it demands with it", async () => {
    const coaching = await engagementOf();
    expect(await codesOf(coaching, { kind: "MENTORING" })).toEqual([refusal("NEEDS_MENTORING_FORM", "mentoringForm")]);
    expect(await codesOf(coaching, { kind: "MENTORING", mentoringForm: "FORMAL" })).toEqual([
      refusal("NEEDS_OBJECTIVES", "objectives"),
    ]);
    expect(await codesOf(coaching, { kind: "MENTORING", mentoringForm: "INFORMAL" })).toEqual([
      refusal("NO_ALLOCATION", "mentoringForm"),
    ]);
    const mentoring = await engagementOf(formal);
    expect(await codesOf(mentoring, { kind: "COACHING" })).toEqual([refusal("NO_MENTORING_FORM", "mentoringForm")]);
  });

  test("takes its allocation with it while it is a draft, and not later", async () => {
    const informal = { kind: "MENTORING", mentoringForm: "INFORMAL" };
    const none = { allocationUnit: null, allocationAmount: null };
    const ten = { allocationUnit: "HOURS", allocationAmount: 10 };
    const draft = await engagementOf({ status: "DRAFT" });
    expect((await change(draft, { ...informal, ...none })).engagement).toMatchObject(none);
    expect(await codesOf(draft, toCoaching)).toEqual([refusal("NEEDS_ALLOCATION", "allocationAmount")]);
    expect((await change(draft, { ...toCoaching, ...ten })).engagement).toMatchObject(ten);
    const active = await engagementOf();
    expect(await codesOf(active, { ...informal, ...none })).toEqual([refusal("ALLOCATION_FIXED", "allocationAmount")]);
    expect(await codesOf(active, { allocationAmount: 13 })).toEqual([refusal("ALLOCATION_FIXED", "allocationAmount")]);
    const engagementId = apiId("engagement", draft);
    await mutate(manager, "adjustAllocation", { engagementId, amount: 2, reason: "More" });
    expect(await codesOf(draft, { allocationAmount: 13 })).toEqual([refusal("ALLOCATION_FIXED", "allocationAmount")]);
  });

  test("stays once a session took place, because it counts as what the engagement was then", async () => {
    const id = await engagementOf();
    const people = { coaches: [coach], participants: [client] };
    await firm.session(id, { ...people, startsAt: at(-9, 9) }, { status: "COMPLETED", kind: "CHEMISTRY" });
    await firm.session(id, { ...people, startsAt: at(-8, 9) }, { status: "CANCELLED" });
    await firm.session(id, { ...people, startsAt: at(8, 9) });
    expect(await codesOf(id, toMentoring)).toEqual([]);
    await firm.session(id, { ...people, startsAt: at(-7, 9) }, { status: "COMPLETED" });
    expect(await codesOf(id, toCoaching)).toEqual([refusal("TOOK_PLACE", "kind")]);
    expect(await codesOf(id, { format: "GROUP" })).toEqual([refusal("TOOK_PLACE", "format")]);
  });

  test("stays while goals are of the other kind", async () => {
    const [asCoach, asClient] = [await signedIn(firm, coach), await signedIn(firm, client)];
    const coaching = await engagementOf();
    const goal = (engagement: string, by: TestClient) =>
      mutate(by, "createGoal", { engagementId: apiId("engagement", engagement), title: "Listen" });
    await goal(coaching, asCoach);
    expect(await codesOf(coaching, toMentoring)).toEqual([refusal("HAS_GOALS", "kind")]);
    const mentoring = await engagementOf(formal);
    await goal(mentoring, asClient);
    expect(await codesOf(mentoring, toCoaching)).toEqual([refusal("HAS_GOALS", "kind")]);
  });

  test("stays while there is what only mentoring has", async () => {
    const id = await engagementOf(formal);
    const engagementId = apiId("engagement", id);
    const asMentor = await signedIn(firm, coach);
    const extension = await mutate(
      asMentor,
      "proposeExtension",
      { engagementId, endsOn: day(200) },
      { answer: "extension { id }" },
    );
    await mutate(asMentor, "createTakeaway", { engagementId, visibility: "SHARED", text: "Patience" });
    const friend = await firm.person(["CLIENT"]);
    await firm.row("introduction", {
      ...{ engagement_id: id, mentor_id: coach, mentee_id: client, introduced_id: friend, message: "You two" },
      ...{ status: "ACCEPTED", answer_by: day(9), created_at: new Date(), decided_at: new Date() },
      ...{ mentee_answer: "ACCEPTED", introduced_answer: "ACCEPTED" },
    });
    const reasons = ["HAS_TAKEAWAYS", "HAS_INTRODUCTIONS", "EXTENSION_PROPOSED"].map((code) => refusal(code, "kind"));
    expect(await codesOf(id, toCoaching)).toEqual(reasons);
    await mutate(asMentor, "withdrawExtension", { id: extension.extension.id });
    expect(await codesOf(id, toCoaching)).toEqual(reasons.slice(0, 2));
  });
});

describe("the format of an engagement", () => {
  test("changes where its people fit", async () => {
    const id = await engagementOf();
    expect((await change(id, { format: "GROUP" })).engagement).toMatchObject({ format: "GROUP", version: 2 });
    const other = await firm.participant(id, await firm.person(["CLIENT"]));
    expect(await codesOf(id, { format: "INDIVIDUAL" })).toEqual([refusal("TOO_MANY_MEMBERS", "format")]);
    await database.admin.query("update engagement_participant set left_on = $1 where id = $2", [day(0), other]);
    expect((await change(id, { format: "INDIVIDUAL" })).engagement).toMatchObject({ format: "INDIVIDUAL" });
  });

  test("becomes TEAM with a team of which all are", async () => {
    const organization = await firm.organization();
    const team = await firm.team(organization);
    const teamId = apiId("team", team);
    const id = await engagementOf({ format: "GROUP" });
    expect(await codesOf(id, { format: "TEAM" })).toEqual([refusal("NEEDS_TEAM", "teamId")]);
    expect(await codesOf(id, { teamId })).toEqual([refusal("NO_TEAM", "teamId")]);
    expect(await codesOf(id, { format: "TEAM", teamId })).toEqual([refusal("NOT_IN_TEAM", "teamId")]);
    await database.admin.query("update person set organization_id = $1, team_id = $2 where id = $3", [
      ...[organization, team, client],
    ]);
    expect((await change(id, { format: "TEAM", teamId })).engagement).toMatchObject({ team: { id: teamId } });
    const second = apiId("team", await firm.team(organization));
    expect(await codesOf(id, { teamId: second })).toEqual([refusal("NOT_IN_TEAM", "teamId")]);
    expect(await codesOf(id, { format: "GROUP" })).toEqual([refusal("NO_TEAM", "teamId")]);
    expect((await change(id, { format: "GROUP", teamId: null })).engagement).toMatchObject({ team: null });
  });

  test("does not make own work that of a team, or the other way", async () => {
    const organization = await firm.organization();
    const team = await firm.team(organization);
    const employed = { organization_id: organization, team_id: team };
    const member = await firm.person(["CLIENT"], employed);
    const asCoach = await signedIn(firm, coach);
    const work = (name: string, engagement: string, input: object = {}) =>
      mutate(asCoach, name, { engagementId: apiId("engagement", engagement), ...input });
    const toTeam = { format: "TEAM", teamId: apiId("team", team) };
    const own = await engagementOf({}, [member]);
    await work("createGoal", own, { title: "Listen" });
    expect(await codesOf(own, toTeam)).toEqual([refusal("HAS_GOALS", "format")]);
    expect(await codesOf(own, { format: "GROUP" })).toEqual([]);
    const group = await engagementOf({ format: "GROUP" }, [member, await firm.person(["CLIENT"], employed)]);
    await work("createActionItem", group, { title: "Book the room" });
    expect(await codesOf(group, toTeam)).toEqual([refusal("HAS_GOALS", "format")]);
    const shared = await engagementOf({ format: "TEAM", team_id: team }, [member]);
    await work("createGoal", shared, { title: "Meet less" });
    expect(await codesOf(shared, { format: "GROUP", teamId: null })).toEqual([refusal("HAS_GOALS", "format")]);
  });

  test("stays GROUP while sessions ahead have seats", async () => {
    const id = await engagementOf({ format: "GROUP" });
    await firm.session(
      id,
      { coaches: [coach], startsAt: at(5, 9) },
      { capacity: 4, seats_taken: 0, offer_minutes: 60 },
    );
    expect(await codesOf(id, { format: "INDIVIDUAL" })).toEqual([refusal("HAS_SEATS", "format")]);
    expect(await codesOf(id, toMentoring)).toEqual([]);
  });
});

test("an engagement of a program is what the program offers", async () => {
  const program = await firm.row("program", {
    ...{ name: "First hundred days", kind: "COACHING", format: "INDIVIDUAL", status: "ACTIVE", weeks: 12 },
    ...{ allocation_unit: "SESSIONS", allocation_amount: 6, chemistry: "NONE", created_at: new Date() },
    ...{ any_coach: true, needs_approval: false },
  });
  const id = await engagementOf({ program_id: program, status: "DRAFT" });
  expect(await codesOf(id, { ...toMentoring, format: "GROUP" })).toEqual([
    refusal("OTHER_IN_PROGRAM", "kind"),
    refusal("OTHER_IN_PROGRAM", "format"),
  ]);
  const text = `mutation($input: UpdateEngagementInput!) { updateEngagement(input: $input) { userErrors { message } } }`;
  const { updateEngagement } = await manager.ask(text, { input: { id: apiId("engagement", id), format: "GROUP" } });
  expect(updateEngagement.userErrors[0].message).toContain("First hundred days");
});

test("all that stands against a change is told at once", async () => {
  const others = [await firm.person(["CLIENT"]), await firm.person(["CLIENT"])];
  const id = await engagementOf({ format: "GROUP" }, [client, ...others]);
  const seats = { capacity: 4, seats_taken: 0, offer_minutes: 60 };
  await firm.session(id, { coaches: [coach], startsAt: at(5, 9) }, seats);
  const pause = { id: apiId("engagement", id), startsOn: day(6) };
  expect((await mutate(manager, "pauseEngagement", pause)).userErrors).toEqual([]);
  const another = { format: "INDIVIDUAL", teamId: apiId("team", await firm.team(await firm.organization())) };
  const reasons = [
    refusal("NEEDS_MENTORING_FORM", "mentoringForm"),
    refusal("NO_TEAM", "teamId"),
    refusal("TOO_MANY_MEMBERS", "format"),
    refusal("HAS_SEATS", "format"),
    refusal("ALLOCATION_FIXED", "allocationAmount"),
  ];
  const input = { ...another, kind: "MENTORING", allocationAmount: 1 };
  expect(await codesOf(id, input)).toEqual(reasons);
  expect(await codesOf(id, { ...input, endsOn: day(2) })).toEqual([
    ...reasons,
    refusal("PAUSE_PLANNED", "endsOn"),
    refusal("SESSIONS_AHEAD", "endsOn"),
  ]);
});

describe("of two who change an engagement at once", () => {
  test("one is told that it has changed", async () => {
    const id = await engagementOf({ status: "DRAFT" });
    const all = await Promise.all([
      change(id, { ...toMentoring, version: 1 }),
      change(id, { format: "GROUP", version: 1 }),
      change(id, { title: "Other", version: 1 }),
    ]);
    const errors = all.flatMap(({ userErrors }) => userErrors);
    expect(errors).toEqual([refusal("CONFLICT", "version"), refusal("CONFLICT", "version")]);
    expect(all.filter(({ engagement }) => engagement?.version === 2)).toHaveLength(1);
  });

  test("a goal and another kind do not both come about", async () => {
    const asCoach = await signedIn(firm, coach);
    for (let round = 0; round < 5; round++) {
      const id = await engagementOf({ status: "DRAFT" });
      const goal = { engagementId: apiId("engagement", id), title: "Listen" };
      const [changed, made] = await Promise.all([
        change(id, toMentoring),
        mutate(asCoach, "createGoal", goal, { answer: "goal { id }" }),
      ]);
      const codes = [...changed.userErrors, ...made.userErrors].map(({ code }: AnyData) => code);
      expect(["HAS_GOALS", "FORBIDDEN"]).toEqual(expect.arrayContaining(codes));
      expect(codes).toHaveLength(1);
    }
  });
});
