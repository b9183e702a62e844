import { beforeEach, describe, expect, test } from "@jest/globals";
import { apiId, day } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { GoalsWorld, SCALE } from "./goals-world.ts";

const stage = await sharedStage();
let world: GoalsWorld;

beforeEach(async () => {
  world = await GoalsWorld.open(stage);
});

const mentoring = { kind: "MENTORING", mentoring_form: "FORMAL", objectives: "As agreed" };

describe("a goal of coaching", () => {
  test("is set by the coach or by the participant, whose it is", async () => {
    const given = { title: "Listen", why: "The team asks for it", targetDate: day(60), weight: 4, baselineLevel: -2 };
    const own = { participant: { id: apiId("person", world.clientId) }, status: "OPEN", sharing: "NONE", version: 1 };
    for (const by of [world.coach, world.client]) {
      const { goal, userErrors } = await world.create({ ...given, scale: SCALE }, by);
      expect(userErrors).toEqual([]);
      expect(goal).toMatchObject({ ...given, ...own, kind: "GOAL", scale: SCALE, level: null, isScaleFrozen: false });
    }
    expect(await world.told()).toEqual(["goal.created", "goal.created"]);
  });

  test("counts once, and can get its scale later", async () => {
    const { goal } = await world.create();
    expect(goal).toMatchObject({ weight: 1, scale: null, baselineLevel: null });
    expect((await world.record(goal.id, { level: 0 })).userErrors).toEqual([refusal("NEEDS_SCALE", "goalId")]);
    await world.act("updateGoal", { id: goal.id, scale: SCALE });
    expect((await world.record(goal.id, { level: 0 })).userErrors).toEqual([refusal("NEEDS_SCALE", "goalId")]);
    await world.act("updateGoal", { id: goal.id, baselineLevel: 0 });
    expect((await world.record(goal.id, { level: 0 })).userErrors).toEqual([]);
  });

  test.each([
    [{ kind: "THEME" }, refusal("WRONG_KIND", "kind")],
    [{ weight: 6 }, refusal("INVALID", "weight")],
    [{ weight: 0 }, refusal("INVALID", "weight")],
    [{ scale: SCALE.slice(1) }, refusal("REQUIRED", "scale")],
    [{ scale: [...SCALE, "Six"] }, refusal("INVALID", "scale")],
    [{ baselineLevel: 3 }, refusal("INVALID", "baselineLevel")],
    [{ baselineLevel: -3 }, refusal("INVALID", "baselineLevel")],
    [{ targetDate: day(-31) }, refusal("TARGET_BEFORE_START", "targetDate")],
    [{ title: " " }, refusal("REQUIRED", "title")],
  ])("is not set with %j", async (input, refused) => {
    expect(await world.create(input)).toEqual({ goal: null, userErrors: [refused] });
    expect(await world.told()).toEqual([]);
  });

  test("is set by nobody else, and in no engagement that has ended", async () => {
    const manager = await stage.signedIn(world.firm, await world.firm.person(["PROGRAM_MANAGER", "COACH"]));
    expect((await world.create({}, manager)).userErrors).toEqual([refusal("FORBIDDEN", "engagementId")]);
    const outsider = await stage.signedIn(world.firm, await world.firm.person(["COACH"]));
    expect((await world.create({}, outsider)).userErrors).toEqual([refusal("NOT_FOUND", "engagementId")]);
    const { id } = await world.goal();
    await stage.database.admin.query("update engagement set status = 'COMPLETED' where id = $1", [world.engagement]);
    expect((await world.create()).userErrors).toEqual([refusal("WRONG_STATUS", "engagementId")]);
    for (const name of ["achieveGoal", "updateGoal"])
      expect((await world.act(name, { id })).userErrors).toEqual([refusal("WRONG_STATUS", "id")]);
    expect((await mutate(world.coach, "removeGoal", { id })).userErrors).toEqual([refusal("WRONG_STATUS", "id")]);
    expect((await world.record(id, { level: 1 })).userErrors).toEqual([refusal("WRONG_STATUS", "goalId")]);
  });
});

