import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, day } from "@coachwork/testing";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { FORM, WORKSHEET, WorksheetsWorld } from "./worksheets-world.ts";

const stage = await sharedStage();
let world: WorksheetsWorld;

beforeEach(async () => {
  world = await WorksheetsWorld.open(stage);
});

describe("a worksheet", () => {
  test("has a form with fields of six kinds, and each change of it is a new version", async () => {
    const { worksheet } = await world.create({ instructions: "Take *ten* minutes." });
    const bare = { isRequired: false, choices: [], lowest: null, highest: null };
    const fields = FORM.map((field, place) => ({ number: place + 1, ...bare, ...field }));
    expect(worksheet).toMatchObject({ title: "My week", instructions: "Take *ten* minutes.", formVersion: 1, fields });
    const { id } = worksheet;
    const update = (input: object) => mutate(world.manager, "updateWorksheet", { id, ...input }, { answer: WORKSHEET });
    const [first] = FORM;
    expect((await update({ fields: [first], version: 1 })).worksheet).toMatchObject({ formVersion: 2, version: 2 });
    expect((await update({ fields: [first], title: "My week" })).worksheet).toMatchObject({ formVersion: 2 });
    expect((await update({ instructions: null, version: 1 })).userErrors).toEqual([refusal("CONFLICT", "version")]);
    expect(await world.told()).toEqual(["worksheet.created", "worksheet.updated"]);
  });

  test.each([
    [{ kind: "ONE_CHOICE" }, "choices"],
    [{ kind: "NUMBER", choices: ["a", "b"] }, "choices"],
    [{ kind: "MANY_CHOICES", choices: ["a", "a"] }, "choices"],
    [{ kind: "SCALE", lowest: 1 }, "highest"],
    [{ kind: "SCALE", lowest: 5, highest: 5 }, "highest"],
    [{ kind: "LONG_TEXT", lowest: 1 }, "lowest"],
  ])("is refused with a field such as %j", async (field, named) => {
    const { userErrors } = await world.create({ fields: [FORM[0], { label: "x", ...field }] });
    expect(userErrors).toEqual(
      [refusal("WRONG_FIELD", `fields.1.${named}`)].map(({ code }) => ({
        code,
        field: ["input", "fields", "1", named],
      })),
    );
  });

  test("is made by those who run the firm, and read by them and by coaches", async () => {
    const id = await world.worksheet();
    expect((await world.coach.ask("{ worksheets(first: 9) { nodes { id } } }")).worksheets.nodes).toEqual([{ id }]);
    for (const by of [world.coach, world.client])
      expect((await world.create({}, by)).userErrors).toEqual([{ code: "FORBIDDEN", field: null }]);
    for (const role of ["CLIENT", "SPONSOR", "FINANCE", "ASSISTANT"]) {
      const by = await stage.signedIn(world.firm, await world.firm.person([role]));
      expect((await by.ask("{ worksheets(first: 9) { nodes { id } } }")).worksheets.nodes).toEqual([]);
    }
  });
});

describe("assigning", () => {
  test("gives everybody who takes part today a worksheet of their own, or those who are named", async () => {
    const [miaId] = await world.member();
    const worksheetId = await world.worksheet();
    const { engagement } = await world.assign(worksheetId, { dueOn: day(3) });
    const people = engagement.assignedWorksheets.nodes.map(({ participant }: AnyData) => participant.id);
    expect(people.sort()).toEqual([miaId, apiId("person", world.clientId)].sort());
    await world.assign(worksheetId, { participantIds: [miaId, miaId] });
    expect(await world.told()).toEqual(["worksheet.created", ...Array(3).fill("worksheet.assigned")]);
  });

  test("is for coaches of the engagement, with a worksheet in use, a day ahead and people who take part", async () => {
    const worksheetId = await world.worksheet();
    const outsider = apiId("person", await world.firm.person(["CLIENT"]));
    const other = await stage.signedIn(world.firm, await world.firm.person(["COACH"]));
    expect((await world.assign(worksheetId, {}, other)).userErrors).toEqual([refusal("NOT_FOUND", "engagementId")]);
    expect((await world.assign(worksheetId, { dueOn: day(-1) })).userErrors).toEqual([refusal("DUE_IN_PAST", "dueOn")]);
    const stranger = await world.assign(worksheetId, { participantIds: [outsider] });
    expect(stranger.userErrors.map(({ code }: AnyData) => code)).toEqual(["NOT_FOUND"]);
    const [miaId] = await world.member();
    await stage.database.admin.query("update engagement_participant set left_on = $2 where person_id = $1", [
      ...[miaId.replace("person_", ""), day(0)],
    ]);
    const left = await world.assign(worksheetId, { participantIds: [miaId] });
    expect(left.userErrors).toEqual([{ code: "NOT_A_PARTICIPANT", field: ["input", "participantIds", "0"] }]);
    await done(world.manager, "archiveWorksheet", { id: worksheetId });
    expect((await world.assign(worksheetId)).userErrors).toEqual([refusal("ARCHIVED", "worksheetId")]);
    await stage.database.admin.query("update engagement set status = 'COMPLETED' where id = $1", [world.engagement]);
    expect((await world.assign(worksheetId)).userErrors).toEqual([refusal("WRONG_STATUS", "engagementId")]);
    expect(await world.told()).toEqual(["worksheet.created", "worksheet.archived"]);
  });

  test("keeps the form as it was, whatever becomes of the worksheet", async () => {
    const worksheetId = await world.worksheet({ instructions: "First" });
    await world.assign(worksheetId);
    await done(world.manager, "updateWorksheet", {
      ...{ id: worksheetId, title: "Other", instructions: null, fields: [{ label: "Other", kind: "NUMBER" }] },
    });
    const { assignedWorksheets } = await world.client.ask("{ assignedWorksheets(first: 1) { nodes { id } } }");
    const read = await world.read(assignedWorksheets.nodes[0].id);
    expect(read).toMatchObject({ title: "My week", instructions: "First", formVersion: 1 });
    expect(read.fields).toHaveLength(FORM.length);
  });

  test("is taken back while nothing was handed in", async () => {
    const id = await world.assigned({ fields: [{ label: "x", kind: "NUMBER" }] });
    const withdraw = (by = world.coach) => mutate(by, "withdrawWorksheet", { id }, { answer: "engagement { id }" });
    await done(world.client, "handInWorksheet", { id });
    expect((await withdraw()).userErrors).toEqual([refusal("ALREADY_HANDED_IN", "id")]);
    await stage.database.admin.query("delete from worksheet_hand_in where firm_id = $1", [world.firm.firmId]);
    await stage.database.admin.query("update assigned_worksheet set hand_in_count = 0 where firm_id = $1", [
      world.firm.firmId,
    ]);
    expect(await withdraw()).toEqual({ engagement: { id: world.engagementId }, userErrors: [] });
    expect(await world.read(id)).toBeNull();
  });
});
