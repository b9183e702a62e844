import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { apiId } from "@coachwork/testing";
import { type Inside, openInside } from "./inside.js";
import { viewersOf } from "./viewers.js";
import { createWorld, type World } from "./world.js";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
let world: World;
let inside: Inside;

beforeAll(async () => {
  database = await createTestDatabase();
  world = await createWorld(database.admin);
  inside = await openInside(database);
});
afterAll(async () => {
  await inside.close();
  await database.drop();
});

describe("An API key", () => {
  const questions = {
    "people:read": [
      "people(first: 100) { totalCount nodes { name email organization { name } team { name } } }",
      "organizations(first: 9) { totalCount }",
      "teams(first: 9) { totalCount }",
    ],
    "engagements:read": [
      "engagements(first: 100) { totalCount nodes { title objectives sessionCount coaches(first: 9) { totalCount } participants(first: 9) { totalCount } } }",
    ],
    "schedule:read": [
      "sessions(first: 100) { totalCount nodes { startsAt attendance { status } moves(first: 9) { totalCount } } }",
    ],
    none: ["notes(first: 9) { totalCount }", "apiKeys(first: 9) { totalCount }"],
  };
  const scopes = ["people:read", "engagements:read", "schedule:read"] as const;
  const table = scopes.flatMap((scope) =>
    Object.entries(questions).flatMap(([needed, all]) =>
      all.map((question) => [scope, needed === scope, question] as const),
    ),
  );

  test.each(table)("with the scope %s is answered (%s): %s", async (scope, answered, question) => {
    const { data, errors } = await inside.ask(viewersOf(world)[scope], `{ ${question} }`);
    if (answered) {
      expect(errors).toBeUndefined();
      expect(Object.values(data as Record<string, { totalCount: number }>)[0]!.totalCount).toBeGreaterThan(1);
    } else {
      expect(errors).toMatchObject([{ extensions: { code: "INSUFFICIENT_SCOPE" } }]);
      expect(data ?? null).toBeNull();
    }
  });

  test.each(scopes)("with the scope %s never reads a note, whichever way it asks", async (scope) => {
    const note = apiId("note", world.near.notes.shared);
    for (const question of [
      `note(id: "${note}") { text }`,
      `node(id: "${note}") { id }`,
      "engagements(first: 1) { nodes { notes(first: 1) { nodes { text } } } }",
    ]) {
      const { errors } = await inside.ask(viewersOf(world)[scope], `{ ${question} }`);
      expect(errors).toMatchObject([{ extensions: { code: "INSUFFICIENT_SCOPE" } }]);
    }
  });

  test("changes nothing, whatever its scopes", async () => {
    const actor = { ...viewersOf(world)["people:read"], grants: [...scopes] };
    const { errors } = await inside.ask(
      actor,
      `mutation { createOrganization(input: { name: "By key" }) { userErrors { code } } }`,
    );
    expect(errors).toMatchObject([{ extensions: { code: "INSUFFICIENT_SCOPE" } }]);
  });
});
