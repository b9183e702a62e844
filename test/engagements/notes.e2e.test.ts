import { beforeEach, describe, expect, test } from "@jest/globals";
import { apiId, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let coach: TestClient;
let second: TestClient;
let client: TestClient;
let owner: TestClient;
let engagementId: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  const people = [await firm.person(["COACH"], { name: "Carla" }), await firm.person(["COACH"], { name: "Sana" })];
  const participant = await firm.person(["CLIENT"], { name: "Chris" });
  const engagement = await firm.engagement({ coaches: people, participants: [participant] });
  engagementId = apiId("engagement", engagement);
  coach = await signedIn(firm, people[0]!);
  second = await signedIn(firm, people[1]!);
  client = await signedIn(firm, participant);
  owner = await signedIn(firm, await firm.person(["OWNER"]));
});

const write = async (visibility: string, by = coach): Promise<string> =>
  (await mutate(by, "createNote", { engagementId, visibility, text: "First" }, { answer: "note { id }" })).note.id;
const change = (id: string, text: string, by = coach, more: object = {}) =>
  mutate(by, "updateNote", { id, text, ...more }, { answer: "note { text version }" });
const remove = (id: string, by = coach) => mutate(by, "removeNote", { id }, { answer: "engagement { id }" });

/** What somebody reads of the note with its earlier texts. */
const reading = async (id: string, by: TestClient) =>
  (
    await by.ask(
      `query($id: ID!) { note(id: $id) { text version changedAt createdAt
         versions(first: 9) { totalCount nodes { id version text writtenAt author { name } } } } }`,
      { id },
    )
  ).note;

const eventsOf = async (id: string) => {
  const { rows } = await database.admin.query(
    "select type, ids from event where firm_id = $1 and ids->>'note' = $2 order by seq",
    [firm.firmId, uuid(id)],
  );
  return rows;
};
const uuid = (id: string) =>
  id.slice(id.lastIndexOf("_") + 1).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

describe("a note that is changed", () => {
  test("keeps what it said before, with when and by whom", async () => {
    const id = await write("SHARED");
    const first = await reading(id, coach);
    expect(first).toMatchObject({ version: 1, changedAt: null, versions: { totalCount: 0 } });
    expect(await change(id, "Second")).toEqual({ note: { text: "Second", version: 2 }, userErrors: [] });
    const between = await reading(id, coach);
    await change(id, "Third");
    const author = { name: "Carla" };
    for (const reader of [coach, second, client]) {
      expect(await reading(id, reader)).toMatchObject({
        ...{ text: "Third", version: 3, createdAt: first.createdAt },
        versions: {
          nodes: [
            { version: 1, text: "First", writtenAt: first.createdAt, author },
            { version: 2, text: "Second", writtenAt: between.changedAt, author },
          ],
        },
      });
    }
    const types = (await eventsOf(id)).map(({ type }) => type);
    expect(types).toEqual(["note.created", "note.updated", "note.updated"]);
  });

  test("shows its earlier texts to nobody who cannot read it", async () => {
    const readers = { PRIVATE: [coach], COACHES: [coach, second], SHARED: [coach, second, client] };
    for (const [visibility, may] of Object.entries(readers)) {
      const id = await write(visibility);
      await change(id, "Second");
      const { nodes } = (await reading(id, coach)).versions;
      for (const viewer of [coach, second, client, owner]) {
        const node = "query($id: ID!) { node(id: $id) { ... on NoteVersion { text } } }";
        const { node: seen } = await viewer.ask(node, { id: nodes[0].id });
        expect([visibility, seen]).toEqual([visibility, may.includes(viewer) ? { text: "First" } : null]);
      }
    }
  });

  test("with the same text stays as it is", async () => {
    const id = await write("SHARED");
    expect(await change(id, "First")).toEqual({ note: { text: "First", version: 1 }, userErrors: [] });
    expect((await reading(id, coach)).versions.totalCount).toBe(0);
    expect(await eventsOf(id)).toHaveLength(1);
  });

  test("is refused to somebody who read an older version", async () => {
    const id = await write("SHARED");
    await change(id, "Second");
    const refused = { note: null, userErrors: [refusal("CONFLICT", "version")] };
    expect(await change(id, "Third", coach, { version: 1 })).toEqual(refused);
    expect((await change(id, "Third", coach, { version: 2 })).userErrors).toEqual([]);
  });

  test("is its author's alone to change", async () => {
    const shared = await write("SHARED");
    for (const other of [second, client])
      expect((await change(shared, "Mine", other)).userErrors).toEqual([refusal("FORBIDDEN", "id")]);
    const hidden = await write("PRIVATE");
    for (const other of [second, client])
      expect((await change(hidden, "Mine", other)).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
    const own = await write("SHARED", client);
    expect((await change(own, "Mine", client)).userErrors).toEqual([]);
    expect((await change(own, "Mine", coach)).userErrors).toEqual([refusal("FORBIDDEN", "id")]);
  });

  test("needs a text", async () => {
    expect((await change(await write("SHARED"), "  ")).userErrors).toEqual([refusal("REQUIRED", "text")]);
  });
});

describe("a note that is removed", () => {
  test("leaves no text behind, and the event that it was removed", async () => {
    const id = await write("SHARED");
    await change(id, "Second");
    const { nodes } = (await reading(id, coach)).versions;
    expect(await remove(id)).toEqual({ engagement: { id: engagementId }, userErrors: [] });
    for (const reader of [coach, second, client]) {
      expect(await reading(id, reader)).toBeNull();
      expect(await reader.ask("query($id: ID!) { node(id: $id) { id } }", { id: nodes[0].id })).toEqual({ node: null });
    }
    for (const table of ["note", "note_version", "event", "idempotency_key"]) {
      const { rows } = await database.admin.query(
        `select t::text as row from ${table} t where firm_id = $1 and t::text ~ 'First|Second'`,
        [firm.firmId],
      );
      expect([table, rows]).toEqual([table, []]);
    }
    const events = await eventsOf(id);
    expect(events.map(({ type }) => type)).toEqual(["note.created", "note.updated", "note.removed"]);
    expect(Object.keys(events.at(-1).ids).sort()).toEqual(["engagement", "note"]);
    expect((await remove(id)).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
    expect((await change(id, "Third")).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
  });

  test("is its author's alone to remove", async () => {
    const id = await write("SHARED");
    for (const other of [second, client])
      expect((await remove(id, other)).userErrors).toEqual([refusal("FORBIDDEN", "id")]);
    expect(await reading(id, coach)).toMatchObject({ text: "First" });
  });

  test("is also one that its author kept when they left", async () => {
    const id = await write("PRIVATE");
    const left = "update engagement_coach set left_on = joined_on where firm_id = $1";
    await database.admin.query(left, [firm.firmId]);
    expect((await change(id, "Second")).userErrors).toEqual([]);
    expect(await remove(id)).toEqual({ engagement: null, userErrors: [] });
  });
});
