import { beforeAll, describe, expect, test } from "@jest/globals";
import { apiId, at, day } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { type Asked, SurveysWorld } from "./surveys-world.ts";

const stage = await sharedStage();
let world: SurveysWorld;
beforeAll(async () => {
  world = await SurveysWorld.open(stage);
});

const answers = [{ number: 1, value: 4 }];
let count = 0;

/** A program, and an organization whose people go through it. */
async function program(): Promise<{ id: string; organization: string }> {
  count += 1;
  const terms = {
    kind: "COACHING",
    format: "INDIVIDUAL",
    allocation_unit: "SESSIONS",
    allocation_amount: 6,
    weeks: 20,
  };
  const chosen = { any_coach: true, chemistry: "NONE", needs_approval: false, needs_agreement: false };
  const values = { name: `Program ${count}`, status: "ACTIVE", ...terms, ...chosen, created_at: new Date() };
  return { id: await world.firm.row("program", values), organization: await world.organization(`Buyer ${count}`) };
}

/** Plans a survey of a program, and waits until it is known who is to be asked when. */
async function plan(of: { id: string }, point: string, more: object = {}, privacy = "NAMED"): Promise<string> {
  const input = { programId: apiId("program", of.id), templateId: await world.template({ privacy }), point, ...more };
  const { surveyPlan } = await done(world.manager, "createSurveyPlan", input, { answer: "surveyPlan { id }" });
  await allDone(stage.database, world.firm.firmId);
  return surveyPlan.id;
}

/** An engagement in a program with a coach, and its participant. */
async function engagement(of: { id: string; organization: string }, values: Record<string, unknown> = {}) {
  const person = await world.person(["CLIENT"], { organization_id: of.organization });
  const coach = await world.firm.person(["COACH"]);
  const id = await world.firm.engagement(
    { coaches: [coach], participants: [person.id] },
    { program_id: of.id, organization_id: of.organization, ...values },
  );
  return { id: apiId("engagement", id), person, coach: apiId("person", coach) };
}

async function change(name: string, input: object, type?: string): Promise<void> {
  await done(world.manager, name, input, type ? { type } : {});
  await allDone(stage.database, world.firm.firmId);
}

const complete = (id: string) =>
  change("completeEngagement", { id, closingReason: "TERM_ENDED" }, "CloseEngagementInput");

/** The surveys of a plan, oldest first. */
async function surveysOf(id: string) {
  const text = `{ node(id: "${id}") { ... on SurveyPlan { surveys(first: 9, orderBy: CREATED) {
    nodes { id status invitedCount answeredCount closesAt plan { id } } } } } }`;
  return (await world.manager.ask(text)).node.surveys.nodes;
}

const titles = async (who: Asked) => (await world.invitations(who)).map(({ survey }) => survey.title);

/** When the jobs of a plan that wait are due, by the clock of the firm, which is UTC. */
async function waiting(plan: string): Promise<string[]> {
  const { rows } = await stage.database.admin.query<{ due: Date }>(
    `select run_at as due from graphile_worker._private_jobs
     where payload->>'firmId' = $1 and payload->>'plan' = $2::uuid::text and run_at > now() order by 1`,
    [world.firm.firmId, plan.slice("survey_plan_".length)],
  );
  return rows.map(({ due }) => due.toISOString().slice(0, 16));
}

/** Lets the time of a plan's jobs come. */
async function letTimeCome(plan: string): Promise<void> {
  await stage.database.admin.query(
    "update graphile_worker._private_jobs set run_at = now() where payload->>'plan' = $1::uuid::text",
    [plan.slice("survey_plan_".length)],
  );
  await stage.database.admin.query("select graphile_worker.add_job('forgetErrors', '{}')");
  await allDone(stage.database, world.firm.firmId);
}

