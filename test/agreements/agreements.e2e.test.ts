import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, day } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { lettersTo } from "../support/mailbox.ts";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { AgreementsWorld, sha256 } from "./agreements-world.ts";

const stage = await sharedStage();
let world: AgreementsWorld;

beforeEach(async () => {
  world = await AgreementsWorld.open(stage);
});

const refused = (code: string, field: string) => ({ agreement: null, userErrors: [refusal(code, field)] });

describe("an agreement", () => {
  test("has the engagement's values in its text, and the hash of it", async () => {
    const { agreement, userErrors } = await world.prepare(await world.engagement());
    expect(userErrors).toEqual([]);
    const text = `# Coaching\n\nCoach coaches Client until ${day(120)}: 12 sessions.`;
    expect(agreement).toMatchObject({
      ...{ status: "DRAFT", title: "Coaching agreement", text, textHash: sha256(text), isThreeWay: false },
      ...{ partyCount: 2, signedCount: 0, sentAt: null, follows: null },
    });
    expect(agreement.parties.map(({ side, person }: AnyData) => [side, person.name])).toEqual([
      ["COACH", "Coach"],
      ["PARTICIPANT", "Client"],
    ]);
  });

  test("keeps its text when the template changes", async () => {
    const engagement = await world.engagement();
    const { agreement } = await world.prepare(engagement);
    const answer = { answer: "agreementTemplate { textVersion }" };
    const changed = await mutate(
      world.as.manager,
      "updateAgreementTemplate",
      { id: world.templateId, text: "Other" },
      answer,
    );
    expect(changed).toMatchObject({ agreementTemplate: { textVersion: 2 } });
    expect(await world.act("manager", "sendAgreement", { id: agreement.id })).toMatchObject({
      agreement: { status: "OUT_FOR_SIGNATURE", text: agreement.text },
    });
    expect((await world.prepare(engagement)).agreement.text).toBe("Other");
  });

  test("names what was added to the allocation, in hours too", async () => {
    const engagement = await world.engagement({ allocation_unit: "HOURS", allocation_amount: 8 });
    const add = { engagementId: engagement, amount: 90, reason: "More" };
    expect(await mutate(world.as.manager, "adjustAllocation", add)).toEqual({ userErrors: [] });
    expect((await world.prepare(engagement)).agreement.text).toMatch(/: 9.5 hours\.$/);
  });

  test("is signed by all who are asked, each once, and then completed", async () => {
    const agreement = await world.sent(await world.engagement());
    expect(await world.sign("client", agreement, "Łukasz Client")).toMatchObject({
      agreement: { status: "OUT_FOR_SIGNATURE", signedCount: 1, completedAt: null },
    });
    expect(await world.sign("client", agreement)).toMatchObject(refused("ALREADY_SIGNED", "id"));
    expect(await world.sign("coach", agreement)).toMatchObject({
      userErrors: [],
      agreement: { status: "COMPLETED", signedCount: 2, completedAt: expect.any(String) },
    });
    expect(await world.sign("coach", agreement)).toMatchObject(refused("WRONG_STATUS", "id"));
    const [coach, client] = (await world.read("manager", agreement.id)).parties;
    expect(client).toMatchObject({ typedName: "Łukasz Client", address: expect.stringMatching(/127\.0\.0\.1|::1/) });
    expect(coach).toMatchObject({ typedName: "coach signs" });
    expect(await world.told()).toEqual(["prepared", "sent", "signed", "signed", "completed"]);
  });

  test("is completed once, however many sign at the same moment", async () => {
    const agreement = await world.sent(await world.engagement({ format: "GROUP" }, ["client", "fellow"]));
    const all = await Promise.all((["coach", "client", "fellow"] as const).map((who) => world.sign(who, agreement)));
    expect(all.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect(await world.read("manager", agreement.id)).toMatchObject({ status: "COMPLETED", signedCount: 3 });
    expect((await world.told()).filter((type) => type === "completed")).toHaveLength(1);
  });

  test("is signed as it was read, and by its parties alone", async () => {
    const agreement = await world.sent(await world.engagement());
    const other = { ...agreement, textHash: sha256("Other") };
    expect(await world.sign("client", other)).toMatchObject(refused("OTHER_TEXT", "textHash"));
    for (const who of ["other", "fellow", "sponsor"] as const)
      expect(await world.sign(who, agreement)).toMatchObject(refused("NOT_FOUND", "id"));
    await world.firm.coach(await engagementOf(agreement), world.people.other);
    expect(await world.sign("other", agreement)).toMatchObject(refused("NOT_FOUND", "id"));
    const forbidden = { agreement: null, userErrors: [{ code: "FORBIDDEN" }] };
    expect(await world.sign("manager", agreement)).toMatchObject(forbidden);
    expect(await world.sign("finance", agreement)).toMatchObject(forbidden);
  });

  test("is not signed once its engagement has ended, or before it is sent", async () => {
    const engagement = await world.engagement();
    const { agreement } = await world.prepare(engagement);
    expect(await world.sign("client", agreement)).toMatchObject(refused("NOT_FOUND", "id"));
    await world.act("manager", "sendAgreement", { id: agreement.id });
    const cancel = { id: engagement, closingReason: "NO_FIT" };
    await mutate(world.as.manager, "cancelEngagement", cancel, { type: "CloseEngagementInput" });
    expect(await world.sign("client", agreement)).toMatchObject(refused("WRONG_STATUS", "id"));
  });

  test("is declined by a party, who alone reads why beside those who run the practice", async () => {
    const agreement = await world.sent(await world.engagement());
    const decline = { id: agreement.id, reason: "Not with that end" };
    expect(await world.act("client", "declineAgreement", decline)).toMatchObject({
      agreement: { status: "DECLINED", reason: decline.reason },
    });
    expect(await world.read("manager", agreement.id)).toMatchObject({ reason: decline.reason });
    expect(await world.read("coach", agreement.id)).toMatchObject({ status: "DECLINED", reason: null });
    expect(await world.sign("coach", agreement)).toMatchObject(refused("WRONG_STATUS", "id"));
  });

  test("is withdrawn by those who run the practice", async () => {
    const agreement = await world.sent(await world.engagement());
    expect(await world.act("client", "withdrawAgreement", { id: agreement.id })).toMatchObject({
      userErrors: [{ code: "FORBIDDEN" }],
    });
    expect(await world.act("manager", "withdrawAgreement", { id: agreement.id, reason: "A typo" })).toMatchObject({
      agreement: { status: "WITHDRAWN", reason: "A typo" },
    });
    expect(await world.sign("client", agreement)).toMatchObject(refused("WRONG_STATUS", "id"));
  });

  test("takes the place of the one before when it is sent", async () => {
    const engagement = await world.engagement();
    const before = await world.sent(engagement);
    const after = await world.prepare(engagement);
    expect(after.agreement.follows).toEqual({ id: before.id });
    expect(await world.prepare(engagement)).toMatchObject(refused("ALREADY_PREPARED", "engagementId"));
    expect(await world.read("client", before.id)).toMatchObject({ status: "OUT_FOR_SIGNATURE" });
    await world.act("manager", "sendAgreement", { id: after.agreement.id });
    expect(await world.read("client", before.id)).toMatchObject({ status: "SUPERSEDED" });
    expect(await world.sign("client", before)).toMatchObject(refused("WRONG_STATUS", "id"));
  });

  test("is not sent once names or people are others than in the draft", async () => {
    const engagement = await world.engagement({ format: "GROUP" });
    const { agreement } = await world.prepare(engagement);
    await world.firm.participant(engagement.replace("engagement_", ""), world.people.fellow);
    expect(await world.act("manager", "sendAgreement", { id: agreement.id })).toMatchObject(refused("OUTDATED", "id"));
  });

  async function engagementOf({ id }: AnyData): Promise<string> {
    const text = "select engagement_id as id from agreement where id = $1::uuid";
    const { rows } = await stage.database.admin.query<{ id: string }>(text, [id.replace("agreement_", "")]);
    return rows[0]!.id;
  }
});

describe("no agreement is made", () => {
  test("of informal mentoring", async () => {
    const informal = { kind: "MENTORING", mentoring_form: "INFORMAL", allocation_unit: null, allocation_amount: null };
    expect(await world.prepare(await world.engagement(informal))).toMatchObject(refused("INFORMAL", "engagementId"));
  });

  test("in an engagement that has ended, or in which a side is missing", async () => {
    const ended = await world.engagement({ status: "COMPLETED" });
    expect(await world.prepare(ended)).toMatchObject(refused("WRONG_STATUS", "engagementId"));
    const alone = await world.engagement({}, []);
    expect(await world.prepare(alone)).toMatchObject(refused("NEEDS_PARTICIPANT", "engagementId"));
    const coachless = await world.firm.engagement({ participants: [world.people.client] });
    expect(await world.prepare(apiId("engagement", coachless))).toMatchObject(refused("NEEDS_COACH", "engagementId"));
  });

  test("from a template that is archived, or that names what the engagement lacks", async () => {
    const templateId = await world.template("Sponsored", "{{organization}} pays; {{allocation}} for {{sponsorName}}");
    const engagement = await world.engagement({ organization_id: null });
    expect(await world.prepare(engagement, { templateId })).toMatchObject(refused("MISSING_VALUE", "templateId"));
    await mutate(world.as.manager, "archiveAgreementTemplate", { id: templateId });
    expect(await world.prepare(engagement, { templateId })).toMatchObject(refused("ARCHIVED", "templateId"));
  });

  test("three ways without one sponsor of the organization that pays for all who take part", async () => {
    const three = { isThreeWay: true };
    const unpaid = await world.engagement({ organization_id: null });
    expect(await world.prepare(unpaid, three)).toMatchObject(refused("NEEDS_ORGANIZATION", "engagementId"));
    const engagement = await world.engagement();
    const sponsorId = apiId("person", world.people.sponsor);
    expect(await world.prepare(engagement, { sponsorId })).toMatchObject(refused("INVALID", "sponsorId"));
    const other = { ...three, sponsorId: apiId("person", world.people.client) };
    expect(await world.prepare(engagement, other)).toMatchObject(refused("NOT_A_SPONSOR", "sponsorId"));
    await world.firm.person(["SPONSOR"], { organization_id: world.organization });
    expect(await world.prepare(engagement, three)).toMatchObject(refused("NEEDS_SPONSOR", "sponsorId"));
    const outsider = await world.firm.person(["CLIENT"]);
    const mixed = await world.engagement({ format: "GROUP" });
    await world.firm.participant(mixed.replace("engagement_", ""), outsider);
    const named = { ...three, sponsorId };
    expect(await world.prepare(mixed, named)).toMatchObject(refused("OTHER_ORGANIZATION", "isThreeWay"));
    expect((await world.prepare(engagement, named)).agreement).toMatchObject({ isThreeWay: true, partyCount: 3 });
  });
});

test("each sees of an agreement what is theirs", async () => {
  const engagement = await world.engagement({ format: "GROUP" }, ["client", "fellow"]);
  const two = await world.sent(engagement);
  await world.sign("fellow", two);
  const sides = async (who: Parameters<typeof world.read>[0], { id }: AnyData) =>
    ((await world.read(who, id))?.parties ?? []).map(({ side, person }: AnyData) => `${side} ${person?.name ?? "?"}`);
  expect(await sides("coach", two)).toEqual(["COACH Coach", "PARTICIPANT Client", "PARTICIPANT Fellow"]);
  expect(await sides("client", two)).toEqual(["COACH Coach", "PARTICIPANT Client"]);
  expect(await world.read("sponsor", two.id)).toBeNull();
  expect(await world.read("finance", two.id)).toMatchObject({
    ...{ status: "OUT_FOR_SIGNATURE", text: null, title: null, textHash: null, parties: [], signedCount: null },
  });
  const three = await world.sent(engagement, { isThreeWay: true });
  expect(await world.read("sponsor", three.id)).toMatchObject({ text: three.text, isThreeWay: true });
  expect(await sides("sponsor", three)).toEqual([
    ...["COACH ?", "PARTICIPANT Client", "PARTICIPANT Fellow", "SPONSOR Sponsor"],
  ]);
  for (const who of ["coach", "client", "sponsor"] as const) await world.sign(who, three);
  const addresses = (await world.read("client", three.id)).parties.map(({ address }: AnyData) => address !== null);
  expect(addresses).toEqual([false, true, false]);
});

test("whoever leaves reads on what they signed, and nothing that they did not", async () => {
  const engagement = await world.engagement({ format: "GROUP" }, ["client", "fellow"]);
  const agreement = await world.sent(engagement);
  await world.sign("fellow", agreement);
  await stage.database.admin.query(
    "update engagement_participant set left_on = $2 where firm_id = $1 and person_id = any($3)",
    [world.firm.firmId, day(0), [world.people.client, world.people.fellow]],
  );
  expect(await world.read("fellow", agreement.id)).toMatchObject({ text: agreement.text });
  expect(await world.read("client", agreement.id)).toBeNull();
});

test("a text is verified for those who read it, and unknown to everybody else", async () => {
  const agreement = await world.sent(await world.engagement());
  const verify = async (who: Parameters<typeof world.read>[0], hash: string) => {
    const query = "query($hash: String!) { verifyAgreement(hash: $hash) { id status signedCount } }";
    return (await world.as[who].ask(query, { hash })).verifyAgreement;
  };
  const found = { id: agreement.id, status: "OUT_FOR_SIGNATURE", signedCount: 0 };
  for (const who of ["manager", "coach", "client"] as const)
    expect(await verify(who, sha256(agreement.text))).toEqual(found);
  expect(await verify("client", sha256(agreement.text).toUpperCase())).toEqual(found);
  for (const who of ["other", "fellow", "sponsor", "finance"] as const)
    expect(await verify(who, agreement.textHash)).toBeNull();
  expect(await verify("manager", sha256(`${agreement.text} `))).toBeNull();
});

test("a text is verified as the newest of those that one reads, however many others have the same", async () => {
  const templateId = await world.template("The same", "Everybody's text");
  const own = await world.sent(await world.engagement(), { templateId });
  for (let count = 0; count < 21; count += 1)
    await world.prepare(await world.engagement({}, ["fellow"]), { templateId });
  const query = "query($hash: String!) { verifyAgreement(hash: $hash) { id } }";
  const found = (await world.as.client.ask(query, { hash: own.textHash })).verifyAgreement;
  expect(found).toEqual({ id: own.id });
});

describe("letters", () => {
  test("ask each party to sign, and say when all have", async () => {
    const agreement = await world.sent(await world.engagement(), { isThreeWay: true });
    await allDone(stage.database, world.firm.firmId);
    const subjects = async (who: string) => {
      const letters = await lettersTo(stage.platform.outbox, world.addressOf(who));
      return letters.map(({ subject }) => subject);
    };
    const wanted = "Please sign: Coaching agreement (First hundred days)";
    for (const who of ["coach", "client", "sponsor"] as const) {
      expect(await subjects(who)).toEqual([wanted]);
      await world.sign(who, agreement);
    }
    await allDone(stage.database, world.firm.firmId);
    const signed = "Signed by everybody: Coaching agreement (First hundred days)";
    for (const who of ["coach", "client", "sponsor"]) expect((await subjects(who)).sort()).toEqual([wanted, signed]);
    expect(await subjects("manager")).toEqual([]);
  });
});
