import type { Entity } from "@coachwork/reader";
import { Field, InterfaceType, ObjectType } from "type-graphql";
import { field } from "./connections.js";
import { wordsOf } from "./enums.js";
import type { Role } from "./grants.js";
import { clearable, fieldsOf, type Group, group, type InputField, type InputFields, type ValuesOf } from "./inputs.js";
import { idempotencyKey } from "./kinds.js";
import { isArchivable } from "./settable.js";
import { wording } from "./wording.js";

/** The service that does a mutation: it owns the tables that are written. */
export type Service = "gateway" | "scheduling";

/** Reasons for a refusal that every mutation has. */
const common = {
  REQUIRED: "A value is missing.",
  INVALID: "A value is not of the form or range that it must have.",
  NOT_FOUND: "There is no such thing, or you may not see it.",
  FORBIDDEN: "You may see it but not change it.",
  IDEMPOTENCY_KEY_REUSED: "The idempotency key was used before with another input.",
  BUSY: "Somebody else is changing the same just now; nothing was changed, and the same can be sent again shortly.",
} as const;

export type CommonCode = keyof typeof common;

/** The reason for a refusal of what takes the id of something that can be archived, other than as its own `id`. */
const archived = { ARCHIVED: "What you chose is archived." } as const;

/** A refusal as the services know it; `code` is one of the mutation's own. */
export interface Refusal {
  readonly code: string;
  readonly field: readonly string[] | null;
  readonly message: string;
}

/** JSON: what a mutation answers is kept under its idempotency key. */
export type Result = { readonly [field: string]: unknown };

/** What became of a mutation: done, with the ids of what it changed, or refused, perhaps with a report. */
export interface Outcome {
  readonly result: Result | null;
  readonly refusals: readonly Refusal[];
}

/** What a mutation answers: the changed objects (their UUIDs, until the reader puts the objects there) and the reasons of a refusal. */
export abstract class Payload {
  userErrors!: readonly Refusal[];
}

@InterfaceType({ description: "Why a mutation was refused; nothing was changed." })
export abstract class UserError {
  @Field(() => [String], {
    nullable: true,
    description: "The path of the input field that is wrong, if it is one.",
    simple: true,
  })
  field!: string[] | null;

  @Field(() => String, { description: "What is wrong and what would be right, for a person to read.", simple: true })
  message!: string;
}

/** A field of a payload. `T` is what the command answers for it: for an object, its UUID. */
export interface ResultField<T, IsShownOnce extends boolean = false> {
  readonly type: () => unknown;
  readonly description: string;
  readonly isNullable: boolean;
  /** Shown in the first answer only, and never kept: a new secret. */
  readonly isShownOnce: IsShownOnce;
  /** Makes the two types differ. */
  readonly answer?: T;
}

export type ResultFields = Readonly<Record<string, ResultField<unknown, boolean>>>;

/** What a command answers, by the fields of its payload. */
export type ResultOf<Fields> = {
  readonly [
    Name in keyof Fields as Fields[Name] extends ResultField<unknown, false> ? Name : never
  ]: Fields[Name] extends ResultField<infer T, false> ? T : never;
};

/** What a command shows once. */
export type ShownOnce<Fields> = {
  readonly [Name in keyof Fields as Fields[Name] extends ResultField<unknown, true> ? Name : never]: string;
};

/** The changed object: the command answers its UUID. Null when the mutation was refused. */
export function changed(object: Entity, description: string): ResultField<string> {
  return { type: () => object, description, isNullable: true, isShownOnce: false };
}

/** As `changed`, where there need not be one. */
export function changedIfAny(object: Entity, description: string): ResultField<string | null> {
  return { type: () => object, description, isNullable: true, isShownOnce: false };
}

/** A value as a command answers it, which is JSON: an instant is a text, and an object its UUID. */
type Answered<T> = T extends Date | { readonly firmId: string }
  ? string
  : T extends readonly (infer Element)[]
    ? readonly Answered<Element>[]
    : T extends object
      ? { readonly [Name in keyof T]: Answered<T[Name]> }
      : T;

/** Something else to tell, null when the mutation was refused. */
export function told<T>(type: () => unknown, description: string): ResultField<Answered<T>> {
  return { type, description, isNullable: true, isShownOnce: false };
}

/** A list of what else there is to tell, which may be told with a refusal; empty when there is nothing. */
export function listed<T>(type: () => unknown, description: string): ResultField<readonly Answered<T>[]> {
  return { type: () => [type()], description, isNullable: false, isShownOnce: false };
}

