import { expect, test } from "@jest/globals";
import { type AnyData, apiId, day } from "@coachwork/testing";
import { mutate } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { AgreementsWorld, type Who } from "./agreements-world.ts";

const stage = await sharedStage();

const everybody: readonly Who[] = ["manager", "coach", "client", "fellow", "sponsor", "finance", "other"];
const readers: readonly Who[] = ["manager", "coach", "client", "fellow", "sponsor"];

test("a team with a three-way agreement that is superseded and signed again", async () => {
  const world = await AgreementsWorld.open(stage);
  const team = await world.firm.team(world.organization);
  await stage.database.admin.query("update person set team_id = $2 where firm_id = $1 and id = any($3)", [
    ...[world.firm.firmId, team, [world.people.client, world.people.fellow]],
  ]);
  const engagement = await world.engagement({ format: "TEAM", team_id: team }, ["client", "fellow"]);

  /** What somebody finds of an agreement by its id, as a node, and in the list of all that they see. */
  async function find(who: Who, id: string): Promise<AnyData> {
    const fields = "id status text signedCount partyCount parties { side typedName person { name } }";
    const query = `query($id: ID!) { agreement(id: $id) { ${fields} } node(id: $id) { ... on Agreement { ${fields} } }
      agreements(first: 9, orderBy: PREPARED_DESC) { nodes { ${fields} } } }`;
    const { agreement, node, agreements } = await world.as[who].ask(query, { id });
    expect(node).toEqual(agreement);
    expect(agreements.nodes.find((each: AnyData) => each.id === id) ?? null).toEqual(agreement);
    return agreement;
  }

  /** Everybody who reads it finds it so, finance finds its status alone, and the others find nothing. */
  async function expectSeen(id: string, seen: object | null): Promise<void> {
    for (const who of everybody) {
      const found = await find(who, id);
      if (who === "other" || seen === null) expect(found).toBeNull();
      else if (who === "finance") expect(found).toMatchObject({ text: null, signedCount: null, parties: [] });
      else expect(found).toMatchObject(seen);
    }
  }

  const { agreement: draft } = await world.prepare(engagement, { isThreeWay: true });
  for (const who of everybody.slice(1)) expect(await find(who, draft.id)).toBeNull();
  expect(await find("manager", draft.id)).toMatchObject({ status: "DRAFT", partyCount: 4 });

  await world.act("manager", "sendAgreement", { id: draft.id });
  await expectSeen(draft.id, { status: "OUT_FOR_SIGNATURE", text: draft.text, signedCount: 0, partyCount: 4 });

  for (const [place, who] of (["fellow", "sponsor", "coach"] as const).entries()) {
    expect((await world.sign(who, draft)).userErrors).toEqual([]);
    await expectSeen(draft.id, { status: "OUT_FOR_SIGNATURE", signedCount: place + 1 });
  }
  const signatures = async (who: Who) =>
    (await find(who, draft.id)).parties.flatMap(({ typedName }: AnyData) => typedName ?? []).sort();
  expect(await signatures("coach")).toEqual(["coach signs", "fellow signs", "sponsor signs"]);
  expect(await signatures("sponsor")).toEqual(["coach signs", "fellow signs", "sponsor signs"]);
  expect(await signatures("client")).toEqual(["coach signs", "sponsor signs"]);
  await world.sign("client", draft);
  await expectSeen(draft.id, { status: "COMPLETED", signedCount: 4 });

  const update = { id: engagement, endsOn: day(90) };
  expect(await mutate(world.as.manager, "updateEngagement", update)).toEqual({ userErrors: [] });
  await expectSeen(draft.id, { status: "SUPERSEDED", text: draft.text, signedCount: 4 });
  const after = (await world.all(engagement)).at(-1)!;
  await expectSeen(after.id, {
    status: "OUT_FOR_SIGNATURE",
    text: draft.text.replace(day(120), day(90)),
    signedCount: 0,
  });
  for (const who of readers.slice(1)) expect((await world.sign(who, after)).userErrors).toEqual([]);
  await expectSeen(after.id, { status: "COMPLETED", signedCount: 4 });

  // Somebody of another firm finds nothing of it.
  const elsewhere = await AgreementsWorld.open(stage);
  const query = "query($id: ID!) { agreement(id: $id) { id } node(id: $id) { id } }";
  const answers = [after.id, apiId("agreement", elsewhere.firm.firmId)].map((id) =>
    elsewhere.as.manager.ask(query, { id }),
  );
  const [given, never] = await Promise.all(answers);
  expect(given).toEqual(never);
});
