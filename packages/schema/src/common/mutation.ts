import type { Entity } from "@coachwork/reader";
import { Field, InterfaceType, ObjectType } from "type-graphql";
import { field } from "./connections.js";
import { wordsOf } from "./enums.js";
import { EVERYBODY, type Role } from "./grants.js";
import { clearable, fieldsOf, type Group, group, type InputField, type InputFields, type ValuesOf } from "./inputs.js";
import { idempotencyKey } from "./kinds.js";
import { type KeyAccess, keyAccessTo } from "./scopes.js";
import { isArchivable } from "./settable.js";

/** The service that performs a mutation. It owns the tables that the mutation writes. */
export type Service = "gateway" | "scheduling";

/** Refusals that every mutation can have. */
const common = {
  REQUIRED: "A value is missing.",
  INVALID: "A value has the wrong format or is out of range.",
  NOT_FOUND: "There is no such object, or you may not see it.",
  FORBIDDEN: "You may see the object but not change it.",
  IDEMPOTENCY_KEY_REUSED: "The idempotency key was used before with a different input.",
  BUSY: "Somebody else is changing the same data. Nothing was changed; send the same request again shortly.",
} as const;

export type CommonCode = keyof typeof common;

/** The refusal of a mutation that chooses an archivable record by a field other than its own `id`. */
const archived = { ARCHIVED: "The record that you chose is archived." } as const;

/** A refusal in the form that services exchange. `code` is one of the mutation's codes. */
export interface Refusal {
  readonly code: string;
  readonly field: readonly string[] | null;
  readonly message: string;
}

/** JSON. A mutation's result is stored under its idempotency key. */
export type Result = { readonly [field: string]: unknown };

/** The outcome of a mutation: the ids of what it changed, or its refusals, which may come with a report. */
export interface Outcome {
  readonly result: Result | null;
  readonly refusals: readonly Refusal[];
}

/**
 * The payload of a mutation: the changed objects and the refusals. The objects are UUIDs until the reader loads them.
 */
export abstract class Payload {
  userErrors!: readonly Refusal[];
}

@InterfaceType({ description: "Why a mutation was refused. Nothing was changed." })
export abstract class UserError {
  @Field(() => [String], {
    nullable: true,
    description: "The path of the invalid input field. Null if the error is not about one field.",
    simple: true,
  })
  field!: string[] | null;

  @Field(() => String, { description: "A message for people that says what is wrong and what to do.", simple: true })
  message!: string;
}

/** A field of a payload. `T` is what the command returns for it; for an object, that is its UUID. */
export interface ResultField<T, IsShownOnce extends boolean = false> {
  readonly type: () => unknown;
  readonly description: string;
  readonly isNullable: boolean;
  /** A new secret: it appears in the first response only and is never stored. */
  readonly isShownOnce: IsShownOnce;
  /** Keeps fields with different `T` apart in the type system. */
  readonly answer?: T;
}

export type ResultFields = Readonly<Record<string, ResultField<unknown, boolean>>>;

/** What a command returns, by payload field. */
export type ResultOf<Fields> = {
  readonly [
    Name in keyof Fields as Fields[Name] extends ResultField<unknown, false> ? Name : never
  ]: Fields[Name] extends ResultField<infer T, false> ? T : never;
};

/** The secrets that a command shows once. */
export type ShownOnce<Fields> = {
  readonly [Name in keyof Fields as Fields[Name] extends ResultField<unknown, true> ? Name : never]: string;
};

/** The changed object. The command returns its UUID. Null if the mutation was refused. */
export function changed(object: Entity, description: string): ResultField<string> {
  return { type: () => object, description, isNullable: true, isShownOnce: false };
}

/** Like `changed`, for an object that need not exist. */
export function changedIfAny(object: Entity, description: string): ResultField<string | null> {
  return { type: () => object, description, isNullable: true, isShownOnce: false };
}