/** A secret, shown this once: `context.showOnce`. */
export function shownOnce(description: string): ResultField<string, true> {
  return { type: () => String, description, isNullable: true, isShownOnce: true };
}

const key = {
  idempotencyKey: clearable(
    idempotencyKey,
    "Makes retrying safe: the same key with the same input is done once and answers the same for 24 hours. At most 255 characters.",
  ),
};

export type WithKey<Fields> = Fields & { readonly idempotencyKey: InputField<string, "clearable"> };

/** The input of a mutation under a name of its own, because several mutations take it. */
export function mutationInput<Fields extends InputFields>(
  name: string,
  description: string,
  fields: Fields,
): Group<WithKey<Fields>> {
  return group(name, description, { ...fields, ...key });
}

/** All that is to be said of a mutation but how it is done. */
export interface Mutation<
  Name extends string = string,
  Owner extends Service = Service,
  Fields extends InputFields = InputFields,
  Code extends string = string,
  Result extends ResultFields = ResultFields,
> {
  readonly name: Name;
  /** The name as its types begin: `BookSession`. */
  readonly title: string;
  readonly owner: Owner;
  readonly description: string;
  /** Roles that may try; others are refused before anything is read. */
  readonly roles: readonly Role[];
  readonly input: Group<Fields>;
  readonly argument: string | undefined;
  /** The enum of its reasons for a refusal. */
  readonly codes: { readonly [C in Code | CommonCode]: C };
  /** The payload, as a GraphQL type. */
  readonly payload: new () => Payload;
  readonly result: Result;
}

interface Face<Owner, Fields, Code extends string, Result> {
  readonly owner: Owner;
  readonly description: string;
  readonly roles: readonly Role[];
  /** Fields of the input `<Mutation>Input`, or an input that several mutations take. */
  readonly input: Fields | Group<WithKey<Fields & InputFields>>;
  /** Reasons for a refusal that it has beside those of every mutation, each with its meaning. */
  readonly refusals?: Readonly<Record<Code, string>>;
  readonly result: Result;
}

/** The values that a command gets. */
export type InputOf<M> = M extends Mutation<string, Service, infer Fields> ? ValuesOf<Fields> : never;

/** The reasons for which it can be refused. */
export type CodeOf<M> = M extends { readonly codes: infer Codes } ? keyof Codes & string : never;

/**
 * Declares a mutation: its input, payload, error and code types follow from this, and so do the resolver, the call between
 * the services, and what the tests of isolation need to know. `implement` adds how it is done.
 */
export function mutation<
  const Name extends string,
  const Owner extends Service,
  Fields extends InputFields,
  const Result extends ResultFields,
  const Code extends string = never,
>(
  name: Name,
  { owner, description, roles, input, refusals, result }: Face<Owner, Fields, Code, Result>,
): Mutation<Name, Owner, WithKey<Fields>, Code, Result> {
  const title = `${name[0]!.toUpperCase()}${name.slice(1)}`;
  const said = wording[name];
  const reasons = { ...common, ...(choosesArchivable(isGroup(input) ? input.fields : input) && archived), ...refusals };
  const codes = wordsOf(
    `${title}ErrorCode`,
    `Why ${title} can be refused.`,
    reasons as Record<Code | CommonCode, string>,
  );
  return {
    name,
    title,
    owner,
    description,
    roles,
    input: isGroup(input) ? input : mutationInput(`${title}Input`, said?.input ?? "", input),
    argument: said?.argument,
    codes,
    payload: payloadOf(title, codes, result),
    result,
  };
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

/** The payload's type: the result's fields and `userErrors`, whose codes are those of this mutation alone. */
function payloadOf(title: string, codes: object, result: ResultFields): new () => Payload {
  const names = [`${title}Error`, `${title}Payload`] as const;
  const { [names[0]]: error } = { [names[0]]: class extends UserError {} };
  ObjectType(names[0], { implements: UserError, description: `Why ${title} was refused.` })(error!);
  field(error as Entity, "code", () => codes, "The reason.");

  const { [names[1]]: payload } = { [names[1]]: class extends Payload {} };
  ObjectType(names[1], { description: `What ${title} answers.` })(payload!);
  for (const [name, { type, description, isNullable }] of Object.entries(result))
    field(payload as Entity, name, type, description, isNullable);
  const userErrors = "Why the mutation was refused; empty when it was done.";
  field(payload as Entity, "userErrors", () => [error], userErrors);
  return payload!;
}
