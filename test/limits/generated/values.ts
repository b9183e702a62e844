import {
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from "graphql";
import type { Random } from "./random.ts";

/** What can be named: ids of every type, of one's own firm and another's, and cursors that the API gave out. */
export interface Known {
  readonly ids: readonly string[];
  readonly cursors: readonly string[];
}

const soon = (days: number) => `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16)}:00Z`;

/** Texts that are hard to keep, to show, to parse or to put into SQL. */
const oddTexts = [
  ...[
    "",
    " ",
    "\n",
    "\t",
    "\0",
    "a\0b",
    "\ud83d",
    "\udc4b\ud83d",
    "\ufffd",
    "\u200b",
    "\u202eevil",
    "\u2028",
    "\u0301",
  ],
  ..."' \" \\ % _ ; $1 :x {{ }} null undefined NaN __proto__ constructor toString [] {} -- */".split(" "),
  ...[
    "x".repeat(300),
    "é".repeat(6_000),
    "\u{1f44b}".repeat(150),
    "a@b",
    "=1+1",
    "BEGIN:VCALENDAR",
    "http://[::1",
    "ftp://a",
  ],
  ...[
    "name@firm.example",
    "Europe/London",
    "Mars/Olympus",
    "en",
    "xx-invalid-",
    "FREQ=WEEKLY;COUNT=3",
    "FREQ=YEARLY;BYDAY=99MO",
  ],
];

const oddIds = [
  "person_",
  "_",
  "session_nonsense",
  "person_00000000000000000000000000000000",
  "x_".repeat(50),
  "firm_\0",
];

const oddInstants = [
  ...["0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "1899-12-31T23:59:59Z", "1900-01-01T00:00:00Z"],
  ...["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59-14:00", "10000-01-01T00:00:00Z", "+275760-09-13T00:00:00Z"],
  ...[
    "2027-02-30T00:00:00Z",
    "2027-03-01T24:00:00Z",
    "2027-03-01T23:59:60Z",
    "2027-03-01T00:00:00",
    "now",
    "infinity",
    "",
  ],
];

const oddDates = [
  ...[
    "0000-01-01",
    "0001-01-01",
    "1899-12-31",
    "1900-01-01",
    "9999-12-31",
    "10000-01-01",
    "+275760-09-13",
    "2027-02-30",
  ],
  ...["2027-13-01", "2027-1-1", "27-01-01", "today", "epoch", "-infinity", ""],
];

const oddNumbers = [
  0, 1, -1, 2_147_483_647, -2_147_483_648, 2_147_483_648, 1e21, 1.5, 9_007_199_254_740_992, 60, 100, 101,
];

/** Values of any JSON type, for where another one belongs. */
const strangers: readonly unknown[] = [null, true, 0, "text", [], {}, [[]], { a: 1 }, [null], { toString: 1 }];

/** Makes values of the schema's input types: right ones mostly, or else nearly right ones. */
export class Values {
  constructor(
    private readonly random: Random,
    private readonly known: Known,
  ) {}

  of(type: GraphQLInputType, name: string, depth = 0): unknown {
    const { random } = this;
    if (random.chance(0.02)) return random.pick(strangers);
    if (isNonNullType(type)) return this.of(type.ofType, name, depth);
    if (isListType(type)) {
      if (random.chance(0.1)) return this.of(type.ofType, name, depth);
      return Array.from({ length: random.below(4) }, () => this.of(type.ofType, name, depth));
    }
    if (isEnumType(type)) return random.chance(0.93) ? random.pick(type.getValues()).name : this.text();
    if (isInputObjectType(type)) {
      const given = Object.values(type.getFields()).filter((field) =>
        random.chance(isRequiredInputField(field) ? 0.97 : depth > 2 ? 0.1 : 0.4),
      );
      const fields = Object.fromEntries(given.map((field) => [field.name, this.of(field.type, field.name, depth + 1)]));
      return random.chance(0.02) ? { ...fields, [random.pick(["nme", "__proto__", "id"])]: 1 } : fields;
    }
    return this.#scalar(type.name, name);
  }

  text(): string {
    return this.random.pick(oddTexts);
  }

  #scalar(type: string, name: string): unknown {
    const { random } = this;
    switch (type) {
      case "Int":
      case "Float":
        return random.chance(0.6) ? 1 + random.below(100) : random.pick(oddNumbers);
      case "Boolean":
        return random.chance(0.5);
      case "ID":
        return random.chance(0.8) ? random.pick(this.known.ids) : random.pick([...oddIds, ...oddTexts]);
      case "DateTime":
        return random.chance(0.6) ? soon(random.below(60) - 10) : random.pick(oddInstants);
      case "Date":
        return random.chance(0.6) ? soon(random.below(60) - 10).slice(0, 10) : random.pick(oddDates);
      case "TimeZone":
        return random.chance(0.8) ? random.pick(["UTC", "Europe/London", "Pacific/Kiritimati"]) : this.text();
      default:
        return name === "after" || name === "before" ? this.#cursor() : random.chance(0.4) ? "Text" : this.text();
    }
  }

  /** A real cursor, one with another value in a place, or nonsense. */
  #cursor(): string {
    const { random, known } = this;
    const base64 = (text: string) => Buffer.from(text).toString("base64");
    const real = known.cursors.length > 0 ? random.pick(known.cursors) : base64('["CREATED"]');
    if (random.chance(0.3)) return real;
    if (random.chance(0.2)) return base64(this.text());
    if (random.chance(0.2)) return this.text();
    const parts = JSON.parse(Buffer.from(real, "base64").toString("utf8")) as unknown[];
    const odd = [...oddTexts, ...oddDates, ...oddNumbers, ...strangers];
    const instants = oddInstants.map((text) => text.replace("Z", "+00:00"));
    parts[random.below(parts.length + 1)] = random.pick([...odd, ...instants, ...instants]);
    return base64(JSON.stringify(parts));
  }
}
