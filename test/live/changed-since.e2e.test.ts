import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, FirmFactory, TestClient } from "@coachwork/testing";
import { done } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { happen } from "./events.ts";

const { database, platform, signedIn } = await sharedStage();

let firm: FirmFactory;
let owner: TestClient;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"]));
});

async function keyWith(...scopes: string[]): Promise<TestClient> {
  const { secret } = await done(owner, "createApiKey", { name: "Partner", scopes }, { answer: "secret" });
  return new TestClient(platform.url, secret as string);
}

interface Asked {
  readonly position?: string | null;
  readonly types?: readonly string[];
  readonly first?: number;
}
const text = `query ($first: Int!, $types: [EventType!], $position: String) {
  changedSince(first: $first, types: $types, position: $position) {
    events { seq position type objectId object { id __typename ... on Organization { name } ... on Person { name } } } position hasMore
  }
}`;
const since = async (by: TestClient, { first = 100, ...asked }: Asked = {}): Promise<AnyData> =>
  (await by.ask(text, { first, ...asked })).changedSince;
const refusedAs = async (by: TestClient, asked: Asked): Promise<unknown> =>
  (await by.send(text, { first: 100, ...asked })).errors?.[0]?.extensions.code;
const organization = (name: string) => done(owner, "createOrganization", { name }, { answer: "organization { id }" });

describe("Who asks now and then", () => {
  test("begins with the position of now, and is told what has happened since, in order, with its objects", async () => {
    const key = await keyWith("people:read");
    const begun = await since(key);
    expect(begun).toEqual({ events: [], position: expect.any(String), hasMore: false });
    expect(await since(key, begun)).toEqual(begun);
    const { organization: made } = await organization("Alder Bank");
    const person = { name: "Ines", email: "ines@alder.example", timeZone: "UTC", roles: ["CLIENT"] };
    await done(owner, "createPerson", person);
    const { events, position, hasMore } = await since(key, begun);
    expect(events).toMatchObject([
      { type: "ORGANIZATION_CREATED", objectId: made.id, object: { __typename: "Organization", name: "Alder Bank" } },
      { type: "PERSON_CREATED", object: { __typename: "Person", name: "Ines" } },
    ]);
    expect(hasMore).toBe(false);
    expect(position).toBe(events.at(-1).position);
    expect((await since(key, { position })).events).toEqual([]);
  });

  test("reads the rest in parts, and none is missing or told twice", async () => {
    const { position } = await since(owner);
    for (const name of ["A", "B", "C", "D", "E"]) await organization(name);
    const names: string[] = [];
    let part: AnyData = { position, hasMore: true };
    let parts = 0;
    for (; part.hasMore; parts += 1) {
      part = await since(owner, { position: part.position, first: 2 });
      names.push(...part.events.map(({ object }: AnyData) => object.name));
    }
    expect([names.join(""), parts]).toEqual(["ABCDE", 3]);
  });

  test("passes by what others are told of, and what was not asked for", async () => {
    const key = await keyWith("engagements:read");
    const { position } = await since(key);
    await organization("Alder Bank");
    const own = await since(key, { position });
    expect(own).toMatchObject({ events: [], hasMore: false });
    expect(own.position).not.toBe(position);
    const asked = { position, types: ["PERSON_CREATED"] };
    expect(await since(owner, asked)).toMatchObject({ events: [], position: own.position });
    expect(await refusedAs(key, asked)).toBe("INSUFFICIENT_SCOPE");
  });

  test("looks through a thousand events at a time", async () => {
    const { position } = await since(owner);
    await happen(database.admin, firm, "person.updated", { person: firm.firmId }, 1_100);
    await organization("Last");
    const types = ["ORGANIZATION_CREATED"];
    const part = await since(owner, { position, types });
    expect(part).toMatchObject({ events: [], hasMore: true });
    expect(await since(owner, { position: part.position, types })).toMatchObject({
      ...{ events: [{ object: { name: "Last" } }], hasMore: false },
    });
  });

  test("goes on with a subscription, and the other way round", async () => {
    const { position } = await since(owner);
    await organization("Alder Bank");
    const following = owner.follow(
      "subscription ($position: String) { events(position: $position) { type position } }",
      {
        position,
      },
    );
    await following.until(1);
    const [{ data }] = following.received as [AnyData];
    expect(data.events.type).toBe("ORGANIZATION_CREATED");
    expect((await since(owner, { position: data.events.position })).events).toEqual([]);
  });
});

describe("It is refused", () => {
  test("to people who do not run the firm", async () => {
    for (const role of ["PROGRAM_MANAGER", "FINANCE", "COACH", "CLIENT", "SPONSOR", "ASSISTANT"])
      expect(await refusedAs(await signedIn(firm, await firm.person([role])), {})).toBe("FORBIDDEN");
    expect(await refusedAs(new TestClient(platform.url), {})).toBe("UNAUTHENTICATED");
  });

  test("for what is no position, and for less than one and more than a hundred events", async () => {
    for (const asked of [{ position: "yesterday" }, { position: "" }, { first: 0 }, { first: 101 }, { first: -1 }])
      expect(await refusedAs(owner, asked)).toBe("BAD_USER_INPUT");
    expect(await refusedAs(owner, { types: [] })).toBe("BAD_USER_INPUT");
  });

  test("from a position of another firm's log, or from one that is not there yet", async () => {
    await organization("Alder Bank");
    const other = await FirmFactory.create(database.admin);
    const strange = await signedIn(other, await other.person(["OWNER"]));
    for (const name of ["A", "B", "C", "D"]) await done(strange, "createOrganization", { name });
    const { position } = await since(strange);
    expect(await refusedAs(owner, { position })).toBe("RESYNC_REQUIRED");
    const { position: mine } = await since(owner);
    const seq = Number(mine.split(".")[0]);
    expect(await refusedAs(owner, { position: `${seq}.${position.split(".")[1]}` })).toBe("RESYNC_REQUIRED");
  });
});

test("It costs as much as may be told", async () => {
  const cost = async (first: number) => (await owner.send(text, { first })).extensions?.cost as { requested: number };
  expect((await cost(100)).requested - (await cost(1)).requested).toBe(99 * 2);
});
