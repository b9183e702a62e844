import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, FirmFactory, TestClient } from "@coachwork/testing";
import { done } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, platform, signedIn } = await sharedStage();

let firm: FirmFactory;
let people: Readonly<Record<"owner" | "admin" | "coach" | "client", string>>;
let owner: TestClient;
let admin: TestClient;
let engagement: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  people = {
    owner: await firm.person(["OWNER"]),
    admin: await firm.person(["ADMIN"]),
    coach: await firm.person(["COACH"]),
    client: await firm.person(["CLIENT"]),
  };
  owner = await signedIn(firm, people.owner);
  admin = await signedIn(firm, people.admin);
  engagement = apiId("engagement", await firm.engagement({ coaches: [people.coach], participants: [people.client] }));
});

const text = `query ($filter: AuditEntryFilter, $orderBy: AuditEntryOrder) {
  auditEntries(first: 50, filter: $filter, orderBy: $orderBy) {
    nodes { seq type occurredAt objectId actorId actor { id } apiKey { id } clientAddress } totalCount
  }
}`;
const entries = async (filter: object = {}, by = owner, more: object = {}): Promise<AnyData[]> =>
  (await by.ask(text, { filter, ...more })).auditEntries.nodes;
const typesOf = (all: readonly AnyData[]) => all.map(({ type }) => type);

const organization = (by: TestClient, name: string) =>
  done(by, "createOrganization", { name }, { answer: "organization { id }" });

describe("The audit trail", () => {
  test("says who did what, when, and from where, the latest first", async () => {
    const { organization: hill } = await organization(owner, "Hillside");
    await done(admin, "updateOrganization", { id: hill.id, name: "Hillside Ltd" });
    const [updated, created, ...others] = await entries();
    expect(updated).toEqual({
      ...{ seq: created.seq + 1, type: "ORGANIZATION_UPDATED", objectId: hill.id, occurredAt: expect.any(String) },
      ...{ actorId: apiId("person", people.admin), actor: { id: apiId("person", people.admin) }, apiKey: null },
      clientAddress: expect.stringMatching(/^(::ffff:)?127\.0\.0\.1$|^::1$/),
    });
    expect(created).toMatchObject({ type: "ORGANIZATION_CREATED", actorId: apiId("person", people.owner) });
    expect(others).toEqual([]);
  });

  test("names the API key that did it, and from where", async () => {
    const input = { name: "Nightly", scopes: ["people:write"] };
    const { secret, apiKey } = await done(owner, "createApiKey", input, { answer: "secret apiKey { id }" });
    await organization(new TestClient(platform.url, secret), "Hillside");
    expect(await entries({ actorId: apiKey.id })).toEqual([
      expect.objectContaining({
        type: "ORGANIZATION_CREATED",
        actorId: apiKey.id,
        actor: null,
        apiKey: { id: apiKey.id },
      }),
    ]);
    expect((await entries({ actorId: apiKey.id }))[0].clientAddress).toEqual(expect.any(String));
  });

  test("is searched by type, by object, by actor and by time", async () => {
    const before = await organization(owner, "One");
    await organization(admin, "Two");
    await done(owner, "updatePerson", { id: apiId("person", people.client), name: "Kim Doe" });
    const id = before.organization.id as string;
    await done(admin, "updateOrganization", { id, name: "First" });
    const earliest = { orderBy: "OCCURRED" };
    const all = await entries({}, owner, earliest);
    expect(typesOf(all)).toEqual([
      ...["ORGANIZATION_CREATED", "ORGANIZATION_CREATED", "PERSON_UPDATED", "ORGANIZATION_UPDATED"],
    ]);
    const some = async (filter: object) =>
      (await entries(filter, owner, earliest)).map(({ seq }) => all.findIndex((one) => one.seq === seq));
    expect(await some({ types: ["ORGANIZATION_CREATED", "PERSON_UPDATED"] })).toEqual([0, 1, 2]);
    expect(await some({ objectId: id })).toEqual([0, 3]);
    expect(await some({ actorId: apiId("person", people.admin) })).toEqual([1, 3]);
    expect(await some({ objectId: id, actorId: apiId("person", people.admin) })).toEqual([3]);
    expect(await some({ from: all[1].occurredAt, to: all[3].occurredAt })).toEqual([1, 2]);
    expect(await some({ objectId: "nonsense" })).toEqual([]);
    expect(await some({ types: ["SNAPSHOT"] })).toEqual([]);
  });

  test("names what it was about, and says nothing of conversations", async () => {
    const coach = await signedIn(firm, people.coach);
    await done(owner, "updateEngagement", { id: engagement, title: "Anew" });
    await done(owner, "invitePerson", { personId: apiId("person", people.client) });
    await done(coach, "createNote", { engagementId: engagement, visibility: "SHARED", text: "Ours" });
    const all = await entries();
    expect(all.map(({ type, objectId }) => `${type} ${objectId.replace(/_[0-9a-f]{32}$/, "")}`)).toEqual(
      expect.arrayContaining(["ENGAGEMENT_UPDATED engagement", "PERSON_INVITED person"]),
    );
    expect(typesOf(all)).not.toContain("NOTE_CREATED");
  });

  test("is for owners and admins alone, of their own firm", async () => {
    await organization(owner, "Hillside");
    expect(await entries({}, admin)).toHaveLength(1);
    for (const role of ["PROGRAM_MANAGER", "COACH", "CLIENT", "SPONSOR", "FINANCE", "ASSISTANT"])
      expect([role, await entries({}, await signedIn(firm, await firm.person([role])))]).toEqual([role, []]);
    const other = await FirmFactory.create(database.admin);
    expect(await entries({}, await signedIn(other, await other.person(["OWNER"])))).toEqual([]);
  });
});
