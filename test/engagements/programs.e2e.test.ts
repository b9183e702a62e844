import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let manager: TestClient;
let coach: string;
let client: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  [coach, client] = [await firm.person(["COACH"]), await firm.person(["CLIENT"])];
});

const coaching = {
  ...{ name: "First-time leaders", kind: "COACHING", format: "INDIVIDUAL" },
  ...{ allocationUnit: "SESSIONS", allocationAmount: 8, weeks: 26 },
};
const mentoring = { name: "Buddies", kind: "MENTORING", format: "INDIVIDUAL", mentoringForm: "INFORMAL" };

const answer = `program { id name status kind format mentoringForm allocationUnit allocationAmount weeks
  anyCoach chemistry mostInterviews needsApproval version coaches { person { id } } }`;
const person = (id: string) => apiId("person", id);
const create = (input: object) => mutate(manager, "createProgram", input, { answer });
const change = (input: object) => mutate(manager, "updateProgram", input, { answer });
const choose = (id: string, coachIds: readonly string[] | null) =>
  mutate(manager, "setProgramCoaches", { id, coachIds }, { answer });
const move = (name: string, id: string, by = manager) =>
  mutate(by, name, { id }, { answer: "program { status }", type: "ProgramMoveInput" });

async function made(input: object = coaching, status: "DRAFT" | "ACTIVE" | "ARCHIVED" = "ACTIVE"): Promise<string> {
  const { program, userErrors } = await create(input);
  expect(userErrors).toEqual([]);
  if (status !== "DRAFT") await move("activateProgram", program.id);
  if (status === "ARCHIVED") await move("archiveProgram", program.id);
  return program.id;
}

const terms = "engagement { id kind format mentoringForm allocationUnit allocationAmount endsOn program { id } }";
const engage = (programId: string, input: object = {}) => {
  const given = { programId, title: "Of a program", startsOn: "2027-03-01", ...input };
  return mutate(manager, "createEngagement", given, { answer: terms });
};

describe("a program", () => {
  test("is designed as a draft, with what was not said as usual", async () => {
    const { program, userErrors } = await create(coaching);
    expect(userErrors).toEqual([]);
    const usual = { anyCoach: true, chemistry: "OPTIONAL", mostInterviews: null, needsApproval: false, coaches: [] };
    expect(program).toMatchObject({ ...coaching, ...usual, status: "DRAFT", mentoringForm: null, version: 1 });
    expect(await create(coaching)).toMatchObject({ program: null, userErrors: [refusal("NAME_TAKEN", "name")] });
  });

  test.each([
    ["coaching without a length", { ...coaching, weeks: null }, "NEEDS_WEEKS", "weeks"],
    [
      "coaching without an allocation",
      { ...coaching, allocationUnit: null, allocationAmount: null },
      "NEEDS_ALLOCATION",
      "allocationAmount",
    ],
    ["coaching with a form", { ...coaching, mentoringForm: "FORMAL" }, "NO_MENTORING_FORM", "mentoringForm"],
    ["mentoring without a form", { ...mentoring, mentoringForm: null }, "NEEDS_MENTORING_FORM", "mentoringForm"],
    ["formal mentoring without a length", { ...mentoring, mentoringForm: "FORMAL" }, "NEEDS_WEEKS", "weeks"],
    [
      "informal mentoring with an allocation",
      { ...mentoring, allocationUnit: "HOURS", allocationAmount: 9 },
      "NO_ALLOCATION",
      "allocationAmount",
    ],
    ["an amount without a unit", { ...coaching, allocationUnit: null }, "REQUIRED", "allocationUnit"],
    [
      "interviews without chemistry sessions",
      { ...coaching, chemistry: "NONE", mostInterviews: 3 },
      "NO_CHEMISTRY",
      "mostInterviews",
    ],
  ])("is refused: %s", async (_, input, code, field) => {
    expect(await create(input)).toEqual({ program: null, userErrors: [refusal(code, field)] });
  });

  test("keeps to its kind when it is changed", async () => {
    const id = await made();
    expect(await change({ id, weeks: null })).toMatchObject({ userErrors: [refusal("NEEDS_WEEKS", "weeks")] });
    expect(await change({ id, weeks: 30, chemistry: "REQUIRED", mostInterviews: 3 })).toMatchObject({
      program: { weeks: 30, chemistry: "REQUIRED", mostInterviews: 3 },
    });
    expect(await change({ id, chemistry: "NONE" })).toMatchObject({
      userErrors: [refusal("NO_CHEMISTRY", "mostInterviews")],
    });
    expect(await change({ id, weeks: 31, version: 1 })).toMatchObject({ userErrors: [refusal("CONFLICT", "version")] });
  });

  test.each([
    ["DRAFT", "activateProgram", "ACTIVE"],
    ["ACTIVE", "activateProgram", undefined],
    ["ARCHIVED", "activateProgram", undefined],
    ["DRAFT", "archiveProgram", "ARCHIVED"],
    ["ACTIVE", "archiveProgram", "ARCHIVED"],
    ["ARCHIVED", "archiveProgram", undefined],
  ] as const)("that is %s answers to %s", async (status, name, then) => {
    const id = await made(coaching, status);
    const refused = { program: null, userErrors: [refusal("WRONG_STATUS", "id")] };
    expect(await move(name, id)).toEqual(then ? { program: { status: then }, userErrors: [] } : refused);
  });

  test("that is archived stays as it is", async () => {
    const id = await made(coaching, "ARCHIVED");
    const refused = { userErrors: [refusal("WRONG_STATUS", "id")] };
    expect(await change({ id, weeks: 3 })).toMatchObject(refused);
    expect(await choose(id, [person(coach)])).toMatchObject(refused);
  });

  test("is for coaches and clients to see who are in an engagement of it, without its design", async () => {
    const { program } = await create({ ...coaching, coachIds: [person(coach)] });
    await move("activateProgram", program.id);
    const query =
      "query($id: ID!) { program(id: $id) { name weeks anyCoach chemistry version coaches { person { id } } } }";
    const seen = async (who: string) => (await (await signedIn(firm, who)).ask(query, { id: program.id })).program;
    expect(await seen(coach)).toBeNull();
    const people = { coachIds: [person(coach)], participantIds: [person(client)], startsOn: day(0) };
    expect(await engage(program.id, people)).toMatchObject({ userErrors: [] });
    const known = { name: coaching.name, weeks: 26 };
    const hidden = { anyCoach: null, chemistry: null, version: null, coaches: [] };
    for (const who of [coach, client]) expect(await seen(who)).toEqual({ ...known, ...hidden });
    expect(await seen(await firm.person(["FINANCE"]))).toEqual({ ...known, ...hidden });
    expect(await seen(await firm.person(["SPONSOR"]))).toBeNull();
    const { userErrors } = await mutate(await signedIn(firm, coach), "updateProgram", { id: program.id, weeks: 1 });
    expect(userErrors).toMatchObject([{ code: "FORBIDDEN" }]);
  });
});

