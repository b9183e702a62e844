import "reflect-metadata";
import { Field, InputType } from "type-graphql";
import { type Flaw, type Kind, Reading } from "./kind.js";

/**
 * What an absent value means:
 * - required: a value must be given.
 * - usual: the default that the schema shows applies.
 * - optional: the field stays as it is. Null is refused.
 * - clearable: the field stays as it is. Null or an empty text clears it.
 */
type Mode = "required" | "usual" | "optional" | "clearable";

/** A field of an input. */
export interface InputField<T, M extends Mode = Mode> {
  readonly kind: Kind<T>;
  readonly mode: M;
  readonly description: string;
  /** The default. Only `usual` fields have one. */
  readonly usual?: T;
}

export type InputFields = Readonly<Record<string, InputField<unknown>>>;

type Given<F> =
  F extends InputField<infer T, infer M>
    ? (M extends "clearable" ? T | null : T) | (M extends "required" | "usual" ? never : undefined)
    : never;

/** The fields that are always present for a command. */
type Present<Fields> = {
  [Name in keyof Fields]: Fields[Name] extends InputField<unknown, "required" | "usual"> ? Name : never;
}[keyof Fields];

/** The values of an input as a command receives them. */
export type ValuesOf<Fields> = { readonly [Name in Present<Fields>]: Given<Fields[Name]> } & {
  readonly [Name in Exclude<keyof Fields, Present<Fields>>]?: Given<Fields[Name]>;
};

export function required<T>(kind: Kind<T>, description: string): InputField<T, "required"> {
  return { kind, mode: "required", description };
}

export function usual<T>(kind: Kind<T>, value: NoInfer<T>, description: string): InputField<T, "usual"> {
  return { kind, mode: "usual", description, usual: value };
}

export function optional<T>(kind: Kind<T>, description: string): InputField<T, "optional"> {
  return { kind, mode: "optional", description };
}

export function clearable<T>(kind: Kind<T>, description: string): InputField<T, "clearable"> {
  return { kind, mode: "clearable", description };
}

/** Several fields as one input type. Other inputs can use it as a field. */
export interface Group<Fields extends InputFields> extends Kind<ValuesOf<Fields>> {
  readonly fields: Fields;
}

/** The arguments of a query. Unlike a group, they have no input type. */
export interface Arguments<Fields extends InputFields> extends Omit<Kind<ValuesOf<Fields>>, "type"> {
  readonly fields: Fields;
}

export function argumentsOf<Fields extends InputFields>(fields: Fields): Arguments<Fields> {
  return { fields, read: (given, reading) => readFields(fields, given, reading) };
}

/** @param name The name of the GraphQL input type. */
export function group<Fields extends InputFields>(name: string, description: string, fields: Fields): Group<Fields> {
  const { [name]: type } = { [name]: class {} };
  InputType(name, { description })(type!);
  for (const [property, field] of Object.entries(fields)) declare(type!.prototype as object, property, field);
  return {
    type: () => type,
    fields,
    example: exampleOf(fields),
    read: (given, reading) => readFields(fields, given, reading),
  };
}

/** The fields of a group. Empty for any other kind. */
export function fieldsOf(kind: Kind<unknown>): InputFields {
  return "fields" in kind ? (kind.fields as InputFields) : {};
}

/** Valid values for the required fields. */
function exampleOf(fields: InputFields): Readonly<Record<string, unknown>> {
  const needed = Object.entries(fields).filter(([, { mode }]) => mode === "required");
  return Object.fromEntries(needed.map(([name, { kind }]) => [name, kind.example]));
}

function declare(prototype: object, name: string, field: InputField<unknown>): void {
  Field(field.kind.type as () => typeof String, optionsOf(field))(prototype, name);
}

/**
 * The options of a field or an argument for type-graphql. A range that the description does not mention is appended.
 */
export function optionsOf({ kind, mode, usual: value, description }: InputField<unknown>) {
  return {
    description: withRange(description, kind.range),
    nullable: mode === "optional" || mode === "clearable",
    ...(mode === "usual" && { defaultValue: value }),
  };
}

function withRange(description: string, range: string | undefined): string {
  if (range === undefined) return description;
  const sentence = `${range[0]!.toUpperCase()}${range.slice(1)}.`;
  return description.includes("{range}") ? description.replace("{range}", range) : `${description} ${sentence}`;
}

/** The result of reading an input: its values, or everything that is wrong with it. */
export type Read<T> =
  { readonly value: T; readonly flaws?: never } | { readonly value?: never; readonly flaws: readonly Flaw[] };

/** @throws WrongType if a value does not have its GraphQL type, or if the input has no such field */
export function read<T>(kind: Pick<Kind<T>, "read">, given: unknown): Read<T> {
  const reading = new Reading();
  const value = kind.read(given, reading);
  return reading.flaws.length > 0 ? { flaws: reading.flaws } : { value: value as T };
}

function readFields<Fields extends InputFields>(
  fields: Fields,
  given: unknown,
  reading: Reading,
): ValuesOf<Fields> | undefined {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return reading.wrongType("an object");
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(fields, name));
  if (unknown !== undefined) return reading.at(unknown).wrongType("left out: there is no such field");
  const before = reading.flaws.length;
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = readField(field, (given as Record<string, unknown>)[name], reading.at(name));
    if (value !== undefined) values[name] = value;
  }
  return reading.flaws.length === before ? (values as ValuesOf<Fields>) : undefined;
}

function readField({ kind, mode, usual: value }: InputField<unknown>, given: unknown, reading: Reading): unknown {
  const { field } = reading;
  if (given === undefined && mode !== "required") return value;
  if (given === undefined) return reading.wrong("REQUIRED", `${field} is missing: give a value.`);
  if (mode === "clearable" && (given === null || kind.isBlank?.(given))) return null;
  if (given !== null) return kind.read(given, reading);
  return reading.wrong("REQUIRED", `${field} is null: give a value${mode === "required" ? "" : ", or leave it out"}.`);
}

/** The first flaw of a value that is not part of an input. Messages call the value `field`. */
export function flawOf(kind: Kind<unknown>, value: unknown, field: string): Omit<Flaw, "path"> | undefined {
  const reading = new Reading([], [field]);
  kind.read(value, reading);
  const [flaw] = reading.flaws;
  return flaw && { code: flaw.code, message: flaw.message };
}
