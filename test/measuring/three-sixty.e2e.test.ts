import { beforeAll, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId } from "@coachwork/testing";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";
import { type Asked, SurveysWorld } from "./surveys-world.ts";

const stage = await sharedStage();
let world: SurveysWorld;
let templateId: string;
let subject: Asked;
let coach: Asked;
let engagementId: string;

const QUESTIONS = [
  { label: "Listens", kind: "SCALE", lowest: 1, highest: 5, isRequired: true },
  { label: "What should stay?", kind: "TEXT" },
  { label: "Is best at", kind: "MANY_CHOICES", choices: ["<Plans>", "People"] },
];

beforeAll(async () => {
  world = await SurveysWorld.open(stage);
  templateId = await world.template({
    title: "360",
    privacy: "GROUPED",
    sharedWithCoaches: true,
    questions: QUESTIONS,
  });
  subject = await world.person(["CLIENT"], { name: "Sue" });
  coach = await world.person(["COACH"]);
  engagementId = apiId("engagement", await world.firm.engagement({ coaches: [coach.id], participants: [subject.id] }));
});

interface Rater {
  readonly group: string;
  readonly name: string;
  readonly email: string;
}

const ratersOf = (groups: Readonly<Record<string, number>>): readonly Rater[] =>
  Object.entries(groups).flatMap(([group, count]) =>
    Array.from({ length: count }, (_, place) => {
      const name = `${group} ${place}`;
      return { group, name, email: world.outside(`${group}${place}`) };
    }),
  );

async function started(raters: readonly Rater[], input: object = {}): Promise<string> {
  const all = { templateId, subjectId: apiId("person", subject.id), engagementId, raters, ...input };
  return (await done(world.manager, "startThreeSixty", all, { answer: "survey { id }" })).survey.id;
}

const linkOf = ({ email }: Rater) => world.linkTo(email);

async function open(link: string, form?: Record<string, string>, language = "en") {
  const headers = { "accept-language": language };
  const response = await fetch(link, form ? { method: "POST", body: new URLSearchParams(form), headers } : { headers });
  return { status: response.status, html: await response.text(), headers: response.headers };
}

async function reportFor({ client }: Pick<Asked, "client">, id: string): Promise<AnyData[] | undefined> {
  const fields = "number group n mean counts texts withheld";
  const { survey } = await client.ask(`{ survey(id: "${id}") { id status report { ${fields} } } }`);
  return survey?.report;
}

test("Nine people without accounts answer by pages, and the subject and the coach read groups alone", async () => {
  const raters = ratersOf({ MANAGER: 1, PEERS: 2, REPORTS: 3, OTHERS: 3 });
  const id = await started(raters);
  const links = await Promise.all(raters.map(linkOf));
  for (const [place, link] of links.entries()) {
    const asked = await open(link);
    expect(asked.status).toBe(200);
    expect(asked.html).toContain("asks you about Sue.");
    expect(asked.html).not.toContain("@");
    expect(asked.html).toContain("&lt;Plans&gt;");
    const missing = await open(link, { q2: `Text ${place}` });
    expect(missing.html).toContain('<div role="alert">');
    expect(missing.html).toContain('<a href="#q1">Listens</a>: Please answer this question.');
    expect(missing.html).toContain(`Text ${place}</textarea>`);
    const kept = await open(link, { q1: "2", q2: `Text ${place}`, "q3.0": "on" });
    expect(kept.html).toContain('<p role="status">');
    // They can change it until it closes.
    expect((await open(link, { q1: "4", q2: `Text ${place}`, "q3.0": "on" })).status).toBe(200);
    expect((await open(link)).html).toContain('name="q1" value="4" checked');
  }
  expect((await world.answer(subject, [{ number: 1, value: 5 }])).userErrors).toEqual([]);
  expect(await reportFor(subject, id)).toEqual([]);
  await world.closed(id);
  const report = (await reportFor(subject, id))!;
  const first = report.filter(({ number }) => number === 1).map(({ group, n, mean }) => [group, n, mean]);
  expect(first).toEqual([
    ["MANAGER", 1, 4],
    ["PEERS", 2, null],
    ["REPORTS", 3, 4],
    ["SELF", 1, 5],
    ["OTHERS", 3, 4],
    [null, 9, null],
  ]);
  const texts = report.flatMap(({ texts: all }) => all as string[]);
  expect([...texts].sort()).toEqual([0, 3, 4, 5, 6, 7, 8].map((place) => `Text ${place}`));
  expect(await reportFor(coach, id)).toEqual(report);
  // Those who run the firm see that there is a 360, and nothing of what was said.
  expect(await reportFor({ client: world.manager }, id)).toEqual([]);
  const stranger = await world.person(["COACH"]);
  expect(await reportFor(stranger, id)).toBeUndefined();
  // The links are gone, and with them who was asked.
  for (const link of links) expect((await open(link)).status).toBe(404);
  const left = "select 1 from survey_invitation where firm_id = $1";
  expect((await stage.database.admin.query(left, [world.firm.firmId])).rows).toEqual([]);
  const said = JSON.stringify(report);
  for (const { name, email } of raters) {
    expect(said).not.toContain(name);
    const kept = "select 1 from survey s where firm_id = $1 and s::text like '%' || $2 || '%'";
    expect((await stage.database.admin.query(kept, [world.firm.firmId, email])).rows).toEqual([]);
  }
});