describe("who may coach in it", () => {
  test("is chosen, or everybody who coaches for the firm", async () => {
    const { program } = await create({ ...coaching, coachIds: [person(coach)] });
    expect(program).toMatchObject({ anyCoach: false, coaches: [{ person: { id: person(coach) } }] });
    const second = await firm.person(["COACH"]);
    expect(await choose(program.id, [person(second)])).toMatchObject({
      program: { anyCoach: false, coaches: [{ person: { id: person(second) } }], version: 2 },
    });
    expect(await choose(program.id, null)).toMatchObject({ program: { anyCoach: true, coaches: [] } });
  });

  test.each([
    ["somebody who does not coach", () => [person(client)], "NOT_A_COACH", "coachIds.0"],
    ["somebody twice", () => [person(coach), person(coach)], "NAMED_TWICE", "coachIds.1"],
    ["nobody", () => [], "REQUIRED", "coachIds"],
    ["an unknown id", () => [person(coach), person(firm.firmId)], "NOT_FOUND", "coachIds.1"],
  ])("is not %s", async (_, coachIds, code, field) => {
    const error = { code, field: ["input", ...field.split(".")] };
    expect(await create({ ...coaching, coachIds: coachIds() })).toEqual({ program: null, userErrors: [error] });
  });

  test("holds for every coach who is given to an engagement of it", async () => {
    const id = await made({ ...coaching, coachIds: [person(coach)] });
    const second = await firm.person(["COACH"]);
    const error = { code: "NOT_IN_PROGRAM", field: ["input", "coachIds", "0"] };
    expect(await engage(id, { coachIds: [person(second)] })).toMatchObject({ userErrors: [error] });
    const { engagement } = await engage(id, { coachIds: [person(coach)] });
    const add = () => {
      const input = { engagementId: engagement.id, personId: person(second) };
      return mutate(manager, "addEngagementCoach", input, { type: "AddToEngagementInput" });
    };
    expect(await add()).toEqual({ userErrors: [refusal("NOT_IN_PROGRAM", "personId")] });
    await choose(id, [person(coach), person(second)]);
    expect(await add()).toEqual({ userErrors: [] });
  });
});

