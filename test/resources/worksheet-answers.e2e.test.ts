import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, day } from "@coachwork/testing";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { WorksheetsWorld } from "./worksheets-world.ts";

const stage = await sharedStage();
let world: WorksheetsWorld;
let id: string;

beforeEach(async () => {
  world = await WorksheetsWorld.open(stage);
  id = await world.assigned();
});

const GOAL = { number: 1, text: "Sleep more" };
const SURE = { number: 6, value: 7 };
const refusedAt = (code: string, ...path: string[]) => ({ code, field: ["input", ...path] });

describe("answers", () => {
  test("of each kind are saved as they are, in the order of the form, and are the participant's alone", async () => {
    const answers = [
      SURE,
      { number: 5, choices: ["Team", "Friends"] },
      { number: 4, choices: ["Evening"] },
      { number: 3, value: 1.25 },
      { number: 2, text: "Because\nI am tired" },
      GOAL,
    ];
    const { assignedWorksheet } = await world.act("saveWorksheet", { id, answers });
    expect(assignedWorksheet.draft.map(({ label, ...rest }: AnyData) => [label, rest])).toEqual([
      ["Goal", { number: 1, text: "Sleep more", value: null, choices: [] }],
      ["Why", { number: 2, text: "Because\nI am tired", value: null, choices: [] }],
      ["Hours", { number: 3, text: null, value: 1.25, choices: [] }],
      ["When", { number: 4, text: null, value: null, choices: ["Evening"] }],
      ["Who helps", { number: 5, text: null, value: null, choices: ["Team", "Friends"] }],
      ["How sure", { number: 6, text: null, value: 7, choices: [] }],
    ]);
    expect(await world.read(id, world.coach)).toMatchObject({ draft: [], status: "ASSIGNED", handInCount: 0 });
  });

  test.each([
    [[{ number: 7, text: "x" }], refusedAt("UNKNOWN_FIELD", "answers", "0", "number")],
    [[GOAL, { number: 1, text: "Twice" }], refusedAt("ANSWERED_TWICE", "answers", "1", "number")],
    [[{ number: 1, value: 3 }], refusedAt("WRONG_ANSWER", "answers", "0", "value")],
    [[{ number: 1 }], refusedAt("WRONG_ANSWER", "answers", "0", "text")],
    [[{ number: 1, text: "Two\nlines" }], refusedAt("WRONG_ANSWER", "answers", "0", "text")],
    [[{ number: 1, text: "x".repeat(201) }], refusedAt("WRONG_ANSWER", "answers", "0", "text")],
    [[{ number: 4, choices: ["Noon"] }], refusedAt("WRONG_ANSWER", "answers", "0", "choices")],
    [[{ number: 4, choices: ["Morning", "Evening"] }], refusedAt("WRONG_ANSWER", "answers", "0", "choices")],
    [[{ number: 5, choices: ["Team", "Team"] }], refusedAt("WRONG_ANSWER", "answers", "0", "choices")],
    [[{ number: 6, value: 11 }], refusedAt("WRONG_ANSWER", "answers", "0", "value")],
    [[{ number: 6, value: 1.5 }], refusedAt("WRONG_ANSWER", "answers", "0", "value")],
  ])("%j are refused", async (answers, refused) => {
    expect(await world.act("saveWorksheet", { id, answers })).toEqual({
      assignedWorksheet: null,
      userErrors: [refused],
    });
    expect((await world.act("handInWorksheet", { id, answers })).userErrors).toEqual([refused]);
    expect(await world.read(id)).toMatchObject({ draft: [], handIns: { nodes: [] } });
  });

  test("name what a field takes", async () => {
    const text = "mutation($input: SaveWorksheetInput!) { saveWorksheet(input: $input) { userErrors { message } } }";
    const { saveWorksheet } = await world.client.ask(text, { input: { id, answers: [{ number: 6, value: 11 }] } });
    expect(saveWorksheet.userErrors[0].message).toBe("“How sure” takes a whole number from 1 to 10. It is 11.");
  });
});