describe("The page of a survey", () => {
  test("says what becomes of answers in the reader's language, runs nothing and is found by no search", async () => {
    const raters = ratersOf({ PEERS: 1, MANAGER: 1 });
    await started(raters);
    const link = await linkOf(raters[0]!);
    const { html, headers } = await open(link, undefined, "de-AT, en;q=0.5");
    expect(html).toContain('<html lang="de">');
    expect(html).toContain("Ihre Antworten werden nur zusammen mit denen Ihrer Gruppe gezeigt");
    expect(html).not.toContain("<script");
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("x-robots-tag")).toBe("noindex");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    const manager = await open(await linkOf(raters[1]!));
    expect(manager.html).toContain("It shows your answers as those of the manager.");
  });

  test("refuses a form without any answer, and says so", async () => {
    const [rater] = ratersOf({ PEERS: 1 });
    await started([rater!], {
      templateId: await world.template({ privacy: "GROUPED", questions: QUESTIONS.slice(1) }),
    });
    const link = await linkOf(rater!);
    expect((await open(link, {})).html).toContain("<li>Please answer at least one question.</li>");
    expect((await open(link, { q1: "A text" })).html).toContain('<p role="status">');
  });

  test("answers every wrong link alike, and refuses answers that do not fit", async () => {
    const raters = ratersOf({ PEERS: 1 });
    await started(raters);
    const link = await linkOf(raters[0]!);
    const wrong = [`${link.slice(0, -2)}xx`, `${stage.platform.url}/surveys/x`, `${link}x`];
    const pages = await Promise.all(wrong.map((each) => open(each)));
    for (const { status, html } of pages) expect([status, html]).toEqual([404, pages[0]!.html]);
    for (const q1 of ["9", "x", "-1", "1e0", "4.5"]) expect((await open(link, { q1 })).html).toContain('role="alert"');
    expect((await open(link, { q1: "3", q2: "a\u0000b" })).html).toContain('role="alert"');
    expect((await open(link)).html).not.toContain("checked");
  });
});

test("A 360 refuses raters and thresholds that would tell who answered", async () => {
  const start = async (input: object) => {
    const all = { templateId, subjectId: apiId("person", subject.id), raters: ratersOf({ PEERS: 3 }), ...input };
    return (await mutate(world.manager, "startThreeSixty", all)).userErrors;
  };
  const at = (code: string, ...path: string[]) => [{ code, field: ["input", ...path] }];
  const [rater] = ratersOf({ PEERS: 1 });
  expect(await start({ raters: [rater, rater] })).toEqual(at("WRONG_RATERS", "raters", "1", "email"));
  expect(await start({ raters: [{ ...rater, group: "SELF" }] })).toEqual(at("WRONG_RATERS", "raters", "0", "group"));
  expect(await start({ thresholds: [{ group: "PEERS", least: 2 }] })).toEqual(
    at("INVALID", "thresholds", "0", "least"),
  );
  expect(await start({ thresholds: [{ group: "MANAGER", least: 3 }] })).toEqual(
    at("WRONG_THRESHOLD", "thresholds", "0", "group"),
  );
  const twice = [
    { group: "PEERS", least: 4 },
    { group: "PEERS", least: 5 },
  ];
  expect(await start({ thresholds: twice })).toEqual(at("WRONG_THRESHOLD", "thresholds", "1", "group"));
  expect(await start({ templateId: await world.template() })).toEqual(at("WRONG_PRIVACY", "templateId"));
  const absent = await world.firm.person(["CLIENT"]);
  expect(await start({ subjectId: apiId("person", absent) })).toEqual([refusal("CANNOT_SIGN_IN", "subjectId")]);
  const other = apiId("engagement", await world.firm.engagement({ coaches: [coach.id] }));
  expect(await start({ engagementId: other })).toEqual(at("NOT_A_PARTICIPANT", "engagementId"));
});
