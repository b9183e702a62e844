import type { Actor, CodeOf, InputOf, Mutation, Outcome, ResultFields, ResultOf } from "@coachwork/schema";
import type { CommandServices } from "../live/services.js";
import type { CommandContext } from "./context.js";

/** A mutation of any name, and its types. */
export type AnyMutation = Pick<
  Mutation,
  "name" | "title" | "roles" | "keys" | "keepsNoKey" | "input" | "codes" | "result"
>;

/** What the command of a mutation works with. It can refuse only with the mutation's own codes. */
export type ContextOf<M> = M extends { readonly result: infer Fields extends ResultFields }
  ? CommandContext<CodeOf<M>, Fields>
  : never;

/** What a command returns: exactly the declared objects. */
export type AnswerOf<M> = M extends { readonly result: infer Fields } ? ResultOf<Fields> : never;

/** Performs a mutation in one transaction: a rule of the domain. */
export type Run<M> = (context: ContextOf<M>, input: InputOf<M>) => Promise<AnswerOf<M>>;

/** A mutation with its command. */
export interface Implementation<M> {
  readonly mutation: M;
  perform(services: CommandServices, actor: Actor, input: unknown): Promise<Outcome>;
}

/** A mutation, and the rule that performs it. */
export interface Command<M extends AnyMutation> {
  readonly mutation: M;
  readonly run: Run<M>;
}
