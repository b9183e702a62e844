import { beforeEach, expect, test } from "@jest/globals";
import { apiId, day } from "@coachwork/testing";
import { done, mutate, refusal } from "../support/mutate.ts";
import { PUBLIC_URL } from "../support/platform.ts";
import { sharedStage } from "../support/stage.ts";
import { NeedsWorld } from "./needs-world.ts";

const stage = await sharedStage();
let world: NeedsWorld;

beforeEach(async () => {
  world = await NeedsWorld.open(stage);
});

interface Page {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** Opens the page of a link, or sends its form. */
async function visit(address: string, form?: Record<string, string>): Promise<Page> {
  const here = address.replace(PUBLIC_URL, stage.platform.url);
  const response = await fetch(here, form && { method: "POST", body: new URLSearchParams(form) });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** The hidden fields of a form. */
const hiddenIn = ({ text }: Page) =>
  Object.fromEntries(
    [...text.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]),
  );

const waiting = async () =>
  (
    await world.manager.ask(
      "{ needsAssessments(first: 9, filter: { hasPerson: false }) { nodes { id recommendedKind visitorName visitorEmail person { id } } } }",
    )
  ).needsAssessments.nodes;

test("A visitor answers without an account, sees the result at once, and makes one assessment however often the form is sent", async () => {
  const { address } = await world.link(await world.questionnaire());
  expect(address).toMatch(new RegExp(`^${PUBLIC_URL}/needs/[\\w-]+$`));
  const form = await visit(address);
  expect(form.status).toBe(200);
  expect(form.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(form.headers.get("x-robots-tag")).toBe("noindex");
  expect(form.headers.get("cache-control")).toBe("no-store");
  expect(form.text).not.toContain("<script");
  expect(form.text).toContain("<legend>1. What for?</legend>");
  expect(form.text).toContain('<label for="q1-1">One skill</label>');
  const fields = { ...hiddenIn(form), q1: "1", q2: "2", name: "<b>Ida</b>", email: "ida@visitor.example" };
  const result = await visit(address, fields);
  expect(result.status).toBe(200);
  expect(result.text).toContain("<h1>Coaching fits you better</h1>");
  expect(result.text.indexOf("You want one skill.")).toBeLessThan(result.text.indexOf("You like company."));
  // Sent again after a crash, or by a reload: whatever the answers are now.
  expect((await visit(address, { ...fields, q1: "2" })).text).toBe(result.text);
  expect(await waiting()).toEqual([
    {
      id: expect.any(String),
      recommendedKind: "COACHING",
      visitorName: "<b>Ida</b>",
      visitorEmail: "ida@visitor.example",
      person: null,
    },
  ]);
  const [link] = (await world.manager.ask("{ needsLinks(first: 1) { nodes { answerCount } } }")).needsLinks.nodes;
  expect(link).toEqual({ answerCount: 1 });
});

test("A form that cannot be taken is shown again with what was said, and why", async () => {
  const id = await world.questionnaire({ locale: "de" });
  const { address } = await world.link(id);
  const form = await visit(address);
  expect(form.text).toContain('<html lang="de">');
  const nothing = await visit(address, { ...hiddenIn(form), email: 'no"address' });
  expect(nothing.status).toBe(422);
  for (const text of [
    "Beantworten Sie mindestens eine Frage.",
    "Das ist keine E-Mail-Adresse.",
    'value="no&quot;address"',
  ])
    expect(nothing.text).toContain(text);
  await done(world.manager, "updateNeedsQuestionnaire", { id, questions: (await asked(id)).toReversed() });
  const changed = await visit(address, { ...hiddenIn(form), q1: "1" });
  expect(changed.status).toBe(422);
  expect(changed.text).toContain("Die Fragen haben sich geändert");
  expect(await waiting()).toEqual([]);
});

const asked = async (id: string) => {
  const query = `query ($id: ID!) { needsQuestionnaire(id: $id) { questions { text weight choices } leanings { question leaning reason } } }`;
  const { questions, leanings } = (await world.manager.ask(query, { id })).needsQuestionnaire;
  return questions.map(
    ({ text, weight, choices }: { text: string; weight: number; choices: string[] }, place: number) => {
      const own = leanings.filter(({ question }: { question: number }) => question === place + 1);
      return {
        text,
        weight,
        choices: choices.map((choice, nth) => ({ text: choice, leaning: own[nth].leaning, reason: own[nth].reason })),
      };
    },
  );
};

test("Every link that does not work has the same page: unknown, withdrawn, expired, of an archived questionnaire, or full", async () => {
  const id = await world.questionnaire();
  const links = [];
  for (const input of [{}, {}, { mostAnswers: 1 }, {}]) links.push(await world.link(id, input));
  const [withdrawn, expired, full, archived] = links as [(typeof links)[number], ...typeof links];
  await done(world.manager, "withdrawNeedsLink", { id: withdrawn.id });
  const set = "update needs_link set expires_at = now() - interval '1 second' where firm_id = $1 and id = $2::uuid";
  await stage.database.admin.query(set, [world.firm.firmId, expired!.id.replace("needs_link_", "")]);
  const fields = { ...hiddenIn(await visit(full!.address)), q1: "1" };
  expect((await visit(full!.address, fields)).status).toBe(200);
  const late = { ...fields, form: "00000000-0000-4000-8000-000000000000" };
  expect((await visit(full!.address, late)).status).toBe(404);
  const addresses = [withdrawn, expired, full]
    .map((link) => link!.address)
    .concat(`${archived!.address.slice(0, -1)}x`);
  const answers = [];
  for (const address of addresses) answers.push(await visit(address));
  await done(world.manager, "archiveNeedsQuestionnaire", { id });
  answers.push(await visit(archived!.address, fields));
  for (const { status, text } of answers) {
    expect(status).toBe(404);
    expect(text).toBe(answers[0]!.text);
  }
});

test("A link takes 60 answers an hour", async () => {
  const { address } = await world.link(await world.questionnaire());
  const fields = { ...hiddenIn(await visit(address)), q1: "1" };
  await visit(address, fields);
  await stage.database.admin.query(
    `insert into needs_assessment (firm_id, id, questionnaire_id, questions_version, answers, reasons, confidence, link_id, form_hash, created_at)
     select firm_id, gen_random_uuid(), questionnaire_id, 1, answers, reasons, confidence, link_id, n::text, now()
     from needs_assessment, generate_series(1, 59) n where firm_id = $1`,
    [world.firm.firmId],
  );
  const crowded = await visit(address, { ...fields, form: "00000000-0000-4000-8000-000000000001" });
  expect(crowded.status).toBe(429);
  expect(crowded.headers.get("retry-after")).toBe("3600");
  expect((await visit(address, fields)).status).toBe(200);
});

test("Those who run the practice say who a visitor is, and that client sees the assessment without what the visitor left", async () => {
  const { address } = await world.link(await world.questionnaire());
  await visit(address, { ...hiddenIn(await visit(address)), q1: "1", name: "Ida" });
  const [{ id }] = await waiting();
  const set = async (personId: string | null) => world.act("setNeedsAssessmentPerson", { id, personId }, world.manager);
  expect((await set(apiId("person", world.managerId))).userErrors).toEqual([refusal("NOT_A_CLIENT", "personId")]);
  expect(await world.read(id)).toBeNull();
  await set(apiId("person", world.clientId));
  expect(await world.read(id)).toMatchObject({ recommendedKind: "COACHING", visitorName: null, recordedBy: null });
  expect(await world.read(id, world.manager)).toMatchObject({ visitorName: "Ida" });
  await set(null);
  expect(await world.read(id)).toBeNull();
  const own = await world.assessed(await world.questionnaire({ name: "Other" }));
  const { userErrors } = await mutate(world.manager, "setNeedsAssessmentPerson", { id: own });
  expect(userErrors).toEqual([refusal("NOT_BY_LINK", "id")]);
});

test.each([`${day(-1)}T00:00:00Z`, `${day(400)}T00:00:00Z`])("A link that ends at %s is refused", async (expiresAt) => {
  const input = { questionnaireId: await world.questionnaire(), expiresAt };
  expect((await mutate(world.manager, "createNeedsLink", input)).userErrors).toEqual([refusal("INVALID", "expiresAt")]);
  expect((await mutate(world.client, "createNeedsLink", input)).userErrors).toEqual([
    { code: "FORBIDDEN", field: null },
  ]);
});