describe("rounds", () => {
  test("keep each hand-in as it was", async () => {
    await done(world.client, "saveWorksheet", { id, answers: [GOAL] });
    expect((await world.act("handInWorksheet", { id })).userErrors).toEqual([refusal("ANSWER_MISSING", "answers")]);
    const { assignedWorksheet } = await world.act("handInWorksheet", { id, answers: [GOAL, SURE] });
    expect(assignedWorksheet).toMatchObject({ status: "HANDED_IN", handInCount: 1 });
    for (const name of ["saveWorksheet", "handInWorksheet"])
      expect((await world.act(name, { id, answers: [SURE] })).userErrors).toEqual([refusal("WRONG_STATUS", "id")]);
    const back = { id, comment: "How many hours?", dueOn: day(5), version: assignedWorksheet.version };
    const handedBack = (await world.act("handBackWorksheet", back, world.coach)).assignedWorksheet;
    expect(handedBack).toMatchObject({ status: "HANDED_BACK", comment: "How many hours?", dueOn: day(5) });
    expect((await world.act("handBackWorksheet", { id }, world.coach)).userErrors).toEqual([
      refusal("WRONG_STATUS", "id"),
    ]);
    const more = [...(await world.read(id)).draft, { number: 3, value: 8 }].map(({ number, text, value }: AnyData) => ({
      ...{ number, ...(text && { text }), ...(value !== null && { value }) },
    }));
    await done(world.client, "saveWorksheet", { id, answers: more });
    await done(world.client, "handInWorksheet", { id });
    const { handIns } = await world.read(id, world.coach);
    const numbers = handIns.nodes.map(({ answers }: AnyData) => answers.map(({ number }: AnyData) => number));
    expect(numbers).toEqual([
      [1, 6],
      [1, 3, 6],
    ]);
    expect(await world.told()).toEqual([
      ...["worksheet.created", "worksheet.assigned", "worksheet.saved", "worksheet.handed_in"],
      ...["worksheet.handed_back", "worksheet.saved", "worksheet.handed_in"],
    ]);
  });

  test("are handed in once by two who ask at the same time", async () => {
    const both = await Promise.all([1, 2].map(() => world.act("handInWorksheet", { id, answers: [GOAL, SURE] })));
    expect(both.flatMap(({ userErrors }) => userErrors)).toEqual([refusal("WRONG_STATUS", "id")]);
    expect((await world.read(id)).handIns.nodes).toHaveLength(1);
  });

  test("of two drafts of one version, one is refused", async () => {
    const both = await Promise.all(
      ["One", "Two"].map((text) => world.act("saveWorksheet", { id, answers: [{ number: 1, text }], version: 1 })),
    );
    expect(both.flatMap(({ userErrors }) => userErrors)).toEqual([refusal("CONFLICT", "version")]);
  });
});

const seen = async (by: WorksheetsWorld["client"]): Promise<AnyData[]> => {
  const list = "assignedWorksheets(first: 9) { nodes { id } }";
  const query = `query($id: ID!) { engagement(id: $id) { ${list} } ${list} }`;
  const { engagement, assignedWorksheets } = await by.ask(query, { id: world.engagementId });
  if (engagement) expect(engagement.assignedWorksheets).toEqual(assignedWorksheets);
  return assignedWorksheets.nodes;
};

