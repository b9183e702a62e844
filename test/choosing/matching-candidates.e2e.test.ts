import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, FirmFactory, type TestClient } from "@coachwork/testing";
import { done, mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let manager: TestClient;
let client: string;
let coach: string;
let organization: string;

const person = (id: string) => apiId("person", id);

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  organization = await firm.organization();
  manager = await signedIn(firm, await firm.person(["OWNER"]));
  client = await firm.person(["CLIENT"], { name: "Ida", locale: "de", organization_id: organization });
  coach = await firm.person(["COACH"], { name: "Carla" });
});

const coachProfile = (values: object, who = coach) =>
  done(manager, "setCoachProfile", { personId: person(who), ...values });
const clientProfile = (values: object, who = client) =>
  done(manager, "setClientProfile", { personId: person(who), ...values });

const CANDIDATES = `query($id: ID!, $engagement: ID, $program: ID) {
  matchCandidates(personId: $id, first: 100, engagementId: $engagement, programId: $program) {
    coach { name } score lines { criterion weight points why } exclusions { reason why } } }`;

async function candidates(of: object = {}, by = manager, who = client): Promise<AnyData[]> {
  return (await by.ask(CANDIDATES, { id: person(who), ...of })).matchCandidates;
}

/** Why Carla cannot be chosen. */
async function reasons(of: object = {}): Promise<string[]> {
  const found = (await candidates(of)).find((each) => each.coach.name === "Carla")!;
  return found.exclusions.map((each: AnyData) => each.reason);
}

async function program(input: object = {}): Promise<string> {
  const terms = { kind: "COACHING", format: "INDIVIDUAL", allocationUnit: "SESSIONS", allocationAmount: 8, weeks: 26 };
  const answer = "program { id }";
  return (await done(manager, "createProgram", { name: "Leaders", ...terms, ...input }, { answer })).program.id;
}

describe("A candidate", () => {
  test("has a score that its lines add up to, each with a reason in a sentence", async () => {
    const { speciality } = await done(
      manager,
      "createSpeciality",
      { name: "Delegation" },
      { answer: "speciality { id }" },
    );
    await clientProfile({ job: "Head of payments, banking", level: "Director", interests: ["delegation", "Presence"] });
    const [specialityIds, industries] = [[speciality.id], ["Banking"]];
    await coachProfile({ languages: ["en", "de-AT"], specialityIds, industries, capacity: 4 });
    await firm.engagement({ coaches: [coach] });
    const [found] = await candidates();
    expect(found).toEqual({
      coach: { name: "Carla" },
      score: 60,
      exclusions: [],
      lines: [
        {
          criterion: "SPECIALITIES",
          weight: 35,
          points: 17.5,
          why: "Carla specializes in 1 of 2 interests: delegation.",
        },
        { criterion: "INDUSTRIES", weight: 15, points: 15, why: "Carla knows the industry Banking." },
        { criterion: "LANGUAGE", weight: 15, points: 11.3, why: "Carla works in de: language 2 of 2." },
        { criterion: "LEVEL", weight: 10, points: 0, why: "Carla has worked with 0 people of the level Director." },
        { criterion: "LOAD", weight: 15, points: 11.3, why: "Carla has 3 of 4 places left." },
        { criterion: "HISTORY", weight: 10, points: 5, why: "Carla and the person have not worked together." },
      ],
    });
  });

  test("knows the person's level and the person from earlier work", async () => {
    const other = await firm.person(["CLIENT"]);
    await clientProfile({ level: "Director" });
    await clientProfile({ level: "director" }, other);
    const line = async (criterion: string) =>
      (await candidates())[0]!.lines.find((each: AnyData) => each.criterion === criterion);
    await firm.engagement({ coaches: [coach], participants: [other] });
    expect(await line("LEVEL")).toMatchObject({
      points: 3.3,
      why: "Carla has worked with 1 person of the level Director.",
    });
    await firm.engagement({ coaches: [coach], participants: [client] }, { status: "COMPLETED" });
    expect(await line("HISTORY")).toMatchObject({ points: 10 });
    await firm.engagement({ coaches: [coach], participants: [client] }, { status: "CANCELLED" });
    expect(await line("HISTORY")).toMatchObject({ points: 0 });
  });

  test("comes in the order of the scores, and after all others if excluded", async () => {
    const best = await firm.person(["COACH"], { name: "Bea" });
    const out = await firm.person(["COACH"], { name: "Otto" });
    await coachProfile({ languages: ["de"], capacity: 5 }, best);
    await coachProfile({ languages: ["de"], capacity: 0 }, out);
    expect((await candidates()).map(({ coach: each }) => each.name)).toEqual(["Bea", "Carla", "Otto"]);
  });

  test("is weighed as the program says, else as the firm does, else as usual", async () => {
    const programId = await program();
    const weights = async (of: object = {}) =>
      Object.fromEntries((await candidates(of))[0]!.lines.map((each: AnyData) => [each.criterion, each.weight]));
    expect(await weights()).toEqual({ LANGUAGE: 15, LOAD: 15, HISTORY: 10 });
    await done(manager, "setMatchWeights", { load: 40, history: 0 });
    expect(await weights({ program: programId })).toEqual({ LANGUAGE: 15, LOAD: 40 });
    const { matchWeights } = await done(
      manager,
      "setMatchWeights",
      { programId, language: 99 },
      { answer: "matchWeights { id load }" },
    );
    // It begins with what applied before.
    expect(matchWeights.load).toBe(40);
    expect(await weights({ program: programId })).toEqual({ LANGUAGE: 99, LOAD: 40 });
    expect(await weights()).toEqual({ LANGUAGE: 15, LOAD: 40 });
    await done(manager, "removeMatchWeights", { id: matchWeights.id });
    expect(await weights({ program: programId })).toEqual({ LANGUAGE: 15, LOAD: 40 });
    const nothing = { specialities: 0, industries: 0, language: 0, level: 0, load: 0, history: 0 };
    const { userErrors } = await mutate(manager, "setMatchWeights", nothing);
    expect(userErrors).toEqual([{ code: "NOTHING_COUNTS", field: null }]);
  });
});

