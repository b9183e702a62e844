import { beforeEach, describe, expect, test } from "@jest/globals";
import { type AnyData, apiId, FirmFactory, type TestClient } from "@coachwork/testing";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

let firm: FirmFactory;
let admin: TestClient;
let carla: string;
let coach: TestClient;
let personId: string;

beforeEach(async () => {
  firm = await FirmFactory.create(database.admin);
  admin = await signedIn(firm, await firm.person(["ADMIN"]));
  carla = await firm.person(["COACH"], { name: "Carla" });
  coach = await signedIn(firm, carla);
  personId = apiId("person", carla);
});

const profile = `coachProfile { id bio languages industries kinds formats affiliation capacity
  hourlyRateAmount hourlyRateCurrency version specialities { speciality { name archivedAt } } }`;

const set = (by: TestClient, input: object) =>
  mutate(by, "setCoachProfile", { personId, ...input }, { answer: profile });

async function speciality(name: string): Promise<string> {
  const { speciality: made } = await mutate(admin, "createSpeciality", { name }, { answer: "speciality { id }" });
  return made.id;
}

const namesOf = ({ specialities }: AnyData) => specialities.map((each: AnyData) => each.speciality.name);

/** The names of the people whom somebody finds. */
async function found(by: TestClient, filter: object): Promise<string[]> {
  const { people } = await by.ask(
    "query($filter: PersonFilter) { people(first: 9, filter: $filter) { nodes { name } } }",
    {
      filter,
    },
  );
  return people.nodes.map(({ name }: AnyData) => name);
}