describe("what is assigned", () => {
  test("is never seen or filled in by other members, and nobody who runs or pays for the engagement sees it", async () => {
    const { handIns } = (await world.act("handInWorksheet", { id, answers: [GOAL, SURE] })).assignedWorksheet;
    const [, mia] = await world.member();
    const others = [mia, world.manager];
    for (const role of ["OWNER", "ADMIN", "SPONSOR", "FINANCE", "ASSISTANT", "COACH", "CLIENT"])
      others.push(await stage.signedIn(world.firm, await world.firm.person([role])));
    for (const by of others) {
      expect([await seen(by), await world.read(id, by)]).toEqual([[], null]);
      const { node } = await by.ask("query($id: ID!) { node(id: $id) { id } }", { id: handIns.nodes[0].id });
      expect(node).toBeNull();
    }
    expect((await world.act("saveWorksheet", { id, answers: [] }, mia)).userErrors).toEqual([
      refusal("NOT_FOUND", "id"),
    ]);
    expect(await seen(world.coach)).toEqual([{ id }]);
  });

  test("is filled in by nobody else, and by nobody after they left or the engagement ended", async () => {
    const both = await world.firm.person(["COACH", "CLIENT"]);
    await world.firm.coach(world.engagement, both);
    await world.firm.participant(world.engagement, both);
    const coach = await stage.signedIn(world.firm, both);
    const forbidden = [refusal("FORBIDDEN", "id")];
    for (const name of ["saveWorksheet", "handInWorksheet"])
      expect((await world.act(name, { id, answers: [] }, coach)).userErrors).toEqual(forbidden);
    await stage.database.admin.query("update engagement_participant set left_on = $2 where firm_id = $1", [
      ...[world.firm.firmId, day(0)],
    ]);
    expect((await world.act("saveWorksheet", { id, answers: [] })).userErrors).toEqual(forbidden);
    expect(await world.read(id)).toMatchObject({ id });
    await stage.database.admin.query("update engagement set status = 'COMPLETED' where id = $1", [world.engagement]);
    const ended = [refusal("WRONG_STATUS", "id")];
    expect((await world.act("handBackWorksheet", { id }, world.coach)).userErrors).toEqual(ended);
    const withdrawn = await mutate(world.coach, "withdrawWorksheet", { id });
    expect(withdrawn.userErrors).toEqual(ended);
  });

  test("is found by participant, status and due day, beside action items", async () => {
    await done(world.client, "handInWorksheet", { id, answers: [GOAL, SURE] });
    const worksheetId = await world.worksheet({ title: "Soon" });
    await world.assign(worksheetId, { dueOn: day(2) });
    const found = async (filter: string) => {
      const { assignedWorksheets } = await world.coach.ask(
        `{ assignedWorksheets(first: 9, filter: { ${filter} }) { nodes { title } } }`,
      );
      return assignedWorksheets.nodes.map(({ title }: AnyData) => title);
    };
    expect(await found(`participantId: "${apiId("person", world.clientId)}"`)).toEqual(["Soon", "My week"]);
    expect(await found("status: HANDED_IN")).toEqual(["My week"]);
    expect(await found(`dueBefore: "${day(3)}"`)).toEqual(["Soon"]);
    expect(await found(`dueBefore: "${day(2)}"`)).toEqual([]);
  });

  test("goes with a participant who is erased, and follows one who is merged", async () => {
    await done(world.client, "handInWorksheet", { id, answers: [GOAL, SURE] });
    const [duplicateId, mia] = await world.member();
    await stage.database.admin.query("update engagement set format = 'GROUP' where id = $1", [world.engagement]);
    await world.assign(await world.worksheet({ title: "Hers" }), { participantIds: [duplicateId] });
    const [hers] = (await seen(mia)) as [AnyData];
    await done(mia, "handInWorksheet", { id: hers.id, answers: [GOAL, SURE] });
    const owner = await stage.signedIn(world.firm, await world.firm.person(["OWNER"]));
    const gone = 'delete from identity.membership where "personId" = $1';
    await stage.database.admin.query(gone, [duplicateId.replace("person_", "")]);
    const personId = apiId("person", world.clientId);
    await done(owner, "mergePeople", { keepId: personId, duplicateId });
    const both = await seen(world.client);
    expect(both.map((each: AnyData) => each.id).sort()).toEqual([id, hers.id].sort());
    expect((await world.read(hers.id)).handIns.nodes).toHaveLength(1);
    await done(owner, "deactivatePerson", { personId });
    await done(owner, "erasePerson", { personId });
    expect(await seen(world.coach)).toEqual([]);
    const text = "select count(*)::int as count from worksheet_hand_in where firm_id = $1";
    expect((await stage.database.admin.query(text, [world.firm.firmId])).rows).toEqual([{ count: 0 }]);
  });
});