describe("in a group", () => {
  test("each participant has goals of their own, which no other member sees or changes", async () => {
    await stage.database.admin.query("update engagement set format = 'GROUP' where id = $1", [world.engagement]);
    const [miaId, mia] = await world.member();
    expect((await world.create()).userErrors).toEqual([refusal("REQUIRED", "participantId")]);
    const hers = await world.goal({ participantId: miaId });
    const his = await world.goal({}, world.client);
    await world.record(his.id, { level: 1, comment: "Said so" });
    const seen = async (by = mia) => {
      const query = `query($id: ID!) { engagement(id: $id) { goals(first: 9) { totalCount nodes { id } } } goals(first: 9) { nodes { id } } }`;
      const { engagement, goals } = await by.ask(query, { id: world.engagementId });
      expect(goals.nodes).toEqual(engagement.goals.nodes);
      return engagement.goals.nodes;
    };
    expect(await seen()).toEqual([{ id: hers.id }]);
    expect(await seen(world.client)).toEqual([{ id: his.id }]);
    expect(await seen(world.coach)).toEqual([{ id: hers.id }, { id: his.id }]);
    expect(await world.read(his.id, mia)).toBeNull();
    expect((await world.act("achieveGoal", { id: his.id }, mia)).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
    const named = { participantId: apiId("person", world.clientId) };
    expect((await world.create(named, mia)).userErrors).toEqual([refusal("FORBIDDEN", "participantId")]);
    const stranger = { participantId: apiId("person", world.coachId) };
    expect((await world.create(stranger)).userErrors).toEqual([refusal("NOT_A_PARTICIPANT", "participantId")]);
  });
});

describe("in a team", () => {
  test("goals are everybody's", async () => {
    const organization = await world.firm.organization();
    const team = await world.firm.team(organization);
    const ofTeam = "update engagement set format = 'TEAM', team_id = $2 where id = $1";
    await stage.database.admin.query(ofTeam, [world.engagement, team]);
    const [miaId, mia] = await world.member();
    expect((await world.create({ participantId: miaId })).userErrors).toEqual([refusal("OF_TEAM", "participantId")]);
    const { id, participant } = await world.goal({}, world.client);
    expect(participant).toBeNull();
    expect((await world.record(id, { level: 2 }, mia)).userErrors).toEqual([]);
    expect(await world.read(id, world.client)).toMatchObject({ level: 2 });
  });
});

describe("in mentoring", () => {
  beforeEach(async () => {
    world = await GoalsWorld.open(stage, mentoring);
  });

  test("mentees have objectives and themes of their own, without a scale", async () => {
    const { goal } = await world.create({}, world.client);
    expect(goal).toMatchObject({ kind: "OBJECTIVE", weight: null, scale: null, baselineLevel: null });
    const theme = await world.create({ kind: "THEME" }, world.client);
    expect(theme.goal).toMatchObject({ kind: "THEME" });
    expect((await world.create({ kind: "GOAL" }, world.client)).userErrors).toEqual([refusal("WRONG_KIND", "kind")]);
    for (const [field, value] of Object.entries({ weight: 2, scale: SCALE, baselineLevel: 0 })) {
      const refused = [refusal("NO_SCALE", field)];
      expect((await world.create({ [field]: value }, world.client)).userErrors).toEqual(refused);
      const change = { id: goal.id, [field]: value };
      expect((await world.act("updateGoal", change, world.client)).userErrors).toEqual(refused);
    }
    expect((await world.record(goal.id, { level: 1 })).userErrors).toEqual([refusal("NO_SCALE", "goalId")]);
    const revision = { id: goal.id, reason: "Why", weight: 2, level: 1 };
    expect((await world.act("reviseGoal", revision, world.client)).userErrors).toEqual([refusal("NO_SCALE", "id")]);
    expect((await world.act("achieveGoal", { id: goal.id }, world.client)).goal.status).toBe("ACHIEVED");
  });

  test("mentors read them, and change nothing", async () => {
    const { goal } = await world.create({}, world.client);
    expect(await world.read(goal.id)).toMatchObject({ title: "Listen" });
    expect((await world.create()).userErrors).toEqual([refusal("FORBIDDEN", "engagementId")]);
    for (const name of ["updateGoal", "achieveGoal", "dropGoal", "reopenGoal"])
      expect((await world.act(name, { id: goal.id })).userErrors).toEqual([refusal("FORBIDDEN", "id")]);
    expect((await mutate(world.coach, "removeGoal", { id: goal.id })).userErrors).toEqual([refusal("FORBIDDEN", "id")]);
  });
});

describe("the statuses of a goal", () => {
  const moves = {
    achieveGoal: ["OPEN", "ACHIEVED"],
    dropGoal: ["OPEN", "DROPPED"],
    reopenGoal: ["ACHIEVED DROPPED", "OPEN"],
  };
  const paths = Object.entries(moves).flatMap(([name, [from, to]]) =>
    ["OPEN", "ACHIEVED", "DROPPED"].map((before) => [before, name, from!.includes(before) ? to! : null] as const),
  );

  test.each(paths)("%s, then %s: %s", async (before, name, after) => {
    const { id } = await world.goal();
    await stage.database.admin.query("update goal set status = $2 where firm_id = $1", [world.firm.firmId, before]);
    const { goal, userErrors } = await world.act(name, { id });
    expect([goal?.status ?? null, userErrors]).toEqual([after, after ? [] : [refusal("WRONG_STATUS", "id")]]);
    const event = { achieveGoal: "goal.achieved", dropGoal: "goal.dropped", reopenGoal: "goal.reopened" }[name];
    expect(await world.told()).toEqual(["goal.created", ...(after ? [event] : [])]);
    expect((await world.read(id)).status).toBe(after ?? before);
  });

  test("what is achieved or dropped stays as it is until it is taken up again", async () => {
    const { id } = await world.goal();
    await world.act("dropGoal", { id });
    expect((await world.act("updateGoal", { id, title: "More" })).userErrors).toEqual([refusal("WRONG_STATUS", "id")]);
    expect((await world.record(id, { level: 1 })).userErrors).toEqual([refusal("WRONG_STATUS", "goalId")]);
  });
});

test("of two changes of the same version, one is refused", async () => {
  const { id, version } = await world.goal();
  const titles = ["One", "Two"];
  const answers = await Promise.all(
    titles.map((title, place) => world.act("updateGoal", { id, title, version }, [world.coach, world.client][place])),
  );
  const [conflict] = answers.filter(({ userErrors }) => userErrors.length > 0);
  expect(conflict.userErrors).toEqual([refusal("CONFLICT", "version")]);
  const [done] = answers.filter(({ userErrors }) => userErrors.length === 0);
  expect(await world.read(id)).toMatchObject({ title: done.goal.title, version: 2 });
});

test("a goal that was set by mistake is removed, and one with progress is not", async () => {
  const { id } = await world.goal();
  const { userErrors } = await mutate(world.client, "removeGoal", { id }, { answer: "engagement { id }" });
  expect(userErrors).toEqual([]);
  expect(await world.read(id)).toBeNull();
  const { id: other } = await world.goal();
  await world.record(other, { level: 0 });
  expect((await mutate(world.client, "removeGoal", { id: other })).userErrors).toEqual([refusal("HAS_PROGRESS", "id")]);
});
