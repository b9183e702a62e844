import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, day } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { lettersTo } from "../support/mailbox.ts";
import { mutate } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { AgreementsWorld } from "./agreements-world.ts";

const stage = await sharedStage();
let world: AgreementsWorld;

beforeEach(async () => {
  world = await AgreementsWorld.open(stage);
});

/** An engagement whose agreement everybody has signed. */
async function agreed(values: Record<string, unknown> = {}, input: object = {}): Promise<readonly [string, AnyData]> {
  const engagement = await world.engagement(values);
  const agreement = await world.sent(engagement, input);
  for (const who of ["coach", "client"] as const) await world.sign(who, agreement);
  if (agreement.isThreeWay) await world.sign("sponsor", agreement);
  return [engagement, agreement];
}

const change = async (name: string, input: object, type?: string): Promise<void> => {
  expect(await mutate(world.as.manager, name, input, type === undefined ? {} : { type })).toEqual({ userErrors: [] });
};
const statuses = async (engagement: string) => (await world.all(engagement)).map(({ status }) => status);

/** The agreement took the place of the other, and waits for all to sign. */
async function expectRenewed(engagement: string, before: AnyData, text: string): Promise<AnyData> {
  const [first, second, ...more] = await world.all(engagement);
  expect(more).toEqual([]);
  expect(first).toMatchObject({
    ...{ id: before.id, status: "SUPERSEDED", text: before.text },
    endedAt: expect.any(String),
  });
  expect(second).toMatchObject({ status: "OUT_FOR_SIGNATURE", follows: { id: before.id }, signedCount: 0, text });
  return second!;
}

const textUntil = (endsOn: string, allocation = "12 sessions", coach = "Coach") =>
  `# Coaching\n\n${coach} coaches Client until ${endsOn}: ${allocation}.`;

describe("an agreement is superseded, and asked for again,", () => {
  test("when the end changes, with the text of the same version of the template", async () => {
    const [engagement, before] = await agreed({}, { isThreeWay: true });
    await change("updateAgreementTemplate", { id: world.templateId, text: "Other" });
    await change("updateEngagement", { id: engagement, endsOn: day(90) });
    const after = await expectRenewed(engagement, before, textUntil(day(90)));
    expect(after.parties.map(({ side }: AnyData) => side)).toEqual(["COACH", "PARTICIPANT", "SPONSOR"]);
    for (const who of ["coach", "client", "sponsor"] as const) await world.sign(who, after);
    expect(await statuses(engagement)).toEqual(["SUPERSEDED", "COMPLETED"]);
  });

  test("together with a draft that is to follow it", async () => {
    const [engagement, before] = await agreed();
    const { agreement: draft } = await world.prepare(engagement);
    await change("updateEngagement", { id: engagement, endsOn: day(90) });
    const all = await world.all(engagement);
    expect(all.map(({ status, follows }) => [status, follows?.id ?? null])).toEqual([
      ["SUPERSEDED", null],
      ["SUPERSEDED", before.id],
      ["OUT_FOR_SIGNATURE", before.id],
      ["DRAFT", draft.id],
    ]);
    expect(all.slice(2).map(({ text }) => text)).toEqual([textUntil(day(90)), textUntil(day(90))]);
  });

  test("when the kind changes", async () => {
    world.templateId = await world.template("Terms", "{{coachName}} and {{clientName}}: {{kind}}, {{allocation}}.");
    const [engagement, before] = await agreed();
    const mentoring = { kind: "MENTORING", mentoringForm: "FORMAL", objectives: "Grow" };
    await change("updateEngagement", { id: engagement, ...mentoring });
    await expectRenewed(engagement, before, "Coach and Client: mentoring, 12 sessions.");
  });

  test("when the allocation of a draft is set anew", async () => {
    const [engagement, before] = await agreed({ status: "DRAFT" });
    await change("updateEngagement", { id: engagement, allocationUnit: "HOURS", allocationAmount: 5 });
    await expectRenewed(engagement, before, textUntil(day(120), "5 hours"));
  });

  test("when something is added to the allocation", async () => {
    const [engagement, before] = await agreed();
    await change("adjustAllocation", { engagementId: engagement, amount: 3, reason: "More" });
    await expectRenewed(engagement, before, textUntil(day(120), "15 sessions"));
  });

  test("when both sides extend mentoring", async () => {
    const mentoring = { kind: "MENTORING", mentoring_form: "FORMAL", objectives: "Grow", ends_on: day(20) };
    const [engagement, before] = await agreed(mentoring);
    const propose = { engagementId: engagement, endsOn: day(50) };
    const answer = { answer: "extension { id }" };
    const { extension } = await mutate(world.as.coach, "proposeExtension", propose, answer);
    expect(await mutate(world.as.client, "acceptExtension", { id: extension.id })).toEqual({ userErrors: [] });
    await expectRenewed(engagement, before, textUntil(day(50)));
  });

  test("when a pause moves the end, and not when it moves nothing", async () => {
    const [engagement, before] = await agreed();
    const resume = { id: engagement };
    await change("pauseEngagement", { id: engagement });
    await change("resumeEngagement", resume);
    expect(await statuses(engagement)).toEqual(["COMPLETED"]);
    await change("pauseEngagement", { id: engagement });
    await change("resumeEngagement", { ...resume, endsOn: day(150) });
    await expectRenewed(engagement, before, textUntil(day(150)));
  });

  test("when another coach goes on, who signs instead of the one who leaves", async () => {
    const [engagement, before] = await agreed();
    const [from, to] = [world.people.coach, world.people.other].map((id) => apiId("person", id));
    const rematch = { engagementId: engagement, fromCoachId: from, toCoachId: to, startsOn: day(0), sessions: "MOVE" };
    await change("rematchEngagement", { ...rematch, reason: "Moves abroad" });
    const after = await expectRenewed(engagement, before, textUntil(day(120), "12 sessions", "Other"));
    expect(after.parties.map(({ person }: AnyData) => person.name)).toEqual(["Other", "Client"]);
    expect(await world.read("coach", after.id)).toBeNull();
    expect(await world.read("coach", before.id)).toMatchObject({ status: "SUPERSEDED" });
    // Nobody is asked to sign what they have signed.
    await allDone(stage.database, world.firm.firmId);
    for (const who of ["other", "client"] as const) await world.sign(who, after);
    expect(await statuses(engagement)).toEqual(["SUPERSEDED", "COMPLETED"]);

    await allDone(stage.database, world.firm.firmId);
    const lettersOf = (who: "coach" | "client") => lettersTo(stage.platform.outbox, world.addressOf(who));
    const to_ = async (who: "coach" | "client") => (await lettersOf(who)).map(({ subject }) => subject);
    expect(await to_("coach")).toContain("No longer to be signed: Coaching agreement (First hundred days)");
    expect(await to_("client")).not.toContain("No longer to be signed: Coaching agreement (First hundred days)");
    const wanted = (await lettersOf("client")).filter(({ subject }) => subject.startsWith("Please sign"));
    expect(wanted.map(({ text }) => text).join()).toContain("takes the place of the one before");
  });

  test("when a coach is deactivated, and another takes over", async () => {
    const [engagement, before] = await agreed();
    const owner = await stage.signedIn(world.firm, await world.firm.person(["OWNER"]));
    const [personId, handOverToId] = [world.people.coach, world.people.other].map((id) => apiId("person", id));
    expect(await mutate(owner, "deactivatePerson", { personId, handOverToId })).toEqual({ userErrors: [] });
    await expectRenewed(engagement, before, textUntil(day(120), "12 sessions", "Other"));
  });

  test("after the one before, even if a change that began earlier comes later", async () => {
    const [engagement] = await agreed();
    await stage.database.admin.query(
      "update agreement set prepared_at = prepared_at + interval '1 minute' where firm_id = $1",
      [world.firm.firmId],
    );
    await change("updateEngagement", { id: engagement, endsOn: day(90) });
    expect(await statuses(engagement)).toEqual(["SUPERSEDED", "OUT_FOR_SIGNATURE"]);
  });

  test("each time, when two changes come at once, and one is in force", async () => {
    const [engagement] = await agreed();
    const add = { engagementId: engagement, amount: 1, reason: "More" };
    await Promise.all([
      change("updateEngagement", { id: engagement, endsOn: day(90) }),
      ...[1, 2].map(() => change("adjustAllocation", add)),
    ]);
    expect(await statuses(engagement)).toEqual(["SUPERSEDED", "SUPERSEDED", "SUPERSEDED", "OUT_FOR_SIGNATURE"]);
    expect((await world.all(engagement)).at(-1)!.text).toBe(textUntil(day(90), "14 sessions"));
  });
});