describe("A plan asks the participants of a program", () => {
  test("when an engagement is completed: all of them by one survey, with a letter each", async () => {
    const of = await program();
    const [first, second] = [await engagement(of), await engagement(of)];
    const id = await plan(of, "END");
    expect(await surveysOf(id)).toEqual([]);
    await complete(first.id);
    await letTimeCome(id);
    await complete(second.id);
    await letTimeCome(id);
    expect(await surveysOf(id)).toMatchObject([{ status: "OPEN", invitedCount: 2, plan: { id } }]);
    for (const { person } of [first, second]) {
      expect(await titles(person)).toEqual(["How was it?"]);
      const { rows } = await stage.database.admin.query("select email from person where id = $1", [person.id]);
      expect(await world.lettersTo(rows[0].email)).toMatchObject([{ subject: "Your answers to How was it?" }]);
      expect((await world.answer(person, answers)).userErrors).toEqual([]);
    }
    // Reopened and completed again, it asks nobody twice in a survey.
    const owner = await world.person(["OWNER"]);
    await done(owner.client, "reopenEngagement", { id: first.id, reason: "One more talk" });
    await complete(first.id);
    await letTimeCome(id);
    expect(await surveysOf(id)).toMatchObject([{ invitedCount: 2 }]);
  });

  test("when it starts and half way, as its dates are by then", async () => {
    const of = await program();
    const draft = await engagement(of, { status: "DRAFT", starts_on: day(3), ends_on: day(23) });
    const [start, middle] = [await plan(of, "START", { daysAfter: 2 }), await plan(of, "MIDDLE")];
    expect([await waiting(start), await waiting(middle)]).toEqual([[], []]);
    await change("activateEngagement", { id: draft.id }, "EngagementStatusInput");
    expect(await waiting(start)).toEqual([`${day(5)}T09:00`]);
    expect(await waiting(middle)).toEqual([`${day(13)}T09:00`]);
    await change("updateEngagement", { id: draft.id, endsOn: day(33) });
    expect(await waiting(middle)).toEqual([`${day(18)}T09:00`]);
    await letTimeCome(middle);
    expect(await titles(draft.person)).toEqual(["How was it?"]);
    await change("cancelEngagement", { id: draft.id, closingReason: "NO_FIT" }, "CloseEngagementInput");
    expect([await waiting(start), await waiting(middle)]).toEqual([[], []]);
  });

  test("some days after a session: those who came, and not after a chemistry session", async () => {
    const of = await program();
    const { id: engagementId, person, coach } = await engagement(of);
    const id = await plan(of, "AFTER_SESSION", { daysAfter: 3 });
    await stage.database.admin.query(
      "update survey_plan set created_at = now() - interval '9 days' where id = $1::uuid",
      [id.slice("survey_plan_".length)],
    );
    const log = async (daysAgo: number, status: string, kind = "REGULAR") => {
      const times = { startsAt: at(-daysAgo, 9), endsAt: at(-daysAgo, 10) };
      const attendance = [{ personId: apiId("person", person.id), status }];
      await change("logSession", { engagementId, coachIds: [coach], ...times, attendance, kind });
    };
    await log(6, "NO_SHOW");
    await log(5, "PRESENT", "CHEMISTRY");
    expect(await titles(person)).toEqual([]);
    await log(4, "LATE");
    expect(await titles(person)).toEqual(["How was it?"]);
    expect(await waiting(id)).toEqual([]);
    await log(2, "PRESENT");
    expect(await waiting(id)).toEqual([`${day(1)}T10:00`]);
  });

  test("only at points that lie ahead, and no longer once it is archived", async () => {
    const of = await program();
    const [begun, later] = [await engagement(of), await engagement(of, { starts_on: day(1), ends_on: day(40) })];
    const id = await plan(of, "START");
    expect(await waiting(id)).toEqual([`${day(1)}T09:00`]);
    await change("archiveSurveyPlan", { id });
    expect(await waiting(id)).toEqual([]);
    await change("restoreSurveyPlan", { id });
    expect(await waiting(id)).toEqual([`${day(1)}T09:00`]);
    await letTimeCome(id);
    expect([await titles(begun.person), await titles(later.person)]).toEqual([[], ["How was it?"]]);
  });
});

