import { Field, InputType, InterfaceType, ObjectType } from "type-graphql";
import type { Entity } from "@coachwork/reader";
import { field } from "./connections.js";
import { wordsOf } from "./enums.js";

/** What every mutation's input has. */
@InputType()
export abstract class MutationInput {
  @Field(() => String, {
    nullable: true,
    description:
      "Makes retrying safe: the same key with the same input is done once and answers the same for 24 hours. At most 255 characters.",
  })
  idempotencyKey?: string | null;
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

/** Codes that every mutation has. */
const common = {
  REQUIRED: "A value is missing.",
  INVALID: "A value is not of the form or range that it must have.",
  NOT_FOUND: "There is no such thing, or you may not see it.",
  FORBIDDEN: "You may see it but not change it.",
  IDEMPOTENCY_KEY_REUSED: "The idempotency key was used before with another input.",
  BUSY: "Somebody else is changing the same just now; nothing was changed, and the same can be sent again shortly.",
} as const;

export type CommonCode = keyof typeof common;

/** A refusal as the services know it; `code` is one of the mutation's own. */
export interface Refusal {
  readonly code: string;
  readonly field: readonly string[] | null;
  readonly message: string;
}

/** What a mutation answers: the changed objects (their UUIDs, until the reader puts the objects there) and the reasons of a refusal. */
export abstract class Payload {
  userErrors!: readonly Refusal[];
}

/** The closed set of reasons for which a mutation can be refused. */
export interface RefusalCodes<Code extends string> {
  readonly mutation: string;
  readonly code: { readonly [C in Code | CommonCode]: C };
}

export type CodeOf<Codes> = Codes extends RefusalCodes<infer Code> ? Code | CommonCode : never;

/** The common codes and the mutation's own, each with its meaning, as the enum `<Mutation>ErrorCode`. */
export function refusalCodes<const Code extends string = never>(
  mutation: string,
  codes: Readonly<Record<Code, string>> = {} as Readonly<Record<Code, string>>,
): RefusalCodes<Code> {
  const code = wordsOf(`${mutation}ErrorCode`, `Why ${mutation} can be refused.`, { ...common, ...codes });
  return { mutation, code: code };
}

/**
 * Makes a class the payload of a mutation: it gets `userErrors`, whose codes are those of this mutation alone. The class
 * itself declares the changed objects.
 */
export function PayloadOf({ mutation, code }: RefusalCodes<string>): ClassDecorator {
  return (target) => {
    const { [`${mutation}Error`]: error } = { [`${mutation}Error`]: class extends UserError {} };
    ObjectType(`${mutation}Error`, { implements: UserError, description: `Why ${mutation} was refused.` })(error!);
    field(error as Entity, "code", () => code, "The reason.");
    ObjectType(`${mutation}Payload`, { description: `What ${mutation} answers.` })(target);
    field(
      target as unknown as Entity,
      "userErrors",
      () => [error],
      "Why the mutation was refused; empty when it was done.",
    );
  };
}

/** A field of a payload: the changed object, null when the mutation was refused. */
export function Changed(type: () => Entity, description: string): PropertyDecorator {
  return Field(type as unknown as () => typeof String, {
    description,
    nullable: true,
    simple: true,
  });
}
