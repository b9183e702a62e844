import { beforeAll, describe, expect, test } from "@jest/globals";
import {
  type Declared,
  hasColumn,
  isArchivable,
  mutations,
  type Plain,
  read,
  type Settable,
  takenCode,
  type Verb,
} from "@coachwork/schema";
import { type AnyData, day, FirmFactory, type TestClient } from "@coachwork/testing";
import { exampleInput } from "../support/example-input.ts";
import { mutate, refusal } from "../support/mutate.ts";
import { sharedStage } from "../support/stage.ts";

const { database, signedIn } = await sharedStage();

type PlainMutation = Extract<Declared, { readonly plain: Plain }>;

const plainMutations = mutations.filter((mutation): mutation is PlainMutation => "plain" in mutation);
/** The mutations of types that are plain as a whole. Others, such as engagements, are only changed plainly. */
const byNoun = new Map(
  [...Map.groupBy(plainMutations, ({ plain }) => plain.noun)].filter(([, all]) =>
    all.some(({ plain }) => plain.verb === "created"),
  ),
);

let firm: FirmFactory;
let owner: TestClient;

beforeAll(async () => {
  firm = await FirmFactory.create(database.admin);
  owner = await signedIn(firm, await firm.person(["OWNER"]));
});

let made = 0;
const anotherText = () => `Plain ${(made += 1)}`;

const ofVerb = (noun: string, verb: Verb) => byNoun.get(noun)?.find(({ plain }) => plain.verb === verb);

/** Makes a record of this type, and those that it needs. */
async function make(noun: string, values: object = {}, by = owner): Promise<AnyData> {
  if (noun === "person") return makeCoach(by);
  if (noun === "program") return makeProgram(by);
  if (noun === "surveyTemplate") return makeSurveyTemplate(by);
  const create = ofVerb(noun, "created");
  if (!create) throw new Error(`Nothing creates a ${noun}: make one here.`);
  const ids = new Map<string, string>();
  for (const { names } of create.plain.settables.map(({ kind }) => kind())) {
    if (names) ids.set(names.name, (await make(lowerFirst(names.name), {}, by)).id);
  }
  const input = exampleInput(create, { idOf: (type) => ids.get(type)!, text: anotherText(), whole: true });
  const payload = await mutate(by, create.name, { ...input, ...values }, { answer: selectionOf(create.plain) });
  expect(payload.userErrors).toEqual([]);
  return payload[noun];
}

/** Somebody of whom records can be made. People are no plain records. */
async function makeCoach(by: TestClient): Promise<AnyData> {
  const email = `${anotherText().replace(" ", "-")}@plain.example`;
  const input = { name: anotherText(), email, roles: ["COACH"], timeZone: "UTC" };
  return (await mutate(by, "createPerson", input, { answer: "person { id }" })).person;
}

/** A program in use. Programs are no plain records. */
async function makeProgram(by: TestClient): Promise<AnyData> {
  const length = { allocationUnit: "SESSIONS", allocationAmount: 8, weeks: 26 };
  const terms = { kind: "COACHING", format: "INDIVIDUAL", ...length };
  const { program } = await mutate(
    by,
    "createProgram",
    { name: anotherText(), ...terms },
    { answer: "program { id }" },
  );
  await mutate(by, "activateProgram", { id: program.id }, { type: "ProgramMoveInput" });
  return program;
}

/** A survey template. Only its state changes plainly. */
async function makeSurveyTemplate(by: TestClient): Promise<AnyData> {
  const input = { title: anotherText(), privacy: "NAMED", questions: [{ label: "How was it?", kind: "NPS" }] };
  return (await mutate(by, "createSurveyTemplate", input, { answer: "surveyTemplate { id }" })).surveyTemplate;
}

const lowerFirst = (name: string) => `${name[0]!.toLowerCase()}${name.slice(1)}`;

/** What is read of a record: all that can be set, and its state. */
function selectionOf({ entity, noun, settables }: Plain): string {
  const state = ["version", "archivedAt"].filter((name) => hasColumn(entity, name));
  const set = settables.map(({ property, kind }) => (kind().names ? `${property.slice(0, -2)} { id }` : property));
  return `${noun} { ${["id", ...state, ...set].join(" ")} }`;
}

/** Does a plain mutation with a record; gives its payload. */
const apply = (noun: string, verb: Verb, input: object, by = owner) =>
  mutate(by, ofVerb(noun, verb)!.name, input, { answer: selectionOf(ofVerb(noun, "created")!.plain) });

