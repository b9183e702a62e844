import type { Entity } from "@coachwork/reader";
import type { Role } from "./grants.js";
import { type InputField, type InputFields, optional, required } from "./inputs.js";
import { idOf, version } from "./kinds.js";
import { changed, type Mutation, mutation, type ResultField, type Service, type WithKey } from "./mutation.js";
import { snakeCase } from "./naming.js";
import type { KeyAccess } from "./scopes.js";
import { changedField, newField, type Settable, settablesOf } from "./settable.js";

/** What a plain mutation does to a record. Its event has the same name: `organization.created`. */
export type Verb = "created" | "updated" | "archived" | "restored";

/** The record that a plain mutation changes, and how. */
export interface Plain<T extends object = object, V extends Verb = Verb> {
  readonly verb: V;
  readonly entity: Entity<T>;
  /** The name of the record in payloads and events: `sessionType`. */
  readonly noun: string;
  /** The properties that the input can set. */
  readonly settables: readonly Settable[];
}

/** The version in the input of a change, so that nobody overwrites what they have not seen. */
export const versionRead = optional(
  version,
  "The version that you read. If the record has changed since, the mutation is refused with CONFLICT.",
);

export const stale = { CONFLICT: "The record has changed since the version that you gave." };

type Fields = Readonly<Record<string, InputField<unknown>>>;

/** A mutation of a plain record. It needs a command only if it has rules of its own. */
export type PlainMutation<
  Name extends string = string,
  Owner extends Service = Service,
  T extends object = object,
  V extends Verb = Verb,
  Code extends string = string,
> = Mutation<Name, Owner, WithKey<Fields>, Code, Readonly<Record<string, ResultField<string>>>> & {
  readonly plain: Plain<T, V>;
};

interface Face<Owner, Code extends string> {
  readonly owner: Owner;
  readonly description: string;
  readonly roles: readonly Role[];
  /** Which API keys may call it, if that does not follow from the record's type. */
  readonly keys?: KeyAccess;
  /** The refusals of its own rules, which `judged` adds. */
  readonly refusals?: Readonly<Record<Code, string>>;
}

/**
 * Declares the mutation that creates a record. Its input is the record's settable properties.
 *
 * @param name `create` followed by the type's name
 */
export function creates<
  const Name extends `create${string}`,
  const Owner extends Service,
  T extends object,
  const Code extends string = never,
>(name: Name, entity: Entity<T>, face: Face<Owner, Code>): PlainMutation<Name, Owner, T, "created", Code> {
  const settables = settablesOf(entity);
  const fields = settables.map((settable) => [settable.property, newField(entity, settable)] as const);
  return plain(name, entity, face, {
    verb: "created",
    settables,
    fields: Object.fromEntries(fields),
    refusals: takenOf(settables),
  });
}

/**
 * Declares the mutation that changes the given properties of a record. A given `version` must be the record's.
 *
 * @param name `update` followed by the type's name
 */
export function updates<
  const Name extends `update${string}`,
  const Owner extends Service,
  T extends { version: number },
  const Code extends string = never,
>(name: Name, entity: Entity<T>, face: Face<Owner, Code>): PlainMutation<Name, Owner, T, "updated", Code> {
  const settables = settablesOf(entity).filter(({ fixed }) => !fixed);
  const fields = settables.map((settable) => [settable.property, changedField(entity, settable)] as const);
  return plain(name, entity, face, {
    verb: "updated",
    settables,
    fields: {
      id: target(entity),
      ...Object.fromEntries(fields),
      version: versionRead,
    },
    refusals: { ...takenOf(settables), ...stale },
  });
}

/**
 * Declares the mutation that archives a record. Whatever refers to it keeps it, but nothing can choose it any more.
 *
 * @param name `archive` followed by the type's name
 */
export function archives<
  const Name extends `archive${string}`,
  const Owner extends Service,
  T extends { archivedAt: Date | null },
  const Code extends string = never,