describe("A coach is excluded", () => {
  test("who has a conflict of interest with the person or their organization, until it is removed", async () => {
    const declare = (other: object) =>
      mutate(
        manager,
        "createConflictOfInterest",
        { coachId: person(coach), ...other },
        { answer: "conflictOfInterest { id }" },
      );
    const withPerson = { personId: person(client) };
    const { conflictOfInterest } = await declare(withPerson);
    expect(await reasons()).toEqual(["CONFLICT_OF_INTEREST"]);
    expect((await declare(withPerson)).userErrors).toEqual([{ code: "ALREADY_DECLARED", field: null }]);
    await done(manager, "removeConflictOfInterest", { id: conflictOfInterest.id });
    expect(await reasons()).toEqual([]);
    const withTheirs = { organizationId: apiId("organization", organization) };
    await declare(withTheirs);
    expect(await reasons()).toEqual(["CONFLICT_OF_INTEREST"]);
    for (const both of [{}, { ...withPerson, ...withTheirs }])
      expect((await declare(both)).userErrors).toEqual([refusal("ONE_OF_BOTH", "personId")]);
    expect((await declare({ personId: person(coach) })).userErrors).toEqual([refusal("WITH_SELF", "personId")]);
    const ofClient = { coachId: person(client), personId: person(coach) };
    expect((await mutate(manager, "createConflictOfInterest", ofClient)).userErrors).toEqual([
      refusal("NOT_A_COACH", "coachId"),
    ]);
  });

  test("to whom the person reports, or who reports to the person, through others as well", async () => {
    const between = await firm.person(["CLIENT"]);
    await clientProfile({ managerId: person(between) });
    await clientProfile({ managerId: person(coach) }, between);
    expect(await reasons()).toEqual(["REPORTING_LINE"]);
    await clientProfile({ managerId: null });
    expect(await reasons()).toEqual([]);
    const both = await firm.person(["COACH", "CLIENT"], { name: "Bo" });
    await clientProfile({ managerId: person(client) }, both);
    const found = (await candidates()).find((each) => each.coach.name === "Bo")!;
    expect(found.exclusions).toEqual([
      { reason: "REPORTING_LINE", why: "Bo reports to the person, directly or through others." },
    ]);
  });

  test("who has all the engagements that they take, drafts included", async () => {
    await coachProfile({ capacity: 2 });
    await firm.engagement({ coaches: [coach] });
    await firm.engagement({ coaches: [coach] }, { status: "COMPLETED" });
    expect(await reasons()).toEqual([]);
    await firm.engagement({ coaches: [coach] }, { status: "DRAFT" });
    expect(await reasons()).toEqual(["AT_CAPACITY"]);
  });

  test("who does not take the kind, the format or the language, and not if they have not said so", async () => {
    const programId = await program();
    await coachProfile({ kinds: [], formats: [], languages: [] });
    expect(await reasons({ program: programId })).toEqual([]);
    await coachProfile({ kinds: ["MENTORING"], formats: ["TEAM"], languages: ["fr"] });
    expect(await reasons({ program: programId })).toEqual([
      "KIND_NOT_TAKEN",
      "FORMAT_NOT_TAKEN",
      "LANGUAGE_NOT_SPOKEN",
    ]);
    expect(await reasons()).toEqual(["LANGUAGE_NOT_SPOKEN"]);
  });

  test("who is not among the program's coaches, is in the engagement, or does not coach any more", async () => {
    const other = await firm.person(["COACH"]);
    const programId = await program({ coachIds: [person(other)] });
    expect(await reasons({ program: programId })).toEqual(["NOT_IN_PROGRAM"]);
    const engagement = apiId("engagement", await firm.engagement({ coaches: [coach], participants: [client] }));
    expect(await reasons({ engagement })).toEqual(["TAKES_PART"]);
    await coachProfile({ bio: "Gone" });
    await done(manager, "updatePerson", { id: person(coach), roles: ["CLIENT"] });
    expect(await reasons()).toEqual(["NOT_A_COACH"]);
  });
});

