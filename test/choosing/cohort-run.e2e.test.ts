import { beforeEach, describe, expect, test } from "@jest/globals";
import { MatchStatus } from "@coachwork/schema";
import { type AnyData, apiId, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { allDone } from "../support/due.ts";
import { lettersTo as lettersIn, recipientsIn } from "../support/mailbox.ts";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, platform, signedIn } = await sharedStage();

let firm: FirmFactory;
let manager: TestClient;
let programId: string;

const person = (id: string) => apiId("person", id);

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin, { name: "Quayside" });
  manager = await signedIn(firm, await firm.person(["OWNER"], { name: "Olga" }));
  const terms = { kind: "COACHING", format: "INDIVIDUAL", allocationUnit: "SESSIONS", allocationAmount: 8, weeks: 26 };
  ({
    program: { id: programId },
  } = await done(manager, "createProgram", { name: "Leaders", ...terms }, { answer: "program { id }" }));
  await done(manager, "activateProgram", { id: programId }, { type: "ProgramMoveInput" });
});

const addressOf = (name: string) => `${name}.${firm.firmId}@firm.example`.toLowerCase();
const named = (role: string, name: string) =>
  firm.person([role], { name, email: addressOf(name), status: "ACTIVE", locale: "en" });

async function coach(name: string, capacity: number | null, profile: object = {}): Promise<string> {
  const id = await named("COACH", name);
  await done(manager, "setCoachProfile", { personId: person(id), ...(capacity !== null && { capacity }), ...profile });
  return id;
}

/** A cohort of these people. */
async function cohortOf(people: readonly string[], name = "Spring"): Promise<string> {
  const input = { name, programId, startsOn: day(0) };
  const { id: cohortId } = (await done(manager, "createCohort", input, { answer: "cohort { id }" })).cohort;
  await done(manager, "enrollInCohort", { cohortId, personIds: people.map(person) });
  return cohortId;
}

const RUN = "id status published mostPairsCount mostPairsScore highestSumCount highestSumScore";

async function start(cohortId: string): Promise<AnyData> {
  return (await done(manager, "startMatchRun", { cohortId }, { answer: `matchRun { ${RUN} }` })).matchRun;
}

const MEMBERS = `query($id: ID!, $filter: MatchRunMemberFilter) { node(id: $id) { ... on MatchRun { ${RUN} members(first: 100, filter: $filter) {
  totalCount nodes { id assignment score unmatched differs byHand participant { name } coach { id name } lines { criterion weight points } } } } } }`;

async function membersIn(id: string, filter: object = {}): Promise<AnyData[]> {
  return (await manager.ask(MEMBERS, { id, filter })).node.members.nodes;
}

/** Who gets whom in an assignment, by name. */
async function pairsIn(id: string, assignment: string): Promise<Record<string, string | null>> {
  const members = await membersIn(id, { assignment });
  return Object.fromEntries(members.map((each) => [each.participant.name, each.coach?.name ?? each.unmatched]));
}

const publish = (by: TestClient, id: string, assignment = "MOST_PAIRS", more: object = {}) =>
  mutate(by, "publishMatchRun", { id, assignment, ...more }, { answer: `matchRun { ${RUN} }` });

async function offersOf(coachId?: string): Promise<number> {
  const { rows } = await database.admin.query(
    `select count(*)::int as offers from match where firm_id = $1 and status = any($3)
      and ($2::uuid is null or coach_id = $2)`,
    [firm.firmId, coachId ?? null, [MatchStatus.OFFERED, MatchStatus.ACCEPTED, MatchStatus.PAIRED]],
  );
  return rows[0].offers;
}

/** Ida can only have Carla, and suits Bea not at all; Max can have both. So the two assignments differ. */
async function twoOfEach() {
  const [ida, max] = [await named("CLIENT", "Ida"), await named("CLIENT", "Max")];
  await done(manager, "setClientProfile", { personId: person(max), interests: ["Delegation"] });
  const [carla, bea] = [await coach("Carla", 1, { languages: ["en"] }), await coach("Bea", 1, { languages: ["en"] })];
  await done(manager, "createConflictOfInterest", { coachId: person(bea), personId: person(ida) });
  return { ida, max, carla, bea, cohortId: await cohortOf([ida, max]) };
}