/** The types of the events that name a record, in order. */
async function toldOf(noun: string, { id }: AnyData): Promise<string[]> {
  const uuid = String(id).slice(-32);
  const { rows } = await database.admin.query<{ type: string }>(
    "select type from event where firm_id = $1 and replace(ids->>$2, '-', '') = $3 order by seq",
    [firm.firmId, noun, uuid],
  );
  return rows.map(({ type }) => type);
}

const eventOf = (noun: string, verb: Verb) =>
  `${noun.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}.${verb}`;

/** Another value that will do, if there is one. */
function anotherValue({ kind }: Settable, value: unknown): unknown {
  const words = Object.keys(kind().type() as object);
  const texts = Array.isArray(value) && value.map(() => anotherText());
  const candidates = [anotherText(), Number(value) + 1, value !== true, day(400), texts, ...words];
  return candidates.find((each) => {
    try {
      return each !== value && read(kind(), each).flaws === undefined;
    } catch {
      return false;
    }
  });
}

/** The values that can be set of a record and are no ids. */
const valuesOf = (noun: string) => ofVerb(noun, "created")!.plain.settables.filter(({ kind }) => !kind().names);

test("each type of record that can be created can be changed, archived and restored", () => {
  const verbs = [...byNoun].map(([noun, all]) => [noun, all.map(({ plain }) => plain.verb).toSorted()]);
  expect(verbs).toEqual([...byNoun.keys()].map((noun) => [noun, ["archived", "created", "restored", "updated"]]));
  expect(verbs.length).toBeGreaterThan(2);
});

describe.each([...byNoun.keys()])("%s:", (noun) => {
  test("is created as it is given, and the log tells it", async () => {
    const values = exampleInput(ofVerb(noun, "created")!, { idOf: () => "", text: anotherText(), whole: true });
    const given = Object.fromEntries(valuesOf(noun).map(({ property }) => [property, values[property]]));
    const record = await make(noun, given);
    expect(record).toMatchObject({ ...given, version: 1, archivedAt: null });
    expect(await toldOf(noun, record)).toEqual([eventOf(noun, "created")]);
  });

  test("takes the usual value where none is given, and none where there need be none", async () => {
    const left = valuesOf(noun).filter(({ property }) => !isRequired(noun, property));
    const record = await make(noun, Object.fromEntries(left.map(({ property }) => [property, undefined])));
    for (const { property, usual } of left) expect([property, record[property]]).toEqual([property, usual ?? null]);
  });

  test("changes what is given of it, and nothing else", async () => {
    const record = await make(noun);
    let version = 1;
    // A last day is declared after the first, and has to be moved before it.
    for (const settable of valuesOf(noun)
      .toReversed()
      .filter(({ fixed }) => !fixed)) {
      const { property } = settable;
      const before = (await apply(noun, "updated", { id: record.id }))[noun];
      const value = anotherValue(settable, before[property]);
      expect([property, value]).not.toEqual([property, undefined]);
      const { [noun]: after, userErrors } = await apply(noun, "updated", { id: record.id, [property]: value });
      expect([property, userErrors, after]).toEqual([
        property,
        [],
        { ...before, [property]: value, version: (version += 1) },
      ]);
    }
    expect(await toldOf(noun, record)).toEqual([
      eventOf(noun, "created"),
      ...Array.from({ length: version - 1 }, () => eventOf(noun, "updated")),
    ]);
  });

  test("is left alone where all that is given holds already", async () => {
    const record = await make(noun);
    const changeable = valuesOf(noun).filter(({ fixed }) => !fixed);
    const same = Object.fromEntries(changeable.map(({ property }) => [property, record[property]]));
    const { [noun]: after, userErrors } = await apply(noun, "updated", { id: record.id, ...same });
    expect([userErrors, after]).toEqual([[], record]);
    expect(await toldOf(noun, record)).toEqual([eventOf(noun, "created")]);
  });

  test("loses what need not be there with null, and refuses null for all else", async () => {
    const record = await make(noun);
    for (const { property } of valuesOf(noun).filter(({ fixed }) => !fixed)) {
      const { [noun]: after, userErrors } = await apply(noun, "updated", { id: record.id, [property]: null });
      if (isClearable(noun, property)) expect([property, userErrors, after[property]]).toEqual([property, [], null]);
      else expect([property, userErrors]).toEqual([property, [refusal("REQUIRED", property)]]);
    }
  });

  test("is not overwritten by somebody who has not seen its last change", async () => {
    const record = await make(noun);
    const settable = valuesOf(noun).find(({ fixed }) => !fixed)!;
    const change = async (version: number) => {
      const value = anotherValue(settable, record[settable.property]);
      return apply(noun, "updated", { id: record.id, [settable.property]: value, version });
    };
    const { [noun]: after, userErrors } = await change(1);
    expect(userErrors).toEqual([]);
    for (const version of [1, 3]) {
      expect(await change(version)).toEqual({ [noun]: null, userErrors: [refusal("CONFLICT", "version")] });
    }
    expect((await apply(noun, "updated", { id: record.id, version: 2 }))[noun]).toEqual(after);
  });

  test("has for itself what only one can have", async () => {
    for (const { property } of valuesOf(noun).filter(({ taken }) => taken)) {
      const first = await make(noun);
      const input = { ...exampleInput(ofVerb(noun, "created")!, { idOf: () => "" }), ...asInput(noun, first) };
      const expected = { [noun]: null, userErrors: [refusal(takenCode(property), property)] };
      expect(await apply(noun, "created", input)).toEqual(expected);
      const beside = await make(noun, sameParents(noun, first));
      expect(await apply(noun, "updated", { id: beside.id, [property]: first[property] })).toEqual(expected);
    }
  });

  test("is archived, and restored, once", async () => {
    const { id } = await make(noun);
    const { [noun]: archived } = await apply(noun, "archived", { id });
    expect(Date.parse(archived.archivedAt)).toBeGreaterThan(Date.now() - 60_000);
    expect((await apply(noun, "archived", { id }))[noun]).toEqual(archived);
    const { [noun]: restored } = await apply(noun, "restored", { id });
    expect(restored.archivedAt).toBeNull();
    expect((await apply(noun, "restored", { id }))[noun]).toEqual(restored);
    expect(await toldOf(noun, { id })).toEqual(
      (["created", "archived", "restored"] as const).map((verb) => eventOf(noun, verb)),
    );
  });

  test("is changed by those whom its mutations name, and is nobody's of another firm", async () => {
    const record = await make(noun);
    const client = await signedIn(firm, await firm.person(["CLIENT"]));
    const elsewhere = await FirmFactory.create(database.admin);
    const stranger = await signedIn(elsewhere, await elsewhere.person(["OWNER"]));
    for (const verb of ["updated", "archived", "restored"] as const) {
      const [hidden, forbidden] = [
        await apply(noun, verb, { id: record.id }, stranger),
        await apply(noun, verb, { id: record.id }, client),
      ];
      expect([verb, hidden.userErrors]).toEqual([verb, [refusal("NOT_FOUND", "id")]]);
      expect([verb, forbidden.userErrors]).toEqual([verb, [{ code: "FORBIDDEN", field: null }]]);
    }
    expect(await toldOf(noun, record)).toEqual([eventOf(noun, "created")]);
  });
});

