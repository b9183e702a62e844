import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { argumentsOf, clearable, group, optional, read, required, usual, type ValuesOf } from "./inputs.js";
import { WrongType } from "./kind.js";
import {
  count,
  date,
  decimal,
  email,
  flag,
  idOf,
  instant,
  list,
  locale,
  longText,
  text,
  timeZone,
  wordOf,
} from "./kinds.js";

class Session {}
const Colour = { RED: "RED", BLUE: "BLUE" } as const;

const Window = group("TestWindowInput", "A window.", {
  startMinute: required(count(0, 1439), "Where it starts, {range}."),
  label: clearable(text(20), "What to call it."),
});

const everything = argumentsOf({
  title: required(text(10), "Its title, {range}."),
  notes: clearable(longText(50), "What else."),
  address: optional(email, "An e-mail address."),
  language: optional(locale, "A language."),
  zone: optional(timeZone, "A zone."),
  day: optional(date, "A day."),
  at: optional(instant, "A time."),
  most: usual(count(1, 100), 5, "How many, {range}."),
  isOpen: usual(flag, false, "Whether it is open."),
  colour: optional(wordOf(Colour), "A colour."),
  session: optional(idOf(Session), "The session."),
  windows: optional(list(Window, { most: 2 }), "Windows, {range}."),
});
type Everything = ValuesOf<typeof everything.fields>;

const flawsOf = (given: object) => {
  const { flaws = [] } = read(everything, { title: "x", ...given });
  return flaws.map(({ code, path, message }) => `${code} ${path.join(".")}: ${message}`);
};