/** A value as a command returns it, in JSON: an instant becomes a text and an object its UUID. */
type Answered<T> = T extends Date | { readonly firmId: string }
  ? string
  : T extends readonly (infer Element)[]
    ? readonly Answered<Element>[]
    : T extends object
      ? { readonly [Name in keyof T]: Answered<T[Name]> }
      : T;

/** Any other result. Null if the mutation was refused. */
export function told<T>(type: () => unknown, description: string): ResultField<Answered<T>> {
  return { type, description, isNullable: true, isShownOnce: false };
}

/** A list of other results. It may accompany a refusal and is empty, never null, when there is nothing to report. */
export function listed<T>(type: () => unknown, description: string): ResultField<readonly Answered<T>[]> {
  return { type: () => [type()], description, isNullable: false, isShownOnce: false };
}

/** A secret that is shown once; see `context.showOnce`. */
export function shownOnce(description: string): ResultField<string, true> {
  return { type: () => String, description, isNullable: true, isShownOnce: true };
}

const key = {
  idempotencyKey: clearable(
    idempotencyKey,
    "Makes retries safe. For 24 hours, the same key with the same input returns the first result and changes nothing more.",
  ),
};

export type WithKey<Fields> = Fields & { readonly idempotencyKey: InputField<string, "clearable"> };

/** A named input that several mutations share. */
export function mutationInput<Fields extends InputFields>(
  name: string,
  description: string,
  fields: Fields,
): Group<WithKey<Fields>> {
  return group(name, description, { ...fields, ...key });
}

/** Everything about a mutation except how it is done. */
export interface Mutation<
  Name extends string = string,
  Owner extends Service = Service,
  Fields extends InputFields = InputFields,
  Code extends string = string,
  Result extends ResultFields = ResultFields,
> {
  readonly name: Name;
  /** The prefix of its type names: `BookSession`. */
  readonly title: string;
  readonly owner: Owner;
  readonly description: string;
  /** Roles that may call it. Everybody else is refused before anything is read. */
  readonly roles: readonly Role[];
  /** The scope with which an API key may call it, or that any or none may. */
  readonly keys: KeyAccess;
  /** Whether the idempotency key is not kept, because it would reveal who did this when. Repeating the mutation must be safe. */
  readonly keepsNoKey: boolean;
  readonly input: Group<Fields>;
  /** The enum of its error codes. */
  readonly codes: { readonly [C in Code | CommonCode]: C };
  /** The payload, as a GraphQL type. */
  readonly payload: new () => Payload;
  readonly result: Result;
}

interface Face<Owner, Fields, Code extends string, Result> {
  readonly owner: Owner;
  readonly description: string;
  readonly roles: readonly Role[];
  /**
   * The scope with which an API key may call it. By default it follows from the type that the mutation changes (`keyAccessTo`).
   * "none" is for what a person must do: in their own name, or because it decides who gets in. "any" is for what a key does with
   * what its scopes show anyway.
   */
  readonly keys?: KeyAccess;
  /** Whether the idempotency key is not kept, because it would reveal who did this when. Repeating the mutation must be safe. */
  readonly keepsNoKey?: boolean;
  /** The fields of the input `<Mutation>Input`, or an input that several mutations share. */
  readonly input: Fields | Group<WithKey<Fields & InputFields>>;
  /** The mutation's own refusals and their meanings, in addition to the common ones. */
  readonly refusals?: Readonly<Record<Code, string>>;
  readonly result: Result;
}

/** The values that a command receives. */
export type InputOf<M> = M extends Mutation<string, Service, infer Fields> ? ValuesOf<Fields> : never;

/** The codes with which it can be refused. */
export type CodeOf<M> = M extends { readonly codes: infer Codes } ? keyof Codes & string : never;

/**
 * Declares a mutation. Its input, payload, error and code types are derived from this. So are the resolver, the call
 * between the services, and the data for the isolation tests. `implement` adds the command.
 */
