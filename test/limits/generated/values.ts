import fc from "fast-check";
import {
  getNamedType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from "graphql";
import type { Random } from "./random.ts";

/** What can be named: ids of one's own firm and another's, by type, and cursors that the API gave out. */
export interface Known {
  readonly ids: Readonly<Record<string, readonly string[]>>;
  readonly cursors: readonly string[];
  /** For each mutation an input that would do, or nearly. */
  readonly inputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The type that a field or an argument of this name names an object of. */
  typeNamed(field: string): string | undefined;
}

/** How an argument "id" is called, before the type of what it finds. */
export const ID_OF = "id of ";

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

/** A number that JSON can say and no number type can hold: it is put into the text that is sent. */
const HUGE = "<a huge number>";
export const withHugeNumbers = (json: string) => json.replaceAll(`"${HUGE}"`, "-1e9999");

/** Values of any JSON type, for where another one belongs. */
const strangers: readonly unknown[] = [
  ...[null, true, 0, "text", [], {}, [[]], { a: 1 }, [null], { toString: 1 }, HUGE],
  ...[Array.from({ length: 300 }, () => null), { __proto__: null, constructor: { prototype: 1 } }],
];
const anyJson = fc.jsonValue({ maxDepth: 3 });

/** Any text: whole characters, and halves of them. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
);
const anyNumber = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger());

/** Keys that are sometimes sent again, with the same input or another. */
const idempotencyKeys = Array.from({ length: 40 }, (_, place) => `key ${place}`);

/** Makes values of the schema's input types: right ones if it is careful, and else mostly right ones, or nearly. */
export class Values {
  constructor(
    private readonly random: Random,
    readonly known: Known,
    readonly isCareful: boolean,
  ) {}

  of(type: GraphQLInputType, name: string, depth = 0): unknown {
    const { random } = this;
    if (this.#errs(0.02)) return random.chance(0.7) ? random.pick(strangers) : random.of(anyJson);
    if (isNonNullType(type)) return this.of(type.ofType, name, depth);
    if (isListType(type)) {
      if (random.chance(0.1)) return this.of(type.ofType, name, depth);
      const least = this.isCareful ? 1 : 0;
      return Array.from({ length: least + random.below(4) }, () => this.of(type.ofType, name, depth));
    }
    if (isEnumType(type)) return this.#errs(0.07) ? this.text() : random.pick(type.getValues()).name;
    if (isInputObjectType(type)) return this.#object(type, depth);
    return this.#scalar(type.name, name);
  }

  /** What a mutation is asked with. */
  input(mutation: string, type: GraphQLInputType): unknown {
    const { random } = this;
    const given = this.known.inputs[mutation];
    if (!given || !random.chance(this.isCareful ? 0.8 : 0.3)) return this.of(type, "input");
    const fields = (getNamedType(type) as GraphQLInputObjectType).getFields();
    const changed = random.some(Object.values(fields), 0, this.isCareful ? 1 : 3);
    return {
      ...given,
      ...Object.fromEntries(changed.map((field) => [field.name, this.of(field.type, field.name, 1)])),
      ...(random.chance(0.2) && { idempotencyKey: random.pick(idempotencyKeys) }),
    };
  }

  text(): string {
    return this.random.chance(0.7) ? this.random.pick(oddTexts) : this.random.of(anyText);
  }

  #errs(probability: number): boolean {
    return !this.isCareful && this.random.chance(probability);
  }

  #object(type: GraphQLInputObjectType, depth: number): unknown {
    const { random } = this;
    const given = Object.values(type.getFields()).filter((field) =>
      isRequiredInputField(field) ? !this.#errs(0.03) : random.chance(depth > 2 ? 0.1 : this.isCareful ? 0.2 : 0.4),
    );
    const fields = Object.fromEntries(given.map((field) => [field.name, this.of(field.type, field.name, depth + 1)]));
    return this.#errs(0.02) ? { ...fields, [random.pick(["nme", "__proto__", "id"])]: 1 } : fields;
  }

  #scalar(type: string, name: string): unknown {
    const { random } = this;
    switch (type) {
      case "Int":
      case "Float":
        if (!this.#errs(0.4)) return 1 + random.below(100);
        return random.chance(0.7) ? random.pick(oddNumbers) : random.of(anyNumber);
      case "Boolean":
        return random.chance(0.5);
      case "ID":
        return this.#id(name);
      case "DateTime":
        return this.#errs(0.4) ? random.pick(oddInstants) : soon(random.below(60) - 10);
      case "Date":
        return this.#errs(0.4) ? random.pick(oddDates) : soon(random.below(60) - 10).slice(0, 10);
      case "TimeZone":
        return this.#errs(0.2) ? this.text() : random.pick(["UTC", "Europe/London", "Pacific/Kiritimati"]);
      default:
        if (name === "idempotencyKey" && random.chance(0.8)) return random.pick(idempotencyKeys);
        if (name === "after" || name === "before") return this.#cursor();
        return this.#errs(0.6) ? this.text() : `Text ${random.below(1_000)}`;
    }
  }

  #id(name: string): string {
    const { random, known } = this;
    if (this.#errs(0.1)) return random.chance(0.5) ? random.pick(oddIds) : this.text();
    const right = known.ids[known.typeNamed(name) ?? ""];
    if (right && right.length > 0 && random.chance(this.isCareful ? 0.95 : 0.6)) return random.pick(right);
    return random.pick(known.ids[random.pick(Object.keys(known.ids))]!);
  }

  /** A real cursor, one with another value in a place, or nonsense. */
  #cursor(): string {
    const { random, known } = this;
    const base64 = (text: string) => Buffer.from(text).toString("base64");
    const real = known.cursors.length > 0 ? random.pick(known.cursors) : base64('["CREATED"]');
    if (this.isCareful || random.chance(0.3)) return real;
    if (random.chance(0.2)) return base64(this.text());
    if (random.chance(0.2)) return this.text();
    const parts = JSON.parse(Buffer.from(real, "base64").toString("utf8")) as unknown[];
    const odd = [...oddTexts, ...oddDates, ...oddNumbers, ...strangers];
    const instants = oddInstants.map((text) => text.replace("Z", "+00:00"));
    parts[random.below(parts.length + 1)] = random.pick([...odd, ...instants, ...instants]);
    return base64(JSON.stringify(parts));
  }
}
