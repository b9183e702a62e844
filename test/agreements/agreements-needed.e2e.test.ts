import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, day } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { AgreementsWorld } from "./agreements-world.ts";

const stage = await sharedStage();
let world: AgreementsWorld;

beforeEach(async () => {
  world = await AgreementsWorld.open(stage);
});

const coaching = {
  ...{ name: "First-time leaders", kind: "COACHING", format: "INDIVIDUAL", allocationUnit: "SESSIONS" },
  ...{ allocationAmount: 6, weeks: 26 },
};
const PROGRAM = "program { id needsAgreement agreementTemplate { id } }";
const design = (terms: object = {}): Promise<AnyData> => {
  const agreed = { agreementTemplateId: world.templateId, needsAgreement: true };
  return mutate(world.as.manager, "createProgram", { ...coaching, ...agreed, ...terms }, { answer: PROGRAM });
};

/** A draft engagement of a program, with people on both sides. */
async function draft(programId: string, input: object = {}): Promise<AnyData> {
  const people = {
    coachIds: [apiId("person", world.people.coach)],
    participantIds: [apiId("person", world.people.client)],
  };
  const given = { programId, title: "First hundred days", startsOn: day(3), ...people, ...input };
  const answer = "engagement { id needsAgreement agreementTemplate { id } endsOn }";
  const { engagement, userErrors } = await mutate(world.as.manager, "createEngagement", given, { answer });
  expect(userErrors).toEqual([]);
  return engagement;
}

async function programInUse(terms: object = {}): Promise<string> {
  const { program } = await design(terms);
  await mutate(world.as.manager, "activateProgram", { id: program.id }, { type: "ProgramMoveInput" });
  return program.id;
}

const activate = (id: string) =>
  mutate(
    world.as.manager,
    "activateEngagement",
    { id },
    { answer: "engagement { status }", type: "EngagementStatusInput" },
  );
const unagreed = { engagement: null, userErrors: [refusal("NEEDS_AGREEMENT", "id")] };

describe("an engagement of a program that needs an agreement", () => {
  test("is activated once everybody has signed, also people who begin later", async () => {
    const { id } = await draft(await programInUse());
    expect(await activate(id)).toEqual(unagreed);
    const agreement = await world.sent(id, { templateId: undefined });
    expect(agreement.title).toBe("Coaching agreement");
    await world.sign("coach", agreement);
    expect(await activate(id)).toEqual(unagreed);
    await world.sign("client", agreement);
    expect(await activate(id)).toEqual({ engagement: { status: "ACTIVE" }, userErrors: [] });
  });

  test("needs the next one once a change has superseded it", async () => {
    const { id } = await draft(await programInUse());
    const agreement = await world.sent(id);
    for (const who of ["coach", "client"] as const) await world.sign(who, agreement);
    await mutate(world.as.manager, "updateEngagement", { id, endsOn: day(90) });
    expect(await activate(id)).toEqual(unagreed);
  });

  test("keeps what the program said when it was created", async () => {
    const programId = await programInUse();
    const needed = await draft(programId);
    expect(needed).toMatchObject({ needsAgreement: true, agreementTemplate: { id: world.templateId } });
    const change = { id: programId, needsAgreement: false, agreementTemplateId: null };
    expect(await mutate(world.as.manager, "updateProgram", change)).toEqual({ userErrors: [] });
    expect(await activate(needed.id)).toEqual(unagreed);
    const free = await draft(programId);
    expect(free).toMatchObject({ needsAgreement: false, agreementTemplate: null });
    expect(await activate(free.id)).toMatchObject({ userErrors: [] });
    expect(await world.prepare(free.id, { templateId: undefined })).toMatchObject({
      userErrors: [refusal("NEEDS_TEMPLATE", "templateId")],
    });
  });

  test("needs none when its mentoring is informal", async () => {
    const formal = { kind: "MENTORING", mentoringForm: "FORMAL", allocationUnit: null, allocationAmount: null };
    const programId = await programInUse(formal);
    const { id, needsAgreement } = await draft(programId, { mentoringForm: "INFORMAL" });
    expect(needsAgreement).toBe(false);
    expect(await activate(id)).toMatchObject({ userErrors: [] });
  });
});

describe("a program", () => {
  test.each([{ needsAgreement: false }, { agreementTemplateId: null }])(
    "of informal mentoring takes no agreement, with %j either",
    async (left) => {
      const informal = { kind: "MENTORING", mentoringForm: "INFORMAL", allocationUnit: null, allocationAmount: null };
      const field = "needsAgreement" in left ? "agreementTemplateId" : "needsAgreement";
      expect(await design({ ...informal, ...left })).toMatchObject({ userErrors: [refusal("NO_AGREEMENT", field)] });
    },
  );

  test("names no template that is archived", async () => {
    await mutate(world.as.manager, "archiveAgreementTemplate", { id: world.templateId });
    expect(await design()).toMatchObject({ userErrors: [refusal("ARCHIVED", "agreementTemplateId")] });
  });
});

test("the template of a program is for those who run the practice", async () => {
  const { id } = await draft(await programInUse(), { startsOn: day(0) });
  const query = "query($id: ID!) { engagement(id: $id) { needsAgreement agreementTemplate { id } } }";
  expect((await world.as.coach.ask(query, { id })).engagement).toEqual({
    needsAgreement: true,
    agreementTemplate: null,
  });
});
