import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { done, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

/** What a mutation changed can be removed before it is read for the answer. That is no refusal, and not nothing either. */
const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let manager: TestClient;
let engagement: string;
let coach: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  coach = await firm.person(["COACH"]);
  engagement = await firm.engagement({ coaches: [coach], participants: [await firm.person(["CLIENT"])] });
});

const pausePlanned = async () => {
  const pause = { engagement_id: engagement, starts_on: day(5), ends_on: day(9), sessions: "KEEP" };
  const manager = await firm.person(["PROGRAM_MANAGER"]);
  return apiId(
    "engagement_pause",
    await firm.row("engagement_pause", { ...pause, decided_by_id: manager, version: 1 }),
  );
};

const send = (by: TestClient, name: string, answer: string, input: object): Promise<AnyData> => {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const text = `mutation($input: ${type}!) { ${name}(input: $input) { ${answer} userErrors { code field } } }`;
  return by.send(text, { input });
};
const update = (input: object) => send(manager, "updateEngagementPause", "engagementPause { id endsOn }", input);
const cancel = (id: string) => send(manager, "cancelEngagementPause", "engagement { id }", { id });

const removedSince = (path: string[], ids: object) => [
  {
    ...{ path, message: expect.stringContaining("removed since") },
    extensions: expect.objectContaining({ code: "NOT_FOUND", change: "DONE", ids, retryable: false }),
  },
];

describe("the answer of a mutation whose record was removed since", () => {
  test("says that the change was made, and that nothing is left to show", async () => {
    const id = await pausePlanned();
    const input = { id, endsOn: day(12), idempotencyKey: "one" };
    expect((await update(input)).data.updateEngagementPause).toEqual({
      ...{ engagementPause: { id, endsOn: day(12) }, userErrors: [] },
    });
    expect((await cancel(id)).data.cancelEngagementPause.userErrors).toEqual([]);
    const { data, errors } = await update(input);
    expect(data.updateEngagementPause).toEqual({ engagementPause: null, userErrors: [] });
    expect(errors).toMatchObject(removedSince(["updateEngagementPause", "engagementPause"], { engagementPause: id }));
  });

  test("says so for notes, too", async () => {
    const author = await signedIn(firm, coach);
    const engagementId = apiId("engagement", engagement);
    const { note } = await done(
      author,
      "createNote",
      { engagementId, visibility: "PRIVATE", text: "Ask" },
      {
        ...{ answer: "note { id }" },
      },
    );
    const input = { id: note.id, text: "Asked", idempotencyKey: "two" };
    expect((await send(author, "updateNote", "note { text }", input)).errors).toBeUndefined();
    await done(author, "removeNote", { id: note.id });
    const { errors } = await send(author, "updateNote", "note { text }", input);
    expect(errors).toMatchObject(removedSince(["updateNote", "note"], { note: note.id }));
  });

  test("tells both who change and cancel a pause in the same instant what happened", async () => {
    for (let round = 0; round < 8; round++) {
      const id = await pausePlanned();
      const [changed, cancelled] = await Promise.all([update({ id, endsOn: day(12) }), cancel(id)]);
      expect(cancelled).toMatchObject({ data: { cancelEngagementPause: { userErrors: [] } } });
      const { engagementPause, userErrors } = changed.data.updateEngagementPause;
      const said = [engagementPause, userErrors[0], changed.errors?.[0]].filter((each) => each != null);
      expect(said).toHaveLength(1);
      if (userErrors.length > 0) expect(userErrors).toEqual([refusal("NOT_FOUND", "id")]);
    }
  });
});

test("what its viewer does not see any more is null without an error", async () => {
  const self = await firm.person(["COACH"]);
  const by = await signedIn(firm, self);
  const { goal } = await done(
    by,
    "createGoal",
    { engagementId: apiId("engagement", await engagementWith(self)), title: "Listen", idempotencyKey: "three" },
    { answer: "goal { id engagement { id } }" },
  );
  await database.admin.query("update engagement_coach set left_on = $1 where person_id = $2", [day(0), self]);
  const { data, errors } = await send(by, "createGoal", "goal { id }", {
    ...{ engagementId: goal.engagement.id, title: "Listen", idempotencyKey: "three" },
  });
  expect([data, errors]).toEqual([{ createGoal: { goal: null, userErrors: [] } }, undefined]);
});

const engagementWith = async (person: string) =>
  firm.engagement({ coaches: [person], participants: [await firm.person(["CLIENT"])] });