describe("the profile of a coach", () => {
  test("is written whole by an admin, and read with the person", async () => {
    const [change, boards] = [await speciality("Change of career"), await speciality("Boards")];
    const whole = {
      bio: "Twenty years in hospitals.",
      languages: ["en-gb", "de", "EN-GB"],
      specialityIds: [change, boards],
      industries: ["Health", "Public sector", "Health"],
      kinds: ["COACHING"],
      formats: ["INDIVIDUAL", "TEAM"],
      affiliation: "EXTERNAL",
      capacity: 8,
      hourlyRate: { amount: 15_000, currency: "eur" },
    };
    const { coachProfile, userErrors } = await set(admin, whole);
    expect(userErrors).toEqual([]);
    const kept = {
      ...{ bio: whole.bio, languages: ["en-GB", "de"], industries: ["Health", "Public sector"] },
      ...{ kinds: whole.kinds, formats: whole.formats, affiliation: "EXTERNAL", capacity: 8 },
      ...{ hourlyRateAmount: 15_000, hourlyRateCurrency: "EUR", version: 1 },
      specialities: ["Boards", "Change of career"].map((name) => ({ speciality: { name, archivedAt: null } })),
    };
    expect(coachProfile).toMatchObject(kept);
    const read = await admin.ask(
      `query($id: ID!) { person(id: $id) { ${profile} } node(id: "${coachProfile.id}") { id } }`,
      {
        id: personId,
      },
    );
    expect(read).toEqual({ person: { coachProfile }, node: { id: coachProfile.id } });
  });

  test("is null as long as nobody has written it", async () => {
    const { person } = await admin.ask(`query($id: ID!) { person(id: $id) { ${profile} } }`, { id: personId });
    expect(person).toEqual({ coachProfile: null });
  });

  test("is the coach's to write as far as it is about them, and keeps what is not given", async () => {
    await set(admin, { capacity: 3, industries: ["Law"] });
    const boards = await speciality("Boards");
    const { coachProfile, userErrors } = await set(coach, { bio: "Hello", languages: ["pt"], specialityIds: [boards] });
    expect([userErrors, coachProfile]).toEqual([
      [],
      expect.objectContaining({ bio: "Hello", languages: ["pt"], capacity: 3, industries: ["Law"], version: 2 }),
    ]);
    for (const [field, value] of Object.entries({
      ...{ industries: ["Space"], kinds: ["MENTORING"], formats: ["GROUP"], affiliation: "INTERNAL", capacity: 9 },
      ...{ hourlyRate: { amount: 1, currency: "EUR" } },
    })) {
      const refused = await set(coach, { bio: "Changed", [field]: value });
      expect([field, refused.userErrors]).toEqual([field, [refusal("FORBIDDEN", field)]]);
    }
    expect((await set(admin, { bio: null })).coachProfile).toMatchObject({ bio: null, capacity: 3, version: 3 });
  });

  test("is nobody else's to write", async () => {
    const other = await firm.person(["COACH"]);
    const client = await firm.person(["CLIENT"]);
    await firm.engagement({ coaches: [other, carla], participants: [client] });
    const fellow = await signedIn(firm, other);
    expect((await set(fellow, { bio: "Not mine" })).userErrors).toEqual([refusal("FORBIDDEN", "personId")]);
    const manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER", "CLIENT"]));
    expect((await set(manager, { bio: "Not mine" })).userErrors).toEqual([{ code: "FORBIDDEN", field: null }]);
    const elsewhere = await FirmFactory.create(database.admin);
    const stranger = await signedIn(elsewhere, await elsewhere.person(["OWNER"]));
    expect((await set(stranger, { bio: "Not mine" })).userErrors).toEqual([refusal("NOT_FOUND", "personId")]);
  });

  test("is for coaches", async () => {
    const client = apiId("person", await firm.person(["CLIENT"]));
    expect((await set(admin, { personId: client, bio: "Hello" })).userErrors).toEqual([
      refusal("NOT_A_COACH", "personId"),
    ]);
  });

  test.each([
    ["a language that is none", { languages: ["en", "not a language"] }, "languages.1"],
    ["a currency that is none", { hourlyRate: { amount: 100, currency: "EURO" } }, "hourlyRate.currency"],
    ["a rate below nothing", { hourlyRate: { amount: -1, currency: "EUR" } }, "hourlyRate.amount"],
    ["a capacity below nothing", { capacity: -1 }, "capacity"],
    ["an industry of two lines", { industries: ["Law\nand order"] }, "industries.0"],
  ])("refuses %s, and writes nothing", async (_, input, path) => {
    const { coachProfile, userErrors } = await set(admin, { bio: "Hello", ...input });
    expect([coachProfile, userErrors]).toEqual([null, [{ code: "INVALID", field: ["input", ...path.split(".")] }]]);
    expect(await database.admin.query("select from coach_profile where firm_id = $1", [firm.firmId])).toMatchObject({
      rowCount: 0,
    });
  });

  test("is not overwritten by somebody who has not seen its last change", async () => {
    expect((await set(admin, { bio: "First", version: 1 })).userErrors).toEqual([refusal("CONFLICT", "version")]);
    await set(admin, { bio: "First" });
    await set(coach, { bio: "Second", version: 1 });
    expect((await set(admin, { bio: "Third", version: 1 })).userErrors).toEqual([refusal("CONFLICT", "version")]);
    const { coachProfile } = await set(admin, { specialityIds: [await speciality("Boards")], version: 2 });
    expect(coachProfile).toMatchObject({ bio: "Second", version: 3 });
  });

  test("keeps a speciality that was archived, which cannot be chosen again", async () => {
    const [boards, law] = [await speciality("Boards"), await speciality("Law")];
    await set(coach, { specialityIds: [boards, law] });
    await mutate(admin, "archiveSpeciality", { id: boards });
    const { coachProfile } = await set(coach, { specialityIds: [boards] });
    expect(namesOf(coachProfile)).toEqual(["Boards"]);
    await set(coach, { specialityIds: [law] });
    expect((await set(coach, { specialityIds: [law, boards] })).userErrors).toEqual([
      { code: "ARCHIVED", field: ["input", "specialityIds", "1"] },
    ]);
    await mutate(admin, "restoreSpeciality", { id: boards });
    expect(namesOf((await set(coach, { specialityIds: [law, boards] })).coachProfile)).toEqual(["Boards", "Law"]);
  });

  test("is told in the log, and removed with its specialities by an admin", async () => {
    const { coachProfile } = await set(coach, { bio: "Hello", specialityIds: [await speciality("Boards")] });
    const id = coachProfile.id as string;
    expect((await mutate(coach, "removeCoachProfile", { id })).userErrors).toEqual([
      { code: "FORBIDDEN", field: null },
    ]);
    const removed = await mutate(
      admin,
      "removeCoachProfile",
      { id },
      { answer: "person { name coachProfile { id } }" },
    );
    expect(removed).toEqual({ person: { name: "Carla", coachProfile: null }, userErrors: [] });
    expect((await mutate(admin, "removeCoachProfile", { id })).userErrors).toEqual([refusal("NOT_FOUND", "id")]);
    const { rows } = await database.admin.query<{ type: string; ids: object }>(
      "select type, ids from event where firm_id = $1 and type like 'coach_profile%' order by seq",
      [firm.firmId],
    );
    const ids = { person: carla, coachProfile: expect.any(String) };
    expect(rows).toEqual(["coach_profile.set", "coach_profile.removed"].map((type) => ({ type, ids })));
  });
});