describe("A survey of a plan", () => {
  test("gathers people, then gives them time to answer while the next one gathers, and closes by itself", async () => {
    const of = await program();
    const id = await plan(of, "END", { gatherDays: 30, answerDays: 10 });
    const one = await engagement(of);
    await complete(one.id);
    await letTimeCome(id);
    const [survey] = await surveysOf(id);
    expect(daysUntil(survey.closesAt)).toBe(40);
    await closeAt(survey.id, "now() + interval '9 days'", "now() - interval '1 day'");
    // A change of the plan is for the next survey.
    await change("updateSurveyPlan", { id, answerDays: 3 });
    const next = await engagement(of);
    await complete(next.id);
    await letTimeCome(id);
    expect(await surveysOf(id)).toMatchObject([{ invitedCount: 1 }, { invitedCount: 1, status: "OPEN" }]);
    await closeAt(survey.id, "now() - interval '1 minute'");
    await closingComes();
    expect(await surveysOf(id)).toMatchObject([{ status: "CLOSED" }, { status: "OPEN" }]);
  });

  test("goes on if it is anonymous and has asked fewer than five", async () => {
    const of = await program();
    const id = await plan(of, "END", { gatherDays: 30, answerDays: 10 }, "ANONYMOUS");
    const all = [];
    for (let number = 0; number < 5; number += 1) all.push(await engagement(of));
    for (const each of all.slice(0, 4)) await complete(each.id);
    await letTimeCome(id);
    const [survey] = await surveysOf(id);
    expect(survey).toMatchObject({ invitedCount: 4 });
    await closeAt(survey.id, "now() - interval '1 minute'");
    await closingComes();
    const [longer] = await surveysOf(id);
    expect(longer).toMatchObject({ id: survey.id, status: "OPEN" });
    expect(daysUntil(longer.closesAt)).toBe(40);
    // Whoever comes last has as much time as everybody.
    await closeAt(survey.id, "now() + interval '1 hour'", "now() - interval '1 hour'");
    await complete(all[4]!.id);
    await letTimeCome(id);
    expect(daysUntil((await surveysOf(id))[0].closesAt)).toBe(10);
    for (const { person } of all) expect((await world.answer(person, answers)).userErrors).toEqual([]);
    await closeAt(survey.id, "now() - interval '1 minute'");
    await closingComes();
    expect(await surveysOf(id)).toMatchObject([{ status: "CLOSED", invitedCount: 5, answeredCount: null }]);
    const { surveyTemplateId } = await templateOf(id);
    const programId = apiId("program", of.id);
    expect((await world.results(surveyTemplateId, { programId })).questions[0]).toMatchObject({ n: 5, mean: 4 });
  });

  async function templateOf(id: string) {
    const text = `{ node(id: "${id}") { ... on SurveyPlan { template { id } } } }`;
    const { template } = (await world.manager.ask(text)).node;
    return { surveyTemplateId: template.id as string };
  }

  const daysUntil = (instant: string) => Math.round((Date.parse(instant) - Date.now()) / 86_400_000);

  async function closeAt(survey: string, when: string, gathersUntil = when): Promise<void> {
    await stage.database.admin.query(
      `update survey set opens_at = now() - interval '40 days', closes_at = ${when}, gathers_until = ${gathersUntil}
       where id = $1::uuid`,
      [survey.slice("survey_".length)],
    );
  }

  async function closingComes(): Promise<void> {
    await stage.database.admin.query(
      `update graphile_worker._private_jobs j set run_at = now() from graphile_worker._private_tasks t
       where t.id = j.task_id and t.identifier = 'closeSurvey' and j.payload->>'firmId' = $1`,
      [world.firm.firmId],
    );
    await stage.database.admin.query("select graphile_worker.add_job('forgetErrors', '{}')");
    await allDone(stage.database, world.firm.firmId);
  }
});

test("A program asks by no template for a 360, and only those who run the firm plan", async () => {
  const of = await program();
  const questions = [{ label: "S", kind: "SCALE", lowest: 1, highest: 5 }];
  const templateId = await world.template({ privacy: "GROUPED", questions });
  const input = { programId: apiId("program", of.id), templateId, point: "END" };
  const errors = async (by: Asked["client"], given: object) =>
    (await mutate(by, "createSurveyPlan", { ...input, ...given })).userErrors;
  expect(await errors(world.manager, {})).toEqual([refusal("WRONG_PRIVACY", "templateId")]);
  const named = { templateId: await world.template({ privacy: "NAMED" }) };
  await stage.database.admin.query("update program set status = 'ARCHIVED' where id = $1", [of.id]);
  expect(await errors(world.manager, named)).toEqual([refusal("PROGRAM_ARCHIVED", "programId")]);
  expect(await errors((await world.person(["COACH"])).client, named)).toEqual([{ code: "FORBIDDEN", field: null }]);
});
