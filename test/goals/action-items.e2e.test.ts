import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { GoalsWorld } from "./goals-world.ts";

const stage = await sharedStage();
let world: GoalsWorld;

beforeEach(async () => {
  world = await GoalsWorld.open(stage);
});

const answer =
  "actionItem { id title dueOn status version owner { id } participant { id } session { id } engagement { id } }";
const create = (input: object = {}, by = world.coach): Promise<AnyData> =>
  mutate(by, "createActionItem", { engagementId: world.engagementId, title: "Ask", ...input }, { answer });
const act = (name: string, input: object, by = world.coach): Promise<AnyData> =>
  mutate(by, name, input, { answer, ...(/^(finish|drop|reopen)/.test(name) && { type: "ActionItemStatusInput" }) });
const ofGroup = () =>
  stage.database.admin.query("update engagement set format = 'GROUP' where id = $1", [world.engagement]);

/** The titles that somebody sees. */
async function seen(by: GoalsWorld["coach"]): Promise<string[]> {
  const query = `query($id: ID!) { engagement(id: $id) { actionItems(first: 9, orderBy: CREATED) { nodes { id title } } } actionItems(first: 9, orderBy: CREATED) { nodes { id title } } }`;
  const { engagement, actionItems } = await by.ask(query, { id: world.engagementId });
  if (engagement) expect(actionItems).toEqual(engagement.actionItems);
  for (const { id, title } of actionItems.nodes) {
    const { node } = await by.ask("query($id: ID!) { node(id: $id) { ... on ActionItem { title } } }", { id });
    expect(node).toEqual({ title });
  }
  return actionItems.nodes.map(({ title }: AnyData) => title);
}

describe("an action item", () => {
  test("is a commitment of whoever writes it down, from a session or not", async () => {
    const session = await world.firm.session(world.engagement, { coaches: [world.coachId], startsAt: at(-1, 9) });
    const sessionId = apiId("session", session);
    const client = { id: apiId("person", world.clientId) };
    const own = await create({ sessionId, dueOn: day(3) }, world.client);
    expect(own.actionItem).toMatchObject({
      ...{ title: "Ask", dueOn: day(3), status: "OPEN", version: 1, session: { id: sessionId } },
      ...{ owner: client, participant: client },
    });
    const coachs = await create();
    expect(coachs.actionItem).toMatchObject({ owner: { id: apiId("person", world.coachId) }, participant: client });
    const query = "query($id: ID!) { session(id: $id) { actionItems(first: 9) { nodes { id } } } }";
    const { session: read } = await world.coach.ask(query, { id: sessionId });
    expect(read.actionItems.nodes).toEqual([{ id: own.actionItem.id }]);
  });

  test("is refused for strangers, sessions of others and days that are over", async () => {
    const other = await world.firm.engagement({ coaches: [world.coachId], participants: [world.clientId] });
    const session = await world.firm.session(other, { coaches: [world.coachId], startsAt: at(-1, 9) });
    const outsider = await world.firm.person(["COACH"]);
    await world.firm.coach(world.engagement, outsider, { left_on: day(-1) });
    for (const [input, refused] of [
      [{ sessionId: apiId("session", session) }, refusal("OTHER_ENGAGEMENT", "sessionId")],
      [{ dueOn: day(-1) }, refusal("DUE_IN_PAST", "dueOn")],
      [{ ownerId: apiId("person", outsider) }, refusal("NOT_A_MEMBER", "ownerId")],
      [{ participantId: apiId("person", outsider) }, refusal("NOT_A_PARTICIPANT", "participantId")],
      [{ title: "" }, refusal("REQUIRED", "title")],
    ] as const)
      expect(await create(input)).toEqual({ actionItem: null, userErrors: [refused] });
    const manager = await stage.signedIn(world.firm, await world.firm.person(["ADMIN", "COACH"]));
    expect((await create({}, manager)).userErrors).toEqual([refusal("FORBIDDEN", "engagementId")]);
    await stage.database.admin.query("update engagement set status = 'CANCELLED' where id = $1", [world.engagement]);
    expect((await create()).userErrors).toEqual([refusal("WRONG_STATUS", "engagementId")]);
  });

  test("in a group is never seen by other members", async () => {
    await ofGroup();
    const [miaId, mia] = await world.member();
    await create({ title: "His" }, world.client);
    await create({ title: "Hers", ownerId: miaId });
    await create({ title: "For her", participantId: miaId });
    await create({ title: "Among coaches" });
    await create({ title: "Asked by him", ownerId: apiId("person", world.coachId) }, world.client);
    expect(await seen(world.coach)).toEqual(["His", "Hers", "For her", "Among coaches", "Asked by him"]);
    expect(await seen(mia)).toEqual(["Hers", "For her"]);
    expect(await seen(world.client)).toEqual(["His", "Asked by him"]);
    const his = apiId("person", world.clientId);
    expect((await create({ ownerId: his }, mia)).userErrors).toEqual([refusal("FORBIDDEN", "ownerId")]);
    const asked = { ownerId: apiId("person", world.coachId), participantId: his };
    expect((await create(asked, mia)).userErrors).toEqual([refusal("FORBIDDEN", "participantId")]);
    expect((await create({ ownerId: his, participantId: miaId })).userErrors).toEqual([
      refusal("FORBIDDEN", "participantId"),
    ]);
  });

  test("is not for those who run or pay for the engagement", async () => {
    await create();
    for (const role of ["OWNER", "ADMIN", "PROGRAM_MANAGER", "SPONSOR", "FINANCE", "COACH", "CLIENT"])
      expect(await seen(await stage.signedIn(world.firm, await world.firm.person([role])))).toEqual([]);
  });

  test("of a team's coach is seen by the whole team", async () => {
    const team = await world.firm.team(await world.firm.organization());
    const ofTeam = "update engagement set format = 'TEAM', team_id = $2 where id = $1";
    await stage.database.admin.query(ofTeam, [world.engagement, team]);
    const [, mia] = await world.member();
    await create({ title: "For all" });
    await create({ title: "His" }, world.client);
    expect(await seen(mia)).toEqual(["For all"]);
    expect(await seen(world.client)).toEqual(["For all", "His"]);
  });

  test("is found by owner, status and due day", async () => {
    await create({ title: "Late", dueOn: day(9) });
    await create({ title: "Never" });
    await create({ title: "Soon", dueOn: day(2) }, world.client);
    const found = async (args: string) =>
      (await world.coach.ask(`{ actionItems(first: 9${args}) { nodes { title } } }`)).actionItems.nodes.map(
        ({ title }: AnyData) => title,
      );
    expect(await found("")).toEqual(["Soon", "Late", "Never"]);
    expect(await found(`, filter: { ownerId: "${apiId("person", world.coachId)}" }`)).toEqual(["Late", "Never"]);
    expect(await found(`, filter: { dueBefore: "${day(9)}" }`)).toEqual(["Soon"]);
    expect(await found(", filter: { status: DONE }")).toEqual([]);
  });
});

