import { beforeEach, describe, expect, test } from "@jest/globals";
import { apiId, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let manager: TestClient;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
});

const bare = { allocation_unit: null, allocation_amount: null };
const informal = { kind: "MENTORING", mentoring_form: "INFORMAL", ends_on: null, ...bare };
const formal = { kind: "MENTORING", mentoring_form: "FORMAL", objectives: "Lead a ward", ends_on: day(60), ...bare };

const engagementOf = (values: Record<string, unknown>) => firm.engagement({}, values);
const change = (id: string, input: object) =>
  mutate(
    manager,
    "updateEngagement",
    { id: apiId("engagement", id), ...input },
    { answer: "engagement { mentoringForm objectives endsOn version }" },
  );

describe("the form of mentoring", () => {
  test("becomes formal once both sides agree objectives and length", async () => {
    const id = await engagementOf(informal);
    expect(await change(id, { mentoringForm: "FORMAL" })).toEqual({
      engagement: null,
      userErrors: [refusal("NEEDS_END", "endsOn"), refusal("NEEDS_OBJECTIVES", "objectives")],
    });
    const agreed = { mentoringForm: "FORMAL", objectives: "Lead a ward", endsOn: day(90) };
    expect(await change(id, agreed)).toEqual({ engagement: { ...agreed, version: 2 }, userErrors: [] });
  });

  test("becomes informal where there is no allocation", async () => {
    const allocated = await engagementOf({ ...formal, allocation_unit: "SESSIONS", allocation_amount: 6 });
    expect((await change(allocated, { mentoringForm: "INFORMAL" })).userErrors).toEqual([
      refusal("NO_ALLOCATION", "mentoringForm"),
    ]);
    const id = await engagementOf(formal);
    expect(await change(id, { mentoringForm: "INFORMAL", endsOn: null, objectives: null })).toEqual({
      engagement: { mentoringForm: "INFORMAL", endsOn: null, objectives: null, version: 2 },
      userErrors: [],
    });
  });

  test("is there for mentoring, and not for coaching", async () => {
    const missing = await change(await engagementOf(formal), { mentoringForm: null });
    expect(missing.userErrors).toEqual([refusal("NEEDS_MENTORING_FORM", "mentoringForm")]);
    const coaching = await change(await engagementOf({}), { mentoringForm: "INFORMAL" });
    expect(coaching.userErrors).toEqual([refusal("NO_MENTORING_FORM", "mentoringForm")]);
  });
});
