import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, at, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

let firm: FirmFactory;
let owner: TestClient;
let manager: TestClient;
let coach: string;
let client: string;

const { database, signedIn } = await sharedStage();

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"], { name: "Olga" }));
  manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  [coach, client] = [await firm.person(["COACH"]), await firm.person(["CLIENT"])];
});

const engagementOf = (values: Record<string, unknown> = {}) =>
  firm.engagement({ coaches: [coach], participants: [client] }, values);

const answer = "engagement { id status title externalId objectives endsOn version organization { id } }";
const move = (by: TestClient, name: string, id: string, reason?: string) => {
  if (name === "pauseEngagement") return mutate(by, name, { id: apiId("engagement", id), reason }, { answer });
  return close(by, name, id, { closingReason: name === "completeEngagement" ? "GOALS_REACHED" : "NO_TIME", reason });
};
const close = (by: TestClient, name: string, id: string, input: object) =>
  mutate(by, name, { id: apiId("engagement", id), ...input }, { type: "CloseEngagementInput", answer });
const reopen = (by: TestClient, id: string) =>
  mutate(by, "reopenEngagement", { id: apiId("engagement", id), reason: "The budget was found" }, { answer });
const update = (id: string, input: object, by = manager) =>
  mutate(by, "updateEngagement", { id: apiId("engagement", id), ...input }, { answer });

const historyOf = async (by: TestClient, id: string) => {
  const query = `query($id: ID!) { engagement(id: $id) {
    statusChanges(first: 10) { nodes { statusBefore status reason changedBy { name } } }
  } }`;
  const { engagement } = await by.ask(query, { id: apiId("engagement", id) });
  return engagement.statusChanges.nodes;
};

describe("an engagement that has ended", () => {
  test.each(["completeEngagement", "cancelEngagement"])(
    "by %s can be reopened, and is booked again",
    async (ending) => {
      const id = await engagementOf();
      await move(manager, ending, id);
      expect(await reopen(owner, id)).toMatchObject({ engagement: { status: "ACTIVE" }, userErrors: [] });
      const input = {
        engagementId: apiId("engagement", id),
        startsAt: at(3, 9).toISOString(),
        endsAt: at(3, 10).toISOString(),
      };
      await firm.availability(coach);
      expect((await mutate(manager, "bookSession", input, { answer: "session { id }" })).userErrors).toEqual([]);
    },
  );

  test("is reopened by owners and admins alone", async () => {
    const id = await engagementOf({ status: "COMPLETED" });
    expect((await reopen(manager, id)).userErrors).toMatchObject([{ code: "FORBIDDEN" }]);
  });

  test("needs somebody on both sides to be reopened", async () => {
    const id = await firm.engagement({ coaches: [coach] }, { status: "CANCELLED" });
    expect((await reopen(owner, id)).userErrors).toEqual([refusal("NEEDS_PARTICIPANT", "id")]);
  });
});

test("an engagement that goes on is not reopened", async () => {
  const id = await engagementOf({ status: "PAUSED" });
  expect((await reopen(owner, id)).userErrors).toEqual([refusal("WRONG_STATUS", "id")]);
});

test("an engagement's history tells who changed its status, and to those who run the practice why", async () => {
  const id = await engagementOf();
  await move(owner, "pauseEngagement", id, "Parental leave");
  await move(owner, "cancelEngagement", id);
  await reopen(owner, id);
  expect(await historyOf(manager, id)).toEqual([
    { statusBefore: "ACTIVE", status: "PAUSED", reason: "Parental leave", changedBy: { name: "Olga" } },
    { statusBefore: "PAUSED", status: "CANCELLED", reason: null, changedBy: { name: "Olga" } },
    { statusBefore: "CANCELLED", status: "ACTIVE", reason: "The budget was found", changedBy: { name: "Olga" } },
  ]);
  const steps: AnyData[] = await historyOf(await signedIn(firm, client), id);
  expect(steps.map(({ status, reason }) => [status, reason])).toEqual([
    ["PAUSED", null],
    ["CANCELLED", null],
    ["ACTIVE", null],
  ]);
});

