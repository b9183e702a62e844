import type { Entity } from "@coachwork/reader";
import type { GraphQLScalarType } from "graphql";
import { ID, Int } from "type-graphql";
import { z } from "zod";
import { CalendarDate, DateTime, TimeZone } from "./scalars.js";
import { flawOfName, flawOfText, isBlank, quoted } from "./text-flaw.js";

/**
 * What a value of an input, a filter or an argument may be: one rule, its prose and its check. Values come as GraphQL has
 * read them, or as JSON from another service.
 */
export interface Kind<T> {
  /** The GraphQL type, as type-graphql takes it. */
  readonly type: () => unknown;
  /** A value that will do, as JSON; none for an id, which names an object that there is. */
  readonly example?: unknown;
  /** What holds of every value: it takes the place of `{range}` in a field's description. */
  readonly range?: string;
  /** For an id: the type of the object that it names. */
  readonly names?: Entity;
  /** For a list: what its elements are. */
  readonly element?: Kind<unknown>;
  /** For a text: whether it says nothing, so that it stands for none where there need be none. */
  readonly isBlank?: (given: unknown) => boolean;
  /** The value as commands know it; undefined where something is wrong with it, which is told to `reading`. */
  readonly read: (given: unknown, reading: Reading) => T | undefined;
}

/** What is wrong with a value. `path` is where it stands in the input. */
export interface Flaw {
  readonly code: "REQUIRED" | "INVALID";
  readonly path: readonly string[];
  readonly message: string;
}

/** A value is not even of its GraphQL type. GraphQL lets no such value through, so another service has sent it. */
export class WrongType extends TypeError {
  override readonly name = "WrongType";

  constructor(path: readonly string[], wanted: string) {
    super(`${path.join(".") || "The input"} must be ${wanted}.`);
  }
}

/** The reading of one input: notes everything that is wrong with it, so that all of it is told at once. */
export class Reading {
  constructor(
    readonly flaws: Flaw[] = [],
    readonly path: readonly string[] = [],
  ) {}

  at(step: string | number): Reading {
    return new Reading(this.flaws, [...this.path, String(step)]);
  }

  /** The path as messages write it. */
  get field(): string {
    return this.path.join(".");
  }

  wrong(code: Flaw["code"], message: string): undefined {
    this.flaws.push({ code, path: this.path, message });
    return undefined;
  }

  wrongType(wanted: string): never {
    throw new WrongType(this.path, wanted);
  }
}

/** A single line of text that can be seen, without the white space around it; in characters as PostgreSQL counts them. */
export function text(most: number): Kind<string> {
  return textOf(most, flawOfName);
}

/** As `text`, of any number of lines. */
export function longText(most: number): Kind<string> {
  return textOf(most, flawOfText);
}

function textOf(most: number, flawOf: (given: string) => string | undefined): Kind<string> {
  return {
    type: () => String,
    range: `1 to ${grouped(most)} characters`,
    example: "Example",
    isBlank: (given) => typeof given === "string" && isBlank(given),
    read(given, reading) {
      const value = stringOf(given, reading).trim();
      const { field } = reading;
      if (isBlank(value)) return reading.wrong("REQUIRED", `${field} is empty: give 1 to ${grouped(most)} characters.`);
      const { length } = [...value];
      if (length > most)
        return reading.wrong("INVALID", `${field} has ${grouped(length)} characters: give 1 to ${grouped(most)}.`);
      const flaw = flawOf(value);
      return flaw === undefined ? value : reading.wrong("INVALID", `${field} contains ${flaw}: leave it out.`);
    },
  };
}

/** A text in a format of its own, which the command reads: it is taken as it is. */
export const rawText: Kind<string> = { type: () => String, example: "", read: stringOf };

/** What makes repeating a request safe. */
export const idempotencyKey: Kind<string> = {
  type: () => String,
  range: "1 to 255 characters",
  example: "example",
  read(given, reading) {
    const value = stringOf(given, reading);
    const flaw = flawOfText(value);
    if (flaw !== undefined) return reading.wrong("INVALID", `The idempotency key contains ${flaw}: leave it out.`);
    if (value.length >= 1 && value.length <= 255) return value;
    return reading.wrong("INVALID", `The idempotency key has ${value.length} characters; give 1 to 255.`);
  },
};

const address = z.email();
const emailText = text(254);

/**
 * An e-mail address. It is ASCII (a domain in other letters has an ASCII form, xn--): people sign in with it, and it has the
 * same small letters for us as for the database.
 */