>(name: Name, entity: Entity<T>, face: Face<Owner, Code>): PlainMutation<Name, Owner, T, "archived", Code> {
  return plain(name, entity, face, { verb: "archived", settables: [], fields: { id: target(entity) } });
}

/**
 * Declares the mutation that restores an archived record, so that it can be chosen again.
 *
 * @param name `restore` followed by the type's name
 */
export function restores<
  const Name extends `restore${string}`,
  const Owner extends Service,
  T extends { archivedAt: Date | null },
  const Code extends string = never,
>(name: Name, entity: Entity<T>, face: Face<Owner, Code>): PlainMutation<Name, Owner, T, "restored", Code> {
  return plain(name, entity, face, { verb: "restored", settables: [], fields: { id: target(entity) } });
}

interface Shape<V extends Verb> {
  readonly verb: V;
  readonly settables: readonly Settable[];
  readonly fields: InputFields;
  readonly refusals?: Readonly<Record<string, string>>;
}

function plain<Name extends string, Owner extends Service, T extends object, V extends Verb, Code extends string>(
  name: Name,
  entity: Entity<T>,
  { refusals, ...face }: Face<Owner, Code>,
  { verb, settables, fields, refusals: plainRefusals }: Shape<V>,
): PlainMutation<Name, Owner, T, V, Code> {
  const noun = `${entity.name[0]!.toLowerCase()}${entity.name.slice(1)}`;
  const expected = `${commands[verb]}${entity.name}`;
  if (name !== expected) throw new Error(`The mutation ${name} must be named ${expected}.`);
  const result: Readonly<Record<string, ResultField<string>>> = {
    [noun]: changed(entity, results[verb](wordsOf(entity))),
  };
  const declared = mutation(name, {
    ...face,
    input: fields,
    refusals: { ...plainRefusals, ...refusals } as Readonly<Record<Code, string>>,
    result,
  });
  return { ...declared, plain: { verb, entity, noun, settables } };
}

const commands = { created: "create", updated: "update", archived: "archive", restored: "restore" } as const;

const results: Readonly<Record<Verb, (what: string) => string>> = {
  created: (what) => `The new ${what}.`,
  updated: (what) => `The changed ${what}.`,
  archived: (what) => `The archived ${what}.`,
  restored: (what) => `The restored ${what}.`,
};

function target(entity: Entity): InputField<unknown> {
  return required(idOf(entity), `The ${wordsOf(entity)}.`);
}

/** The name of a type in a sentence: "session type". */
function wordsOf({ name }: Entity): string {
  return name.replace(/[A-Z]/g, (letter, place) => `${place === 0 ? "" : " "}${letter.toLowerCase()}`);
}

/** The code of the refusal if another record has the same value: EXTERNAL_ID_TAKEN. */
export function takenCode(property: string): string {
  return `${snakeCase(property).toUpperCase()}_TAKEN`;
}

function takenOf(settables: readonly Settable[]): Readonly<Record<string, string>> {
  const taken = settables.flatMap(({ property, taken: text }) => (text ? [[takenCode(property), text]] : []));
  return Object.fromEntries(taken) as Record<string, string>;
}

/** The events of plain mutations, derived from their names: `createSessionType` tells `session_type.created`. */
export type PlainEvents<M> = {
  readonly [P in M as EventOf<P>]: { readonly [Noun in NounOf<P>]: string };
};

type NounOf<M> = M extends {
  readonly name: `${"create" | "update" | "archive" | "restore"}${infer Type}`;
  readonly plain: unknown;
}
  ? Uncapitalize<Type>
  : never;

type EventOf<M> = M extends { readonly plain: { readonly verb: infer V extends Verb } }
  ? `${Snake<NounOf<M>>}.${V}`
  : never;

/** `session_type` for `sessionType`. */
type Snake<Name extends string> = Name extends `${infer Letter}${infer Rest}`
  ? Letter extends Lowercase<Letter>
    ? `${Letter}${Snake<Rest>}`
    : `_${Lowercase<Letter>}${Snake<Rest>}`
  : "";