describe("a change", () => {
  test("makes a draft anew as a draft, and leaves what has ended", async () => {
    const engagement = await world.engagement();
    const { agreement: withdrawn } = await world.prepare(engagement);
    await world.act("manager", "withdrawAgreement", { id: withdrawn.id });
    await world.prepare(engagement);
    await change("updateEngagement", { id: engagement, endsOn: day(90) });
    expect(await statuses(engagement)).toEqual(["WITHDRAWN", "SUPERSEDED", "DRAFT"]);
    expect((await world.all(engagement)).at(-1)!.text).toBe(textUntil(day(90)));
  });

  test("of what was not agreed supersedes nothing", async () => {
    const [engagement] = await agreed();
    await change("updateEngagement", { id: engagement, title: "Other", externalId: "E-1" });
    expect(await statuses(engagement)).toEqual(["COMPLETED"]);
  });

  test("that is refused supersedes nothing", async () => {
    const [engagement] = await agreed();
    const { userErrors } = await mutate(world.as.manager, "adjustAllocation", {
      ...{ engagementId: engagement, amount: -99, reason: "Less" },
    });
    expect(userErrors).toMatchObject([{ code: "ALLOCATION_EXHAUSTED" }]);
    expect(await statuses(engagement)).toEqual(["COMPLETED"]);
  });

  test("to informal mentoring, or to no organization in a three-way agreement, asks nobody again", async () => {
    const mentoring = { kind: "MENTORING", mentoring_form: "FORMAL", objectives: "Grow" };
    const free = { allocation_unit: null, allocation_amount: null };
    const templateId = await world.template("Mentoring", "{{coachName}} mentors {{clientName}}");
    const [engagement] = await agreed({ ...mentoring, ...free }, { templateId });
    await change("updateEngagement", { id: engagement, mentoringForm: "INFORMAL" });
    expect(await statuses(engagement)).toEqual(["SUPERSEDED"]);
    const [sponsored] = await agreed({}, { isThreeWay: true });
    await change("updateEngagement", { id: sponsored, organizationId: null });
    expect(await statuses(sponsored)).toEqual(["SUPERSEDED"]);
  });

  test("shows a sponsor no name of another organization", async () => {
    const [engagement] = await agreed({ format: "GROUP" }, { isThreeWay: true });
    const outsider = await world.firm.person(["CLIENT"], { name: "Outsider" });
    await world.firm.participant(engagement.replace("engagement_", ""), outsider);
    await change("updateEngagement", { id: engagement, endsOn: day(90) });
    expect(await statuses(engagement)).toEqual(["SUPERSEDED"]);
  });
});