const isRequired = (noun: string, property: string) =>
  ofVerb(noun, "created")!.input.fields[property]!.mode === "required";

const isClearable = (noun: string, property: string) =>
  ofVerb(noun, "updated")!.input.fields[property]!.mode === "clearable";

/** The ids of a record's parents, as an input takes them. */
function sameParents(noun: string, record: AnyData): Record<string, string> {
  const { settables } = ofVerb(noun, "created")!.plain;
  const parents = settables.filter(({ kind }) => kind().names).map(({ property }) => property);
  return Object.fromEntries(parents.map((property) => [property, record[property.slice(0, -2)].id]));
}

/** A record as an input of `creates`. */
function asInput(noun: string, record: AnyData): Record<string, unknown> {
  const values = valuesOf(noun).map(({ property }) => [property, record[property]]);
  return { ...Object.fromEntries(values), ...sameParents(noun, record) };
}

test("a record that is archived is not chosen for another", async () => {
  let chosen = 0;
  for (const { name, input, plain } of plainMutations.filter(({ plain: { verb } }) => verb === "created")) {
    const choices = plain.settables.filter(({ kind }) => kind().names && isArchivable(kind().names!));
    for (const { property, kind } of choices) {
      const parentType = kind().names!.name;
      const parent = await make(lowerFirst(parentType));
      expect((await mutate(owner, `archive${parentType}`, { id: parent.id })).userErrors).toEqual([]);
      const others = new Map<string, string>();
      for (const { names } of plain.settables.map((settable) => settable.kind()))
        if (names) others.set(names.name, (await make(lowerFirst(names.name))).id);
      const example = exampleInput({ input }, { idOf: (type) => others.get(type)!, text: anotherText() });
      const values = { ...example, [property]: parent.id };
      expect((await mutate(owner, name, values)).userErrors).toEqual([refusal("ARCHIVED", property)]);
      chosen += 1;
    }
  }
  expect(chosen).toBeGreaterThan(0);
});