describe("An input", () => {
  test("is read into the values that a command knows", () => {
    const given = {
      title: "  Growth ",
      notes: null,
      language: "EN-gb",
      at: "2027-03-01T09:00:00+01:00",
      windows: [{ startMinute: 5 }],
    };
    const expected: Everything = {
      title: "Growth",
      notes: null,
      language: "en-GB",
      at: new Date("2027-03-01T08:00:00Z"),
      most: 5,
      isOpen: false,
      windows: [{ startMinute: 5 }],
    };
    expect(read(everything, given)).toEqual({ value: expected });
  });

  test("survives the way to another service as JSON", () => {
    const texts = fc.string({ minLength: 1, maxLength: 5, unit: fc.constantFrom("a", "é", "字", "😀") });
    const optionally = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
    const inputs = fc.record({
      title: texts,
      notes: fc.option(texts, { nil: null }),
      zone: optionally(fc.constantFrom("Europe/London", "Asia/Tokyo")),
      day: optionally(fc.constantFrom("2027-02-28", "1999-12-31")),
      at: optionally(fc.date({ min: new Date("1900-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })),
      most: fc.integer({ min: 1, max: 100 }),
      isOpen: fc.boolean(),
      colour: optionally(fc.constantFrom("RED", "BLUE")),
      windows: optionally(fc.array(fc.record({ startMinute: fc.nat(1439) }), { maxLength: 2 })),
    });
    fc.assert(
      fc.property(inputs, (given) => {
        const here = read(everything, given);
        expect(here.flaws).toBeUndefined();
        expect(read(everything, JSON.parse(JSON.stringify(given)))).toEqual(here);
        expect(read(everything, JSON.parse(JSON.stringify(here.value)))).toEqual(here);
      }),
    );
  });

  test("tells everything that is wrong with it at once, each with its path", () => {
    const given = {
      title: "a title of many characters",
      address: "nobody",
      language: "not a language",
      most: 0,
      windows: [{ startMinute: 1440 }, { startMinute: 1, label: "two\nlines" }],
    };
    expect(flawsOf(given)).toEqual([
      "INVALID title: title has 26 characters: give 1 to 10.",
      'INVALID address: address is "nobody": give an e-mail address, such as name@firm.example.',
      'INVALID language: language is "not a language": give a language tag (BCP 47), such as en or pt-BR.',
      "INVALID most: most is 0; it must be 1 to 100.",
      "INVALID windows.0.startMinute: windows.0.startMinute is 1440; it must be 0 to 1,439.",
      expect.stringMatching(/^INVALID windows\.1\.label: windows\.1\.label contains the character U\+000A/),
    ]);
    expect(flawsOf({ windows: [{}, {}, {}] })).toEqual(["INVALID windows: windows has 3 entries; give at most 2."]);
    expect(flawsOf({ title: " \u200b" })).toEqual(["REQUIRED title: title is empty: give 1 to 10 characters."]);
    expect(flawsOf({ title: "a\u0000b" })).toEqual([expect.stringMatching(/^INVALID title: .* U\+0000/)]);
    expect(flawsOf({ title: "\ud83d" })).toEqual([expect.stringMatching(/^INVALID title: .*half a character/)]);
  });

  test("says how many entries a list has, and how many it can have", () => {
    const lists = argumentsOf({
      levels: optional(list(text(10), { least: 3, most: 3 }), "Levels."),
      names: optional(list(text(10), { least: 2 }), "Names."),
    });
    const messagesOf = (given: object) => read(lists, given).flaws?.map(({ code, message }) => `${code} ${message}`);
    expect(messagesOf({ levels: [], names: [] })).toEqual([
      "REQUIRED levels is empty: give exactly 3.",
      "REQUIRED names is empty: give at least 2.",
    ]);
    expect(messagesOf({ levels: ["a", "b"], names: ["a"] })).toEqual([
      "REQUIRED levels has 2 entries; give exactly 3.",
      "REQUIRED names has 1 entry; give at least 2.",
    ]);
    expect(messagesOf({ levels: ["a", "b", "c"], names: ["a", "b"] })).toBeUndefined();
  });

  test("knows null from what is absent: it clears a clearable field and is refused for any other", () => {
    expect(flawsOf({ notes: null })).toEqual([]);
    expect(flawsOf({ title: null })).toEqual(["REQUIRED title: title is null: give a value."]);
    expect(flawsOf({ day: null })).toEqual(["REQUIRED day: day is null: give a value, or leave it out."]);
    expect(flawsOf({ most: null })).toEqual(["REQUIRED most: most is null: give a value, or leave it out."]);
    expect(read(everything, { title: "x", notes: " " }).value).toMatchObject({ notes: null });
    expect(read(everything, { title: "x" }).value).not.toHaveProperty("notes");
  });

  test("knows which dates are a slip", () => {
    const days = argumentsOf({ endsOn: clearable(date, "The last day.") });
    expect(read(days, { endsOn: "2199-12-31" }).value).toEqual({ endsOn: "2199-12-31" });
    for (const endsOn of ["2200-01-01", "9999-12-31"]) {
      const { flaws } = read(days, { endsOn });
      expect(flaws).toMatchObject([{ code: "INVALID", path: ["endsOn"], message: expect.stringContaining("2199") }]);
    }
  });

  test("knows how large a number can be, of those too that GraphQL reads as infinity", () => {
    const { flaws } = read(argumentsOf({ target: required(decimal(-5, 5, 2), "A number.") }), {
      target: Number.POSITIVE_INFINITY,
    });
    expect(flaws).toMatchObject([{ code: "INVALID", message: "target is Infinity; it must be -5 to 5." }]);
  });

  test.each([
    ["a field that is not declared", { colours: "RED" }, /^colours must be left out/],
    ["another type", { most: "5" }, /^most must be a whole number/],
    ["a part of a number", { most: 1.5 }, /^most must be a whole number/],
    ["a word that there is not", { colour: "GREEN" }, /^colour must be one of RED, BLUE/],
    ["a word that every object has", { colour: "constructor" }, /^colour must be one of/],
    ["an instant without its zone", { at: "2027-03-01T09:00:00" }, /^at must be an instant/],
    ["a day that there is not", { day: "2027-02-30" }, /^day must be a date/],
    ["a zone that there is not", { zone: "Mars/Olympus" }, /^zone must be the name of an IANA time zone/],
    ["one value where a list is", { windows: {} }, /^windows must be a list/],
    ["a list where a group is", { windows: [[]] }, /^windows\.0 must be an object/],
    ["a field of a group that is not declared", { windows: [{ startMinute: 1, end: 2 }] }, /^windows\.0\.end must be/],
  ])("is not of its types with %s", (_, given, message) => {
    const reading = () => read(everything, { title: "x", ...given });
    expect(reading).toThrow(WrongType);
    expect(reading).toThrow(message);
  });
});

test("A command's values have the types that its fields declare", () => {
  const values = { title: "x", most: 1, isOpen: true } satisfies Everything;
  // @ts-expect-error: a required value is always there
  const withoutTitle: Everything = { most: 1, isOpen: true };
  // @ts-expect-error: what is optional is not null
  const nullDay: Everything = { ...values, day: null };
  // @ts-expect-error: a field that is not declared never reaches the command
  const unknown: Everything = { ...values, colours: "RED" };
  // @ts-expect-error: words are a closed set
  const green: Everything = { ...values, colour: "GREEN" };
  const cleared: Everything = { ...values, notes: null };
  expect([withoutTitle, nullDay, unknown, green, cleared]).toHaveLength(5);
});
