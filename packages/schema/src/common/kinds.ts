import type { Entity } from "@coachwork/reader";
import type { GraphQLScalarType } from "graphql";
import { Float, ID, Int } from "type-graphql";
import { z } from "zod";
import type { Kind, Reading } from "./kind.js";
import { rfc3339 } from "./rfc3339.js";
import { CalendarDate, DateTime, TimeZone } from "./scalars.js";
import { flawOfLongText, flawOfName, flawOfSigned, flawOfText, isBlank, quoted } from "./text-flaw.js";

/** A single visible line of text, trimmed. Its length is counted in characters, as PostgreSQL does. */
export function text(most: number): Kind<string> {
  return textOf(most, flawOfName);
}

/** Like `text`, but with any number of lines, tabs, and the marks that texts in two writing directions may need. */
export function longText(most: number): Kind<string> {
  return textOf(most, flawOfLongText);
}

/** Like `longText`, for what is signed: nothing in it changes the writing direction. */
export function signedText(most: number): Kind<string> {
  return textOf(most, flawOfSigned);
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

/** A text in a format that the command parses. It is passed on unchanged. */
export const rawText: Kind<string> = { type: () => String, example: "", read: stringOf };

/** The key that makes it safe to repeat a request. */
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
 * An e-mail address in ASCII. Domains in other scripts have an ASCII form (xn--). People sign in with the address, and
 * ASCII is lower-cased in the same way here and in the database.
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

const addressText = text(500);

/** An https address. */
export const webAddress: Kind<string> = {
  type: () => String,
  example: "https://meet.firm.example/room",
  range: "at most 500 characters",
  isBlank: addressText.isBlank!,
  read(given, reading) {
    const value = addressText.read(given, reading);
    if (value === undefined || (/^https:\/\/\S+$/i.test(value) && URL.canParse(value))) return value;
    const message = `${reading.field} is ${quoted(value)}: give an https address, such as https://meet.firm.example/room.`;
    return reading.wrong("INVALID", message);
  },
};

const localeText = text(35);

/** A language tag (BCP 47) in its canonical spelling: `EN-gb` becomes `en-GB`. */
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

const currencies = new Set(Intl.supportedValuesOf("currency"));

/** A currency (ISO 4217) in capitals: `eur` becomes `EUR`. */
export const currency: Kind<string> = {
  type: () => String,
  example: "EUR",
  read(given, reading) {
    const value = stringOf(given, reading).trim().toUpperCase();
    if (currencies.has(value)) return value;
    const message = `${reading.field} is ${quoted(value)}: give a currency (ISO 4217), such as EUR or USD.`;
    return reading.wrong("INVALID", message);
  },
};

/** The name of an IANA time zone. */
export const timeZone = scalar<string>(TimeZone, "Europe/London", "the name of an IANA time zone");

/** A calendar date of the years 1900 to 2199, `YYYY-MM-DD`. */
export const date: Kind<string> = {
  type: () => CalendarDate,
  example: "2027-03-01",
  read(given, reading) {
    const value = anyDate.read(given, reading);
    // Who means "without end" leaves a last day out. Something that ends in 9999 would be shown and reckoned with for ever.
    if (value === undefined || value.slice(0, 4) <= LAST_YEAR) return value;
    const message = `${reading.field} is ${value}: give a date up to the year ${LAST_YEAR}, or leave it out if it can be.`;
    return reading.wrong("INVALID", message);
  },
};

const LAST_YEAR = "2199";
const anyDate = scalar<string>(CalendarDate, "2027-03-01", "a date of the years 1900 to 2199, YYYY-MM-DD");

/** A point in time. */
export const instant = scalar<Date>(
  DateTime,
  "2027-03-01T09:00:00Z",
  "an instant in the years 1900 to 9999, such as 2027-03-01T09:00:00Z",
);

const MINUTE_MS = 60_000;

/** A point in time without seconds, at which a session can start or end. */
export const minute: Kind<Date> = {
  type: () => DateTime,
  range: "without seconds",
  example: "2027-03-01T09:00:00Z",
  read(given, reading) {
    const value = instant.read(given, reading);
    const over = value === undefined ? 0 : value.getTime() % MINUTE_MS;
    if (value === undefined || over === 0) return value;
    const before = value.getTime() - (over < 0 ? over + MINUTE_MS : over);
    const [earlier, later] = [before, before + MINUTE_MS].map((near) => rfc3339(near));
    const message = `${reading.field} is ${rfc3339(value)}, but sessions start and end on a full minute: give ${earlier} or ${later}.`;
    return reading.wrong("INVALID", message);
  },
};

/** The kind for a GraphQL scalar. GraphQL has already parsed the value. JSON from another service is parsed here. */
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

/** A whole number within inclusive limits. */
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

/** A number within inclusive limits, with at most so many decimals. */
export function decimal(least: number, most: number, decimals: number): Kind<number> {
  const limits = `${grouped(least)} to ${grouped(most)}`;
  return {
    type: () => Float,
    range: `${limits}, with at most ${decimals} decimals`,
    example: 1.5,
    read(given, reading) {
      if (typeof given !== "number") return reading.wrongType("a number");
      const { field } = reading;
      // GraphQL reads 1e999 in a document as infinity.
      if (!(given >= least && given <= most))
        return reading.wrong("INVALID", `${field} is ${given}; it must be ${limits}.`);
      const rounded = Number(given.toFixed(decimals));
      if (rounded === given) return given === 0 ? 0 : given;
      const message = `${field} is ${given}: give at most ${decimals} decimals, such as ${rounded}.`;
      return reading.wrong("INVALID", message);
    },
  };
}

/** The version of a record, which counts its changes. */
export const version: Kind<number> = { type: () => Int, example: 1, read: count(1, 2_147_483_647).read };

/** True or false. */
export const flag: Kind<boolean> = {
  type: () => Boolean,
  example: true,
  read: (given, reading) => (typeof given === "boolean" ? given : reading.wrongType("true or false")),
};

/** One word of a closed set. */
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

/** The API id of an object of this type. The command checks whether the object exists. */
export function idOf(names: Entity): Kind<string> {
  return { type: () => ID, names, read: stringOf };
}

/** The allowed length of a list. No limit by default. */
interface Length {
  readonly least?: number;
  readonly most?: number;
}

export function list<T>(element: Kind<T>, { least = 0, most = Infinity }: Length = {}): Kind<T[]> {
  const range = lengthRange({ least, most });
  return {
    type: () => [element.type()],
    element,
    example: Array.from({ length: least }, () => element.example),
    ...(range !== undefined && { range }),
    read(given, reading) {
      if (!Array.isArray(given)) return reading.wrongType("a list");
      const { length } = given;
      const { field } = reading;
      if (length < least || length > most) {
        const entries = length === 1 ? "1 entry" : `${grouped(length)} entries`;
        const has = length === 0 ? "is empty:" : `has ${entries};`;
        return reading.wrong(length < least ? "REQUIRED" : "INVALID", `${field} ${has} give ${range}.`);
      }
      const values = given.map((each: unknown, place) => element.read(each, reading.at(place)));
      return values.every((value) => value !== undefined) ? values : undefined;
    },
  };
}

function lengthRange({ least, most }: Required<Length>): string | undefined {
  if (least === most) return `exactly ${grouped(least)}`;
  if (most === Infinity) return least > 0 ? `at least ${grouped(least)}` : undefined;
  return least > 0 ? `${grouped(least)} to ${grouped(most)}` : `at most ${grouped(most)}`;
}

function stringOf(given: unknown, reading: Reading): string {
  return typeof given === "string" ? given : reading.wrongType("a text");
}

/** A number with thousands separators: 43,200. */
function grouped(value: number): string {
  return value.toLocaleString("en-US");
}
