import { beforeAll, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, FirmFactory, TestClient } from "@coachwork/testing";
import { done } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, platform, signedIn } = await sharedStage();

let owner: TestClient;
let people: string[];
let engagement: string;
let foreign: string;

beforeAll(async () => {
  const firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"]));
  const create = (name: string) => firm.person(["CLIENT"], { name, external_id: `hr-${name}` });
  people = [await create("Ada"), await create("Ben"), await create("Cem")].map((id) => apiId("person", id));
  engagement = apiId("engagement", await firm.engagement({}, { title: "Lead" }));
  const other = await FirmFactory.create(database.admin);
  foreign = apiId("person", await other.person(["CLIENT"]));
});

const nodes = async (ids: readonly string[], by = owner) =>
  by.send(
    "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Person { name } ... on Engagement { title } } }",
    {
      ids,
    },
  );

const person = (name: string) => ({ __typename: "Person", name });

describe("nodes", () => {
  test("gives objects of several types in the order of their ids, and null for what is not there", async () => {
    const [ada, ben] = people as [string, string];
    const never = `session_${"0".repeat(32)}`;
    const wrongType = ada.replace("person", "engagement");
    const { data } = await nodes([ben, engagement, never, foreign, ada, "rubbish", wrongType, ben]);
    const lead = { __typename: "Engagement", title: "Lead" };
    expect(data.nodes).toEqual([person("Ben"), lead, null, null, person("Ada"), null, null, person("Ben")]);
    expect((await nodes(["rubbish"])).data.nodes).toEqual([null]);
  });

  test("follows the ids of duplicates to the people who they were merged into", async () => {
    const input = { name: "Twice", email: "twice@firm.example", timeZone: "UTC", roles: ["CLIENT"] };
    const twice = (await done(owner, "createPerson", input, { answer: "person { id }" })).person.id as string;
    await done(owner, "mergePeople", { keepId: people[0], duplicateId: twice });
    expect((await nodes([twice, people[1]!])).data.nodes).toEqual([person("Ada"), person("Ben")]);
  });

  test("takes 1 to 100 ids, and costs as many objects", async () => {
    for (const ids of [[], Array.from({ length: 101 }, () => people[0]!)])
      expect((await nodes(ids)).errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
    const costOf = async (ids: readonly string[]) =>
      ((await nodes(ids)).extensions!.cost as AnyData).requested as number;
    const [one, hundred] = [
      await costOf(people.slice(0, 1)),
      await costOf(Array.from({ length: 100 }, () => people[0]!)),
    ];
    expect(hundred - one).toBeGreaterThanOrEqual(99);
  });

  test("shows a key what its scopes show", async () => {
    const made = await done(owner, "createApiKey", { name: "K", scopes: ["people:read"] }, { answer: "secret" });
    const key = new TestClient(platform.url, made.secret as string);
    expect((await nodes(people.slice(0, 1), key)).data.nodes).toEqual([person("Ada")]);
    expect((await nodes([people[0]!, engagement], key)).errors).toMatchObject([
      { extensions: { code: "INSUFFICIENT_SCOPE" } },
    ]);
  });
});

describe("people by external ids", () => {
  const found = async (externalIds: readonly string[], by = owner) =>
    by.send("query ($filter: PersonFilter) { people(first: 100, orderBy: NAME, filter: $filter) { nodes { name } } }", {
      filter: { externalIds },
    });

  test("are those with any of them", async () => {
    const { data } = await found(["hr-Cem", "hr-Ada", "hr-nobody"]);
    expect(data.people.nodes).toEqual([{ name: "Ada" }, { name: "Cem" }]);
    expect((await found([])).data.people.nodes).toEqual([]);
  });

  test("are at most a hundred", async () => {
    const { errors } = await found(Array.from({ length: 101 }, (_, index) => `hr-${index}`));
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
  });
});