describe("A match run", () => {
  test("of 30 people and 6 coaches is seen by managers alone, and is published once to everybody at once", async () => {
    const people = await Promise.all(
      Array.from({ length: 30 }, (_, place) => named("CLIENT", `Person${String(place).padStart(2, "0")}`)),
    );
    const capacities = [3, 4, 5, 2, 6, 7];
    const coaches = await Promise.all(
      capacities.map((most, place) => coach(`Coach${place}`, most, { languages: ["en"] })),
    );
    const run = await start(await cohortOf(people));
    // There are 27 places.
    expect(run).toMatchObject({ status: "DRAFT", published: null, mostPairsCount: 27, highestSumCount: 27 });
    expect(run.mostPairsScore).toBe(run.highestSumScore);
    const most = await membersIn(run.id, { assignment: "MOST_PAIRS" });
    expect(most.map(({ unmatched }) => unmatched).filter((reason) => reason !== null)).toEqual(
      Array(3).fill("CAPACITY"),
    );
    for (const { coach: found, score, lines } of most) {
      if (!found) continue;
      const sum = (key: "points" | "weight") => lines.reduce((all: number, line: AnyData) => all + line[key], 0);
      expect(Math.abs((100 * sum("points")) / sum("weight") - score)).toBeLessThan(1);
    }
    expect((await membersIn(run.id)).length).toBe(60);

    const sponsor = await signedIn(firm, await firm.person(["SPONSOR"]));
    const outsiders = [await signedIn(firm, people[0]!), await signedIn(firm, coaches[0]!), sponsor];
    for (const viewer of outsiders) {
      expect((await viewer.ask(MEMBERS, { id: run.id })).node).toBeNull();
      expect((await viewer.ask("{ matches(first: 9) { totalCount } }")).matches.totalCount).toBe(0);
      expect((await publish(viewer, run.id)).userErrors).toEqual([{ code: "FORBIDDEN", field: null }]);
    }
    await allDone(database, firm.firmId);
    expect(await lettersTo()).toEqual([]);

    const answers = await Promise.all(Array.from({ length: 4 }, () => publish(manager, run.id)));
    expect(answers.filter(({ matchRun }) => matchRun?.status === "PUBLISHED")).toHaveLength(1);
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual(Array(3).fill(refusal("WRONG_STATUS", "id")));
    expect(await offersOf()).toBe(27);
    const offered = await Promise.all(coaches.map((id) => offersOf(id)));
    expect(offered).toEqual(capacities);
    await allDone(database, firm.firmId);
    const letters = await lettersTo();
    const matched = most.filter(({ coach: found }) => found).map(({ participant }) => addressOf(participant.name));
    expect(letters).toEqual([...matched, ...coaches.map((_, place) => addressOf(`Coach${place}`))].sort());
    const namesFor = (name: string) =>
      most.flatMap((each) => (each.coach?.name === name ? each.participant.name : [])).sort();
    const wanted = async (name: string, names: string) => {
      const [letter] = await lettersIn(platform.outbox, addressOf(name));
      const text = `Quayside would like you to work with ${names}. Read about them in Coachwork, and accept or decline each until`;
      expect(letter!.text.replaceAll(/\s+/g, " ")).toContain(text);
    };
    await wanted("Coach3", namesFor("Coach3").join(" and "));
    await wanted("Coach5", `${namesFor("Coach5").slice(0, 5).join(", ")} and 2 others`);
    expect((await discard(run.id)).userErrors).toEqual([refusal("WRONG_STATUS", "id")]);
  });

  test("shows the two assignments, what differs, and why somebody stays without a coach", async () => {
    const { ida, max, bea, carla, cohortId } = await twoOfEach();
    const rest = { specialities: 0, language: 0, level: 0, load: 0, history: 0 };
    await done(manager, "setMatchWeights", { ...rest, industries: 40 });
    await done(manager, "setClientProfile", { personId: person(max), job: "Banking" });
    await done(manager, "setClientProfile", { personId: person(ida), job: "Farming" });
    await done(manager, "setCoachProfile", { personId: person(carla), industries: ["Banking"] });
    // Carla suits Max alone, and Ida can have Carla alone.
    const run = await start(cohortId);
    expect(run).toMatchObject({ mostPairsCount: 2, mostPairsScore: 0, highestSumCount: 1, highestSumScore: 100 });
    expect(await pairsIn(run.id, "MOST_PAIRS")).toEqual({ Ida: "Carla", Max: "Bea" });
    expect(await pairsIn(run.id, "HIGHEST_SUM")).toEqual({ Ida: "CAPACITY", Max: "Carla" });
    expect(await membersIn(run.id, { differs: true })).toHaveLength(4);
    const [best] = (await membersIn(run.id, { assignment: "HIGHEST_SUM" })).filter(({ coach: found }) => found);
    expect(best!.lines).toEqual([{ criterion: "INDUSTRIES", weight: 40, points: 40 }]);
    await discard(run.id);
    await done(manager, "createConflictOfInterest", { coachId: person(carla), personId: person(ida) });
    await done(manager, "setCoachProfile", { personId: person(bea), capacity: 0 });
    const again = await start(cohortId);
    expect(await pairsIn(again.id, "MOST_PAIRS")).toEqual({ Ida: "NO_CANDIDATE", Max: "Carla" });
    expect(await membersIn(again.id, { differs: true })).toEqual([]);
  });

  test("is one draft for a cohort at a time, for those who wait, in a program of individual engagements", async () => {
    const { cohortId } = await twoOfEach();
    const refused = async (id: string) => (await mutate(manager, "startMatchRun", { cohortId: id })).userErrors;
    const { id } = await start(cohortId);
    expect(await refused(cohortId)).toEqual([refusal("DRAFT_EXISTS", "cohortId")]);
    await publish(manager, id);
    expect(await refused(cohortId)).toEqual([refusal("NOBODY_WAITS", "cohortId")]);
    await database.admin.query("update program set format = 'GROUP' where firm_id = $1", [firm.firmId]);
    expect(await refused(cohortId)).toEqual([refusal("NEEDS_ENGAGEMENT", "cohortId")]);
  });
});

