import { beforeAll, describe, expect, test } from "@jest/globals";
import { agreementMoves, AgreementStatus, type Move } from "@coachwork/schema";
import { type AnyData, apiId, day } from "@coachwork/testing";
import { mutate } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { AgreementsWorld, sha256 } from "./agreements-world.ts";

const stage = await sharedStage();
let world: AgreementsWorld;
let version: string;

beforeAll(async () => {
  world = await AgreementsWorld.open(stage);
  const query = "query($id: ID!) { agreementTemplate(id: $id) { versions(first: 1) { nodes { id } } } }";
  const { agreementTemplate } = await world.as.manager.ask(query, { id: world.templateId });
  version = agreementTemplate.versions.nodes[0].id.replace("agreement_template_version_", "");
});

const statuses = Object.values(AgreementStatus);
const moves = Object.values(agreementMoves) as readonly Move<AgreementStatus>[];

/** An engagement with an agreement in this status, as if it had come there. */
async function agreementIn(status: string): Promise<readonly [engagement: string, agreement: string]> {
  const engagement = await world.engagement();
  const text = `Coach coaches until ${day(120)}`;
  const at = (isSet: boolean) => (isSet ? new Date() : null);
  const id = await world.firm.row("agreement", {
    ...{ engagement_id: engagement.replace("engagement_", ""), template_version_id: version, status, text },
    ...{ is_three_way: false, title: "Agreed", text_hash: sha256(text), prepared_by_id: world.people.manager },
    ...{ prepared_at: new Date(), sent_at: at(status !== "DRAFT"), completed_at: at(status === "COMPLETED") },
    ended_at: at(["DECLINED", "WITHDRAWN", "SUPERSEDED"].includes(status)),
  });
  const sides = { COACH: world.people.coach, PARTICIPANT: world.people.client };
  for (const [side, person_id] of Object.entries(sides))
    await world.firm.row("agreement_party", { agreement_id: id, person_id, side });
  return [engagement, apiId("agreement", id)];
}

/** Everything that anybody can do about an agreement. */
const deeds: Readonly<Record<string, (engagement: string, agreement: AnyData) => Promise<unknown>>> = {
  sendAgreement: (_, { id }) => world.act("manager", "sendAgreement", { id }),
  withdrawAgreement: (_, { id }) => world.act("manager", "withdrawAgreement", { id }),
  declineAgreement: (_, { id }) => world.act("coach", "declineAgreement", { id, reason: "No" }),
  "signAgreement by one": (_, agreement) => world.sign("coach", agreement),
  "signAgreement by all": async (_, agreement) => {
    await world.sign("coach", agreement);
    await world.sign("client", agreement);
  },
  "another one": async (engagement) => {
    const { agreement } = await world.prepare(engagement);
    if (agreement) await world.act("manager", "sendAgreement", { id: agreement.id });
  },
  cancelEngagement: (id) =>
    mutate(world.as.manager, "cancelEngagement", { id, closingReason: "NO_FIT" }, { type: "CloseEngagementInput" }),
};

describe("an agreement goes only where the table says", () => {
  test.each(statuses.flatMap((status) => Object.keys(deeds).map((deed) => [status, deed] as const)))(
    "%s: %s",
    async (status, deed) => {
      const [engagement, id] = await agreementIn(status);
      const before = await world.read("manager", id);
      await deeds[deed]!(engagement, before);
      const { status: after, text, textHash } = await world.read("manager", id);
      expect([text, textHash]).toEqual([before.text, before.textHash]);
      if (after === status) return;
      expect(moves.some(({ from, to }) => to === after && from.includes(status))).toBe(true);
    },
  );

  test("and nothing leads out of an end", () => {
    const open = statuses.filter((status) => moves.some(({ from }) => from.includes(status)));
    expect(open).toEqual(["DRAFT", "OUT_FOR_SIGNATURE", "COMPLETED"]);
    expect(
      Object.entries(agreementMoves).map(([move, { from, to }]) => `${from.join(", ")} -> ${to} (${move})`),
    ).toEqual([
      "DRAFT -> OUT_FOR_SIGNATURE (sent)",
      "OUT_FOR_SIGNATURE -> COMPLETED (completed)",
      "OUT_FOR_SIGNATURE -> DECLINED (declined)",
      "DRAFT, OUT_FOR_SIGNATURE -> WITHDRAWN (withdrawn)",
      "DRAFT, OUT_FOR_SIGNATURE, COMPLETED -> SUPERSEDED (superseded)",
    ]);
  });
});