describe("the statuses of an action item", () => {
  const moves = {
    finishActionItem: ["OPEN", "DONE", "finished"],
    dropActionItem: ["OPEN", "DROPPED", "dropped"],
    reopenActionItem: ["DONE DROPPED", "OPEN", "reopened"],
  };
  const paths = Object.entries(moves).flatMap(([name, [from, to, event]]) =>
    ["OPEN", "DONE", "DROPPED"].map((before) => [before, name, from!.includes(before) ? to! : null, event!] as const),
  );

  test.each(paths)("%s, then %s: %s", async (before, name, after, event) => {
    const { id } = (await create()).actionItem;
    await stage.database.admin.query("update action_item set status = $2 where firm_id = $1", [
      ...[world.firm.firmId, before],
    ]);
    const { actionItem, userErrors } = await act(name, { id });
    expect([actionItem?.status ?? null, userErrors]).toEqual([after, after ? [] : [refusal("WRONG_STATUS", "id")]]);
    const text = "select type from event where firm_id = $1 and type like 'action_item.%' order by seq";
    const { rows } = await stage.database.admin.query<{ type: string }>(text, [world.firm.firmId]);
    const types = ["action_item.created", ...(after ? [`action_item.${event}`] : [])];
    expect(rows.map(({ type }) => type)).toEqual(types);
  });

  test("only what is open changes, and of two changes of the same version, one is refused", async () => {
    const { id, version } = (await create()).actionItem;
    const titles = ["One", "Two"].map((title) => act("updateActionItem", { id, title, version }));
    const errors = (await Promise.all(titles)).flatMap(({ userErrors }) => userErrors);
    expect(errors).toEqual([refusal("CONFLICT", "version")]);
    await act("finishActionItem", { id });
    expect((await act("updateActionItem", { id, title: "Three" })).userErrors).toEqual([refusal("WRONG_STATUS", "id")]);
    expect((await mutate(world.client, "removeActionItem", { id })).userErrors).toEqual([]);
    expect(await seen(world.coach)).toEqual([]);
  });
});