export const email: Kind<string> = {
  type: () => String,
  example: "name@firm.example",
  read(given, reading) {
    const value = emailText.read(given, reading);
    if (value === undefined || address.safeParse(value).success) return value;
    const message = `${reading.field} is ${quoted(value)}: give an e-mail address, such as name@firm.example.`;
    return reading.wrong("INVALID", message);
  },
};

const localeText = text(35);

/** A language's tag (BCP 47) in its usual spelling: `en-GB` for `EN-gb`. */
export const locale: Kind<string> = {
  type: () => String,
  example: "en-GB",
  read(given, reading) {
    const value = localeText.read(given, reading);
    if (value === undefined) return undefined;
    try {
      return Intl.getCanonicalLocales(value)[0];
    } catch {
      const message = `${reading.field} is ${quoted(value)}: give a language tag (BCP 47), such as en or pt-BR.`;
      return reading.wrong("INVALID", message);
    }
  },
};

/** The name of an IANA time zone. */
export const timeZone = scalar<string>(TimeZone, "Europe/London", "the name of an IANA time zone");

/** A calendar date, `YYYY-MM-DD`. */
export const date = scalar<string>(CalendarDate, "2027-03-01", "a date of the years 1900 to 9999, YYYY-MM-DD");

/** A point in time. */
export const instant = scalar<Date>(
  DateTime,
  "2027-03-01T09:00:00Z",
  "an instant in the years 1900 to 9999, such as 2027-03-01T09:00:00Z",
);

/** What a scalar takes. GraphQL has parsed it already; as JSON it is parsed here. */
function scalar<T>(type: GraphQLScalarType, example: string, wanted: string): Kind<T> {
  return {
    type: () => type,
    example,
    read(given, reading) {
      if (given instanceof Date) return given as T;
      try {
        return type.parseValue(given) as T;
      } catch {
        return reading.wrongType(wanted);
      }
    },
  };
}

/** A whole number, ends included. */
export function count(least: number, most: number): Kind<number> {
  const range = `${grouped(least)} to ${grouped(most)}`;
  return {
    type: () => Int,
    range,
    example: least,
    read(given, reading) {
      if (!Number.isInteger(given)) return reading.wrongType("a whole number");
      const value = given as number;
      if (value >= least && value <= most) return value;
      return reading.wrong("INVALID", `${reading.field} is ${value}; it must be ${range}.`);
    },
  };
}

/** The number of a record's state: see `creates`. */
export const version: Kind<number> = { type: () => Int, example: 1, read: count(1, 2_147_483_647).read };

/** Yes or no. */
export const flag: Kind<boolean> = {
  type: () => Boolean,
  example: true,
  read: (given, reading) => (typeof given === "boolean" ? given : reading.wrongType("true or false")),
};

/** One of a closed set of words. */
export function wordOf<Word extends string>(words: Readonly<Record<Word, Word>>): Kind<Word> {
  return {
    type: () => words,
    example: Object.keys(words)[0],
    read: (given, reading) =>
      typeof given === "string" && Object.hasOwn(words, given)
        ? (given as Word)
        : reading.wrongType(`one of ${Object.keys(words).join(", ")}`),
  };
}

/** The id, at the API, of an object of this type. Whether there is one is for the command to find out. */
export function idOf(names: Entity): Kind<string> {
  return { type: () => ID, names, read: stringOf };
}

/** How many values a list has; any number where nothing is said. */
interface Length {
  readonly least?: number;
  readonly most?: number;
}

export function list<T>(element: Kind<T>, { least = 0, most = Infinity }: Length = {}): Kind<T[]> {
  return {
    type: () => [element.type()],
    element,
    example: Array.from({ length: least }, () => element.example),
    range: `at most ${grouped(most)}`,
    read(given, reading) {
      if (!Array.isArray(given)) return reading.wrongType("a list");
      const { length } = given;
      const { field } = reading;
      if (length < least) return reading.wrong("REQUIRED", `${field} is empty: give at least ${least}.`);
      if (length > most)
        return reading.wrong("INVALID", `${field} has ${grouped(length)} entries; give at most ${grouped(most)}.`);
      const values = given.map((each: unknown, place) => element.read(each, reading.at(place)));
      return values.every((value) => value !== undefined) ? values : undefined;
    },
  };
}

function stringOf(given: unknown, reading: Reading): string {
  return typeof given === "string" ? given : reading.wrongType("a text");
}

/** A number as texts write it: 43,200. */
function grouped(value: number): string {
  return value.toLocaleString("en-US");
}