describe("coaches are found", () => {
  beforeEach(async () => {
    const marc = apiId("person", await firm.person(["COACH"], { name: "Marc" }));
    const boards = await speciality("Boards");
    await set(admin, {
      languages: ["en-GB", "de"],
      specialityIds: [boards],
      kinds: ["COACHING"],
      affiliation: "EXTERNAL",
    });
    await set(admin, { personId: marc, languages: ["den"], kinds: ["COACHING", "MENTORING"], formats: ["GROUP"] });
  });

  test.each([
    ["language", "de", ["Carla"]],
    ["language", "EN", ["Carla"]],
    ["language", "en-us", []],
    ["kindTaken", "COACHING", ["Carla", "Marc"]],
    ["kindTaken", "MENTORING", ["Marc"]],
    ["formatTaken", "GROUP", ["Marc"]],
    ["affiliation", "EXTERNAL", ["Carla"]],
  ])("by %s %s: %j", async (field, value, names) => {
    expect(await found(admin, { [field]: value })).toEqual(names);
  });

  test("by speciality, together with anything else", async () => {
    const { specialities } = await admin.ask("{ specialities(first: 9) { nodes { id name } } }");
    const [{ id, name }] = specialities.nodes;
    expect([name, await found(admin, { specialityId: id, language: "en" })]).toEqual(["Boards", ["Carla"]]);
    expect(await found(admin, { specialityId: id, kindTaken: "MENTORING" })).toEqual([]);
  });

  test("as long as they coach", async () => {
    await mutate(admin, "updatePerson", { id: personId, roles: ["CLIENT"] });
    expect(await found(admin, { kindTaken: "COACHING" })).toEqual(["Marc"]);
  });

  test("by clients among their own, and by finance not at all", async () => {
    const client = await firm.person(["CLIENT"]);
    await firm.engagement({ coaches: [carla], participants: [client] });
    expect(await found(await signedIn(firm, client), { kindTaken: "COACHING" })).toEqual(["Carla"]);
    expect(await found(await signedIn(firm, await firm.person(["FINANCE"])), { kindTaken: "COACHING" })).toEqual([]);
  });
});

test("specialities are listed by name, those to choose apart from the archived ones, and managed by admins", async () => {
  const manager = await signedIn(firm, await firm.person(["PROGRAM_MANAGER"]));
  expect((await mutate(manager, "createSpeciality", { name: "Boards" })).userErrors).toEqual([
    { code: "FORBIDDEN", field: null },
  ]);
  await speciality("Law");
  await mutate(admin, "archiveSpeciality", { id: await speciality("Boards") });
  const list = (isArchived: boolean) =>
    coach.ask(`{ specialities(first: 9, filter: { isArchived: ${isArchived} }) { nodes { name } } }`);
  expect([await list(false), await list(true)]).toEqual([
    { specialities: { nodes: [{ name: "Law" }] } },
    { specialities: { nodes: [{ name: "Boards" }] } },
  ]);
});
