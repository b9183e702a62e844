import { beforeEach, describe, expect, test } from "@jest/globals";
import { ClosingReason, closingMoves } from "@coachwork/schema";
import { type AnyData, apiId, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let manager: TestClient;
let coach: string;
let client: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  [coach, client] = [await firm.person(["COACH"]), await firm.person(["CLIENT"])];
});

const engagementOf = (values: Record<string, unknown> = {}) =>
  firm.engagement({ coaches: [coach], participants: [client] }, values);

const close = (name: string, id: string, closingReason: string, reason?: string) =>
  mutate(
    manager,
    name,
    { id: apiId("engagement", id), closingReason, reason },
    { type: "CloseEngagementInput", answer: "engagement { status }" },
  );

const stepsOf = async (by: TestClient, id: string): Promise<AnyData[]> => {
  const query = `query($id: ID!) { engagement(id: $id) {
    status statusChanges(first: 9) { nodes { statusBefore status closingReason reason } }
  } }`;
  return (await by.ask(query, { id: apiId("engagement", id) })).engagement.statusChanges.nodes;
};

const STATUS = { completed: "COMPLETED", cancelled: "CANCELLED" } as const;
const MUTATION = { completed: "completeEngagement", cancelled: "cancelEngagement" } as const;

describe.each(["completed", "cancelled"] as const)("an engagement that is %s", (move) => {
  test.each(Object.values(ClosingReason))("for the reason %s is told so where that fits", async (reason) => {
    const id = await engagementOf();
    const answered = await close(MUTATION[move], id, reason, "In words");
    if (closingMoves[reason].includes(move)) {
      expect(answered).toEqual({ engagement: { status: STATUS[move] }, userErrors: [] });
      const step = { statusBefore: "ACTIVE", status: STATUS[move], closingReason: reason, reason: "In words" };
      expect(await stepsOf(manager, id)).toEqual([step]);
    } else {
      expect(answered).toEqual({ engagement: null, userErrors: [refusal("WRONG_REASON", "closingReason")] });
      expect(await stepsOf(manager, id)).toEqual([]);
    }
  });

  test("for another reason says which", async () => {
    const id = await engagementOf();
    expect(await close(MUTATION[move], id, "OTHER")).toEqual({
      engagement: null,
      userErrors: [refusal("NEEDS_TEXT", "reason")],
    });
    expect((await close(MUTATION[move], id, "OTHER", "The office moved abroad")).userErrors).toEqual([]);
  });
});

test("a reason in many words and scripts is kept as a whole", async () => {
  const id = await engagementOf();
  const reason = "Änderung – 変更 – переезд. ".repeat(38).trim();
  await close("cancelEngagement", id, "OTHER", reason);
  expect((await stepsOf(manager, id))[0]).toMatchObject({ reason });
});

test("why an engagement ended is told to those who run the practice alone", async () => {
  const organization = await firm.organization();
  const id = await engagementOf({ organization_id: organization });
  await close("cancelEngagement", id, "UNRESPONSIVE", "No answer since May");
  for (const role of ["OWNER", "ADMIN"] as const)
    expect(await stepsOf(await signedIn(firm, await firm.person([role])), id)).toMatchObject([
      { closingReason: "UNRESPONSIVE", reason: "No answer since May" },
    ]);
  const sponsor = await firm.person(["SPONSOR"], { organization_id: organization });
  for (const person of [coach, client, sponsor, await firm.person(["FINANCE"])])
    expect(await stepsOf(await signedIn(firm, person), id)).toMatchObject([
      { status: "CANCELLED", closingReason: null, reason: null },
    ]);
});