const discard = (id: string) => mutate(manager, "discardMatchRun", { id }, { answer: "matchRun { status }" });

/** To whom letters went, sorted. */
async function lettersTo(): Promise<string[]> {
  return (await recipientsIn(platform.outbox)).filter((to) => to.includes(firm.firmId)).sort();
}

describe("A draft", () => {
  const changed = { answer: "matchRunMember { score unmatched differs byHand coach { name } }" };
  const change = (id: string, coachId: string | null) =>
    mutate(manager, "changeMatchRunMember", { id, coachId }, changed);
  const memberOf = async (run: string, name: string, assignment = "MOST_PAIRS") =>
    (await membersIn(run, { assignment })).find(({ participant }) => participant.name === name)!;

  test("is changed by hand within the rules and the places, one assignment alone", async () => {
    const { carla, bea, cohortId } = await twoOfEach();
    const { id: run } = await start(cohortId);
    const [ida, max] = [await memberOf(run, "Ida"), await memberOf(run, "Max")];
    expect((await change(ida.id, person(bea))).userErrors).toEqual([refusal("EXCLUDED", "coachId")]);
    expect((await change(max.id, person(carla))).userErrors).toEqual([refusal("AT_CAPACITY", "coachId")]);
    const out = { coach: null, score: null, unmatched: "TAKEN_OUT", differs: true, byHand: true };
    expect((await change(ida.id, null)).matchRunMember).toEqual(out);
    expect((await memberOf(run, "Ida", "HIGHEST_SUM")).differs).toBe(true);
    expect((await change(max.id, person(carla))).matchRunMember).toMatchObject({ coach: { name: "Carla" } });
    expect(await pairsIn(run, "MOST_PAIRS")).toEqual({ Ida: "TAKEN_OUT", Max: "Carla" });
    expect(await pairsIn(run, "HIGHEST_SUM")).toEqual({ Ida: "Carla", Max: "Bea" });
    const { matchRun } = await publish(manager, run);
    expect(matchRun).toMatchObject({ published: "MOST_PAIRS", mostPairsCount: 1 });
    expect([await offersOf(carla), await offersOf(bea)]).toEqual([1, 0]);
    expect((await change(max.id, null)).userErrors).toEqual([refusal("WRONG_STATUS", "id")]);
  });

  test("is not published if a pair does not hold any more, and nothing is offered then", async () => {
    const { ida, max, carla, bea, cohortId } = await twoOfEach();
    const { id: run } = await start(cohortId);
    const refused = async (more?: object) => (await publish(manager, run, "MOST_PAIRS", more)).userErrors;
    expect(await refused({ answerBy: day(-1) })).toEqual([refusal("DAY_OVER", "answerBy")]);
    const outdated = refusal("OUTDATED", "id");
    await done(manager, "setCoachProfile", { personId: person(carla), capacity: 0 });
    expect(await refused()).toEqual([outdated]);
    await done(manager, "createConflictOfInterest", { coachId: person(bea), personId: person(max) });
    expect(await refused()).toEqual([outdated, outdated]);
    await done(manager, "setCoachProfile", { personId: person(carla), capacity: 1 });
    await done(manager, "deactivatePerson", { personId: person(ida) });
    expect(await refused()).toEqual([outdated, outdated]);
    expect(await offersOf()).toBe(0);
    await discard(run);
    expect((await start(cohortId)).mostPairsCount).toBe(1);
  });

  test("counts places that are offered to others, and never gives one twice, however much is published at once", async () => {
    const carla = await coach("Carla", 3);
    const cohorts = await Promise.all(
      Array.from({ length: 3 }, async (_, place) =>
        cohortOf([await named("CLIENT", `A${place}`), await named("CLIENT", `B${place}`)], `Cohort ${place}`),
      ),
    );
    const runs = await Promise.all(cohorts.map((cohort) => start(cohort)));
    expect(runs.map(({ mostPairsCount }) => mostPairsCount)).toEqual([2, 2, 2]);
    const answers = await Promise.all(runs.map(({ id }) => publish(manager, id)));
    expect(answers.filter(({ matchRun }) => matchRun)).toHaveLength(1);
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual(Array(2).fill(refusal("OUTDATED", "id")));
    expect(await offersOf(carla)).toBe(2);
    const left = answers.findIndex(({ matchRun }) => !matchRun);
    await discard(runs[left]!.id);
    expect((await start(cohorts[left]!)).mostPairsCount).toBe(1);
  });

  test("and ordinary offers together never give a coach more people than they take", async () => {
    const carla = await coach("Carla", 1);
    const [ida, zoe] = [await named("CLIENT", "Ida"), await named("CLIENT", "Zoe")];
    const chosen = await signedIn(firm, carla);
    const accept = (by: TestClient, id: string) => mutate(by, "acceptMatch", { id }, { answer: "match { status }" });
    const offerTo = async (participant: string): Promise<string> => {
      const draft = await firm.engagement({ participants: [participant] }, { status: "DRAFT", starts_on: day(0) });
      const input = { engagementId: apiId("engagement", draft), coachIds: [person(carla)] };
      const { matches } = await done(manager, "proposeMatches", input, { answer: "matches { id }" });
      await done(manager, "offerMatches", { ids: [matches[0].id] });
      await accept(chosen, matches[0].id);
      return matches[0].id;
    };
    const { id: run } = await start(await cohortOf([ida]));
    const toZoe = await offerTo(zoe);
    expect((await publish(manager, run)).userErrors).toEqual([refusal("OUTDATED", "id")]);
    await done(manager, "withdrawMatch", { id: toZoe });
    expect((await publish(manager, run)).matchRun?.status).toBe("PUBLISHED");
    // Whoever runs the practice may still offer her to somebody else, too: the first pairing counts.
    const both = [await signedIn(firm, ida), await signedIn(firm, zoe)];
    const another = await offerTo(zoe);
    const [mine] = (await both[0]!.ask("{ matches(first: 1) { nodes { id } } }")).matches.nodes;
    await accept(chosen, mine.id);
    const answers = await Promise.all([accept(both[0]!, mine.id), accept(both[1]!, another)]);
    const outcomes = answers.map(({ match, userErrors }) => match?.status ?? userErrors[0].code);
    expect(outcomes.sort()).toEqual(["AT_CAPACITY", "PAIRED"]);
  });

  test("that is published makes drafts in the cohort, whose pairs come about as both accept", async () => {
    const { ida, carla, cohortId } = await twoOfEach();
    const { id: run } = await start(cohortId);
    await publish(manager, run);
    const [client, chosen] = [await signedIn(firm, ida), await signedIn(firm, carla)];
    const OFFERED =
      "{ matches(first: 9) { nodes { id coachName participantName status run { id } engagement { title } } } }";
    const [match] = (await client.ask(OFFERED)).matches.nodes;
    expect(match).toMatchObject({
      coachName: "Carla",
      status: "OFFERED",
      run: null,
      engagement: { title: "Spring: Ida" },
    });
    const status = `query($id: ID!) { cohort(id: $id) { matchRuns(first: 9) { nodes { id } } members(first: 9) { nodes { status } } } }`;
    const cohort = async () => (await manager.ask(status, { id: cohortId })).cohort;
    expect(await cohort()).toMatchObject({
      matchRuns: { nodes: [{ id: run }] },
      members: { nodes: [{ status: "AWAITING_MATCH" }, { status: "AWAITING_MATCH" }] },
    });
    const answer = { answer: "match { status }" };
    await done(client, "acceptMatch", { id: match.id }, answer);
    expect((await done(chosen, "acceptMatch", { id: match.id }, answer)).match.status).toBe("PAIRED");
    expect((await cohort()).members.nodes.map((each: AnyData) => each.status).sort()).toEqual([
      "AWAITING_MATCH",
      "ENROLLED",
    ]);
  });
});