describe("an engagement that is changed", () => {
  test("takes a title, an end, a sponsor and an id of another system, and keeps what is left out", async () => {
    const id = await engagementOf({ status: "COMPLETED" });
    const organizationId = apiId("organization", await firm.organization());
    const changes = { title: "Leading", endsOn: day(200), externalId: "crm-1" };
    const payload = await update(id, { ...changes, organizationId });
    expect(payload).toMatchObject({ engagement: { ...changes, organization: { id: organizationId } }, userErrors: [] });
    const found = await manager.ask(`{ engagements(first: 2, filter: { externalId: "crm-1" }) { nodes { title } } }`);
    expect(found.engagements.nodes).toEqual([{ title: "Leading" }]);
    const again = await update(id, { organizationId: null });
    expect(again.engagement).toMatchObject({ ...changes, organization: null });
  });

  test("is not overwritten by somebody who has not seen the last change", async () => {
    const id = await engagementOf();
    const { engagement } = await update(id, { title: "First" });
    await move(manager, "pauseEngagement", id);
    const late = await update(id, { title: "Second", version: engagement.version });
    expect(late).toMatchObject({ engagement: null, userErrors: [refusal("CONFLICT", "version")] });
  });

  test("loses no update of twenty people at once", async () => {
    const id = await engagementOf();
    const { engagement } = await update(id, { title: "Start" });
    const writers = Array.from({ length: 20 }, (_, place) =>
      update(id, { title: `By ${place}`, version: engagement.version }),
    );
    const payloads = await Promise.all(writers);
    expect(payloads.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    const others = payloads.flatMap(({ userErrors }) => userErrors);
    expect(others).toEqual(Array.from({ length: 19 }, () => refusal("CONFLICT", "version")));
  });

  test.each([
    [{}, { endsOn: null }, refusal("NEEDS_END", "endsOn")],
    [{}, { endsOn: day(-400) }, refusal("END_BEFORE_START", "endsOn")],
    [
      { kind: "MENTORING", mentoring_form: "FORMAL", objectives: "To lead" },
      { objectives: null },
      refusal("NEEDS_OBJECTIVES", "objectives"),
    ],
  ])("keeps what its kind demands: %o with %o", async (values, changes, refused) => {
    const id = await engagementOf(values);
    expect(await update(id, changes)).toEqual({ engagement: null, userErrors: [refused] });
  });

  test("may lose its end where its kind needs none", async () => {
    const id = await engagementOf({
      kind: "MENTORING",
      mentoring_form: "INFORMAL",
      allocation_unit: null,
      allocation_amount: null,
    });
    expect(await update(id, { endsOn: null })).toMatchObject({ engagement: { endsOn: null }, userErrors: [] });
  });

  test("does not leave sessions behind its end", async () => {
    const id = await engagementOf();
    const session = await firm.session(id, { coaches: [coach], startsAt: at(30, 9) });
    expect((await update(id, { endsOn: day(29) })).userErrors).toEqual([refusal("SESSIONS_AHEAD", "endsOn")]);
    await mutate(manager, "cancelSession", { id: apiId("session", session) });
    expect((await update(id, { endsOn: day(29) })).userErrors).toEqual([]);
  });

  test("has an id of another system that no other one has", async () => {
    await update(await engagementOf(), { externalId: "crm-2" });
    const refused = [refusal("EXTERNAL_ID_TAKEN", "externalId")];
    expect((await update(await engagementOf(), { externalId: "crm-2" })).userErrors).toEqual(refused);
    const input = {
      ...{ title: "New", kind: "MENTORING", format: "INDIVIDUAL", mentoringForm: "INFORMAL" },
      ...{ startsOn: day(0), externalId: "crm-2" },
    };
    expect((await mutate(manager, "createEngagement", input)).userErrors).toEqual(refused);
  });
});

test("an end of a membership that is still ahead can be corrected, and a past one cannot", async () => {
  const id = await engagementOf();
  const query = `query($id: ID!) { engagement(id: $id) { coaches(first: 1) { nodes { id leftOn } } } }`;
  const { engagement } = await manager.ask(query, { id: apiId("engagement", id) });
  const end = (leftOn: string) =>
    mutate(
      manager,
      "endEngagementCoach",
      { id: engagement.coaches.nodes[0].id, leftOn },
      { type: "EndMembershipInput", answer: "engagementCoach { leftOn }" },
    );
  for (const leftOn of [day(5), day(9), day(-1)])
    expect(await end(leftOn)).toEqual({ engagementCoach: { leftOn }, userErrors: [] });
  expect(await end(day(3))).toEqual({ engagementCoach: null, userErrors: [refusal("ALREADY_ENDED", "id")] });
});

test("an engagement's id in another system changes without telling those who do not see it", async () => {
  const id = await engagementOf();
  const asCoach = await signedIn(firm, coach);
  const seen = async (by: TestClient) =>
    (
      await by.ask("query($id: ID!) { engagement(id: $id) { externalId updatedAt version } }", {
        id: apiId("engagement", id),
      })
    ).engagement;
  const before = await seen(asCoach);
  expect((await update(id, { externalId: "crm-1" })).userErrors).toEqual([]);
  expect(await seen(asCoach)).toEqual({ ...before, externalId: null });
  expect(await seen(manager)).toEqual({ ...before, externalId: "crm-1" });
  await update(id, { externalId: "crm-2", title: "Another" });
  expect(await seen(asCoach)).toMatchObject({ externalId: null, version: before.version + 1 });
});