describe("an engagement of a program", () => {
  test("takes the program's terms, and its last day from the length", async () => {
    const id = await made();
    const { name: _, weeks: __, ...copied } = coaching;
    expect((await engage(id)).engagement).toMatchObject({ ...copied, endsOn: "2027-08-29", program: { id } });
    const open = await made(mentoring);
    expect((await engage(open)).engagement).toMatchObject({ mentoringForm: "INFORMAL", endsOn: null });
  });

  test("takes what is given instead", async () => {
    const id = await made();
    const given = { allocationUnit: "HOURS", allocationAmount: 3, endsOn: "2027-04-01" };
    expect((await engage(id, given)).engagement).toMatchObject({ kind: "COACHING", ...given });
  });

  test("cannot be of another kind or format, or break the rules of its kind", async () => {
    const id = await made();
    const refused = async (input: object) => (await engage(id, input)).userErrors;
    expect(await refused({ kind: "MENTORING" })).toEqual([refusal("OTHER_IN_PROGRAM", "kind")]);
    expect(await refused({ format: "GROUP" })).toEqual([refusal("OTHER_IN_PROGRAM", "format")]);
    expect(await refused({ kind: "COACHING", format: "INDIVIDUAL" })).toEqual([]);
    expect(await refused({ endsOn: null })).toEqual([refusal("NEEDS_END", "endsOn")]);
    const { userErrors } = await mutate(manager, "createEngagement", { title: "Alone", startsOn: "2027-03-01" });
    expect(userErrors).toEqual([refusal("REQUIRED", "kind")]);
  });

  test.each(["DRAFT", "ARCHIVED"] as const)("is not created while the program is %s", async (status) => {
    const refused = { engagement: null, userErrors: [refusal("PROGRAM_NOT_ACTIVE", "programId")] };
    expect(await engage(await made(coaching, status))).toEqual(refused);
  });

  test("stays as it is when the program changes or is archived", async () => {
    const id = await made();
    const { engagement } = await engage(id);
    const { userErrors } = await change({ id, allocationUnit: "HOURS", allocationAmount: 99, weeks: 1, name: "Other" });
    expect(userErrors).toEqual([]);
    await move("archiveProgram", id);
    const query = `query($id: ID!) { ${terms.replace("engagement", "engagement(id: $id)")} }`;
    expect((await manager.ask(query, { id: engagement.id })).engagement).toEqual(engagement);
  });

  test("is found by its program", async () => {
    const id = await made();
    const { engagement } = await engage(id);
    await engage(await made(mentoring));
    const query = "query($id: ID!) { engagements(first: 9, filter: { programId: $id }) { nodes { id } } }";
    expect((await manager.ask(query, { id })).engagements.nodes).toEqual([{ id: engagement.id }]);
  });
});

test("programs are listed by status, kind and format", async () => {
  const [active, draft] = [await made(), await made(mentoring, "DRAFT")];
  const list = async (filter: object): Promise<string[]> => {
    const query = "query($filter: ProgramFilter) { programs(first: 9, filter: $filter) { nodes { id } } }";
    return (await manager.ask(query, { filter })).programs.nodes.map(({ id }: AnyData) => id);
  };
  expect(await list({})).toEqual([draft, active]);
  expect(await list({ status: "ACTIVE" })).toEqual([active]);
  expect(await list({ kind: "MENTORING" })).toEqual([draft]);
  expect(await list({ format: "TEAM" })).toEqual([]);
});

test("whoever is erased or merged is chosen no more, or once", async () => {
  const owner = await signedIn(firm, await firm.person(["OWNER"]));
  const [second, third] = [await firm.person(["COACH"]), await firm.person(["COACH"])];
  const id = await made({ ...coaching, coachIds: [coach, second, third].map(person) });
  await mutate(owner, "deactivatePerson", { personId: person(third) });
  expect(await mutate(owner, "erasePerson", { personId: person(third) })).toEqual({ userErrors: [] });
  const merge = { keepId: person(coach), duplicateId: person(second) };
  const report = "moved { kind count } resolved { kind count }";
  expect(await mutate(owner, "mergePeople", merge, { answer: report })).toMatchObject({
    userErrors: [],
    resolved: [
      { kind: "PROGRAMS", count: 1 },
      { kind: "ROLES", count: 1 },
    ],
  });
  const query = "query($id: ID!) { program(id: $id) { coaches { person { id } } } }";
  expect((await manager.ask(query, { id })).program.coaches).toEqual([{ person: { id: person(coach) } }]);
});