export function mutation<
  const Name extends string,
  const Owner extends Service,
  Fields extends InputFields,
  const Result extends ResultFields,
  const Code extends string = never,
>(
  name: Name,
  {
    owner,
    description,
    roles,
    keys: declared,
    keepsNoKey = false,
    input,
    refusals,
    result,
  }: Face<Owner, Fields, Code, Result>,
): Mutation<Name, Owner, WithKey<Fields>, Code, Result> {
  const title = `${name[0]!.toUpperCase()}${name.slice(1)}`;
  const reasons = { ...common, ...(choosesArchivable(isGroup(input) ? input.fields : input) && archived), ...refusals };
  const codes = wordsOf(
    `${title}ErrorCode`,
    `Why \`${name}\` can be refused.`,
    reasons as Record<Code | CommonCode, string>,
  );
  const keys = declared ?? keyAccessTo(name, roles, changedType(result));
  return {
    name,
    title,
    owner,
    description: `${description}${callers(roles)}${keysThat(keys)}`,
    roles,
    keys,
    keepsNoKey,
    input: isGroup(input) ? input : mutationInput(`${title}Input`, `Input of \`${name}\`.`, input),
    codes,
    payload: payloadOf(name, title, codes, result),
    result,
  };
}

const plurals: Readonly<Record<Role, string>> = {
  OWNER: "owners",
  ADMIN: "admins",
  PROGRAM_MANAGER: "program managers",
  COACH: "coaches",
  CLIENT: "clients",
  SPONSOR: "sponsors",
  FINANCE: "finance",
  ASSISTANT: "assistants",
};

/** The closing sentence that says who may call a mutation; nothing if everybody may. */
function callers(roles: readonly Role[]): string {
  if (EVERYBODY.every((role) => roles.includes(role))) return "";
  const names = roles.map((role) => plurals[role]);
  const last = names.pop()!;
  return ` For ${names.length > 0 ? `${names.join(", ")} and ` : ""}${last}.`;
}

/** The closing sentence that says which API keys may call a mutation. */
function keysThat(keys: KeyAccess): string {
  if (keys === "none") return " API keys cannot call it.";
  return keys === "any" ? " Any API key can call it." : ` An API key needs \`${keys}\`.`;
}

/** The type of what a mutation changes: that of the first field of its payload. */
function changedType(result: ResultFields): unknown {
  const [type] = Object.values(result).map((field) => field.type());
  return Array.isArray(type) ? type[0] : type;
}

function isGroup<Fields extends InputFields>(input: Fields | Group<WithKey<Fields>>): input is Group<WithKey<Fields>> {
  return typeof input.read === "function";
}

function choosesArchivable(fields: InputFields): boolean {
  return Object.entries(fields).some(([name, { kind }]) => {
    const single = kind.element ?? kind;
    if (single.names) return name !== "id" && isArchivable(single.names);
    return choosesArchivable(fieldsOf(single));
  });
}

/** The payload type: the result's fields and `userErrors`, which contain only this mutation's codes. */
function payloadOf(name: string, title: string, codes: object, result: ResultFields): new () => Payload {
  const names = [`${title}Error`, `${title}Payload`] as const;
  const { [names[0]]: error } = { [names[0]]: class extends UserError {} };
  ObjectType(names[0], { implements: UserError, description: `Why \`${name}\` was refused.` })(error!);
  field(error as Entity, "code", () => codes, "The error code.");

  const { [names[1]]: payload } = { [names[1]]: class extends Payload {} };
  ObjectType(names[1], { description: `Result of \`${name}\`.` })(payload!);
  for (const [property, { type, description, isNullable }] of Object.entries(result))
    field(payload as Entity, property, type, description, isNullable);
  const userErrors = "Why the mutation was refused. Empty if it succeeded.";
  field(payload as Entity, "userErrors", () => [error], userErrors);
  return payload!;
}
