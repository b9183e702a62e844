import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let manager: TestClient;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"], { name: "Mia" }));
});

const TEXT = "# Coaching of {{clientName}}\n\nWith **{{coachName}}** until {{endsOn}}.";
const answer = `agreementTemplate { id name text textVersion archivedAt version
  versions(first: 9) { nodes { number text writtenBy { name } } } }`;
const create = (input: object = {}, by = manager) =>
  mutate(by, "createAgreementTemplate", { name: "Coaching", text: TEXT, ...input }, { answer });
const change = (input: object, by = manager) => mutate(by, "updateAgreementTemplate", input, { answer });

describe("a template", () => {
  test("keeps every text as a version, and a new name is none", async () => {
    const { agreementTemplate: template, userErrors } = await create();
    expect(userErrors).toEqual([]);
    const first = { number: 1, text: TEXT, writtenBy: { name: "Mia" } };
    expect(template).toMatchObject({ name: "Coaching", text: TEXT, textVersion: 1, versions: { nodes: [first] } });
    const second = { number: 2, text: "For {{clientName}}", writtenBy: { name: "Mia" } };
    expect(await change({ id: template.id, text: second.text })).toMatchObject({
      agreementTemplate: { text: second.text, textVersion: 2, version: 2, versions: { nodes: [first, second] } },
    });
    expect(await change({ id: template.id, name: "Work", text: second.text })).toMatchObject({
      agreementTemplate: { name: "Work", textVersion: 2, version: 3, versions: { nodes: [first, second] } },
    });
    expect(await change({ id: template.id, name: "Work" })).toMatchObject({ agreementTemplate: { version: 3 } });
  });

  test("is refused with a field that there is not, and the message names those that there are", async () => {
    const text =
      "mutation($i: CreateAgreementTemplateInput!) { createAgreementTemplate(input: $i) { userErrors { message } } }";
    const refused = await manager.ask(text, { i: { name: "Coaching", text: "For {{client}} and {{price}}" } });
    expect(refused.createAgreementTemplate.userErrors[0].message).toMatch(
      /^The text says \{\{client\}\}, \{\{price\}\}, which are no fields\. Known fields are \{\{firm\}\}, .*\{\{clientName\}\}/,
    );
    const { agreementTemplate } = await create();
    const unknown = { userErrors: [refusal("UNKNOWN_FIELD", "text")] };
    expect(await change({ id: agreementTemplate.id, text: "For {{client}}" })).toMatchObject(unknown);
    expect(await change({ id: agreementTemplate.id, text: "For {{clientName" })).toMatchObject(unknown);
  });

  test("is refused with a character that changes the writing direction", async () => {
    for (const turning of ["\u202e", "\u2066", "\u200f"]) {
      const text = `You pay ${turning}001 pounds`;
      expect(await create({ text })).toMatchObject({ userErrors: [refusal("INVALID", "text")] });
    }
    const { agreementTemplate } = await create();
    expect(await change({ id: agreementTemplate.id, text: "You pay \u202e001" })).toMatchObject({
      userErrors: [refusal("INVALID", "text")],
    });
  });

  test("has a name of its own, and is changed by those who have seen what it says", async () => {
    const { agreementTemplate: template } = await create();
    expect(await create()).toMatchObject({ userErrors: [refusal("NAME_TAKEN", "name")] });
    await create({ name: "Mentoring" });
    expect(await change({ id: template.id, name: "Mentoring" })).toMatchObject({
      userErrors: [refusal("NAME_TAKEN", "name")],
    });
    await change({ id: template.id, text: "Other" });
    expect(await change({ id: template.id, text: "Mine", version: 1 })).toMatchObject({
      userErrors: [refusal("CONFLICT", "version")],
    });
  });

  test("is listed while it is in use, and comes back from the archive", async () => {
    const { agreementTemplate: template } = await create();
    const list = async (isArchived: boolean): Promise<string[]> => {
      const query =
        "query($is: Boolean) { agreementTemplates(first: 9, filter: { isArchived: $is }) { nodes { id } } }";
      return (await manager.ask(query, { is: isArchived })).agreementTemplates.nodes.map(({ id }: AnyData) => id);
    };
    expect([await list(false), await list(true)]).toEqual([[template.id], []]);
    await mutate(manager, "archiveAgreementTemplate", { id: template.id });
    expect([await list(false), await list(true)]).toEqual([[], [template.id]]);
    await mutate(manager, "restoreAgreementTemplate", { id: template.id });
    expect(await list(false)).toEqual([template.id]);
  });
});

test.each(["COACH", "CLIENT", "SPONSOR", "FINANCE"])("a %s neither sees nor writes templates", async (role) => {
  const { agreementTemplate: template } = await create();
  const by = await signedIn(firm, await firm.person([role]));
  const query = "query($id: ID!) { agreementTemplate(id: $id) { name } agreementTemplates(first: 1) { totalCount } }";
  expect(await by.ask(query, { id: template.id })).toEqual({
    agreementTemplate: null,
    agreementTemplates: { totalCount: 0 },
  });
  const forbidden = { agreementTemplate: null, userErrors: [{ code: "FORBIDDEN" }] };
  expect(await create({ name: "Other" }, by)).toMatchObject(forbidden);
  expect(await change({ id: template.id, name: "Other" }, by)).toMatchObject(forbidden);
});