describe("Candidates, conflicts and weights", () => {
  test("are for those who run the practice alone", async () => {
    await done(manager, "createConflictOfInterest", { coachId: person(coach), personId: person(client) });
    await done(manager, "setMatchWeights", { load: 1 });
    for (const who of [
      coach,
      client,
      await firm.person(["SPONSOR"], { organization_id: organization }),
      await firm.person(["FINANCE"]),
    ]) {
      const viewer = await signedIn(firm, who);
      expect(await candidates({}, viewer)).toEqual([]);
      const text = "{ conflictsOfInterest(first: 9) { totalCount } matchWeights(first: 9) { totalCount } }";
      expect(await viewer.ask(text)).toEqual({
        conflictsOfInterest: { totalCount: 0 },
        matchWeights: { totalCount: 0 },
      });
    }
    const programManager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
    expect(await candidates({}, programManager)).toHaveLength(1);
  });

  test("are 1 to 100 at a time", async () => {
    const text = "query($id: ID!, $first: Int!) { matchCandidates(personId: $id, first: $first) { score } }";
    for (const first of [0, 101]) {
      const { errors } = await manager.send(text, { id: person(client), first });
      expect(errors).toMatchObject([{ message: `first is ${first}. Give 1 to 100.` }]);
    }
  });

  test("stay in their firm", async () => {
    const elsewhere = await FirmFactory.create(database.admin);
    const other = await signedIn(elsewhere, await elsewhere.person(["OWNER"]));
    await elsewhere.person(["COACH"]);
    expect(await candidates({}, other)).toEqual([]);
    // An engagement or a program of another firm is like one that does not exist.
    const engagement = apiId("engagement", await elsewhere.engagement({}));
    for (const of of [
      { engagement },
      { program: apiId("program", elsewhere.firmId) },
      { engagement, program: await program() },
    ])
      expect(await candidates(of)).toEqual([]);
  });
});
