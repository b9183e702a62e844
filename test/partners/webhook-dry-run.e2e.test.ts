import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, FirmFactory, type TestClient } from "@coachwork/testing";
import { done } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let owner: TestClient;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"]));
});

const keyWith = async (...scopes: string[]): Promise<string> =>
  (await done(owner, "createApiKey", { name: "Partner", scopes }, { answer: "apiKey { id }" })).apiKey.id;

const text = `query ($key: ID!, $types: [EventType!], $selection: String) {
  webhookDryRun(apiKeyId: $key, eventTypes: $types, selection: $selection) { eventType seq body } }`;
async function preview(variables: object, by = owner): Promise<AnyData> {
  const { webhookDryRun } = await by.ask(text, { ...variables });
  return webhookDryRun && { ...webhookDryRun, body: JSON.parse(webhookDryRun.body) };
}

describe("A dry run of a webhook", () => {
  test("shows the message about the latest event that the key is told of, with what is selected", async () => {
    const key = await keyWith("people:read");
    expect(await preview({ key })).toBeNull();
    const { organization } = await done(
      owner,
      "createOrganization",
      { name: "Hillside" },
      { answer: "organization { id }" },
    );
    const type = { name: "Talk", kind: "REGULAR", durationMinutes: 45 };
    await done(owner, "createSessionType", type);
    const selection = "{ object { ... on Organization { name } } }";
    expect(await preview({ key, selection })).toEqual({
      ...{ eventType: "ORGANIZATION_CREATED", seq: expect.any(Number) },
      body: {
        ...{ type: "ORGANIZATION_CREATED", timestamp: expect.any(String) },
        data: {
          ...{ seq: expect.any(Number), position: expect.any(String), objectId: organization.id, relatedIds: [] },
          object: { name: "Hillside" },
        },
      },
    });
    expect((await preview({ key: await keyWith("schedule:read") })).eventType).toBe("SESSION_TYPE_CREATED");
    expect(await preview({ key, types: ["PERSON_ERASED"] })).toBeNull();
    const { rows } = await database.admin.query("select from webhook_delivery where firm_id = $1", [firm.firmId]);
    expect(rows).toEqual([]);
  });

  test("is refused with what is wrong", async () => {
    const key = await keyWith("people:read");
    const ended = await keyWith("people:read");
    await done(owner, "revokeApiKey", { id: ended });
    const elsewhere = await FirmFactory.create(database.admin);
    const refused = async (variables: object, by = owner) => {
      const { errors } = await by.send(text, { ...variables });
      return `${String(errors![0]!.extensions.code)}: ${errors![0]!.message}`;
    };
    expect(await refused({ key, selection: "{ nothing }" })).toMatch(
      /^BAD_USER_INPUT: The selection is wrong at line 1/,
    );
    expect(await refused({ key, selection: "{ object { ... on Session { id } } }" })).toMatch(/^INSUFFICIENT_SCOPE/);
    expect(await refused({ key, types: ["SESSION_BOOKED"] })).toMatch(/^INSUFFICIENT_SCOPE/);
    expect(await refused({ key: ended })).toMatch(/^BAD_USER_INPUT: The API key was revoked/);
    expect(await refused({ key: "nonsense" })).toMatch(/^NOT_FOUND/);
    for (const role of ["PROGRAM_MANAGER", "COACH"])
      expect(await refused({ key }, await signedIn(firm, await firm.person([role])))).toMatch(/^FORBIDDEN/);
    expect(await refused({ key }, await signedIn(elsewhere, await elsewhere.person(["OWNER"])))).toMatch(/^NOT_FOUND/);
  });
});

test("nothing of what the key may not see is in it, whoever asks", async () => {
  const members = { coaches: [await firm.person(["COACH"])], participants: [await firm.person(["CLIENT"])] };
  const id = apiId("engagement", await firm.engagement(members));
  await done(owner, "updateEngagement", { id, title: "Anew" });
  expect(await preview({ key: await keyWith("people:read", "schedule:read") })).toBeNull();
  expect(await preview({ key: await keyWith("engagements:read") })).toMatchObject({ eventType: "ENGAGEMENT_UPDATED" });
});
