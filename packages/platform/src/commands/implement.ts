import type { Actor, Declared, Outcome, Service } from "@coachwork/schema";
import type { AnyMutation, Run } from "./command.js";
import type { CommandServices } from "../live/services.js";
import { execute } from "./execute.js";

/** A mutation with its command. */
export interface Implementation<M> {
  readonly mutation: M;
  perform(services: CommandServices, actor: Actor, input: unknown): Promise<Outcome>;
}

/** Implements a mutation. Its roles and input are checked before the command runs. */
export function implement<M extends AnyMutation>(mutation: M, run: Run<M>): Implementation<M> {
  return { mutation, perform: (services, actor, input) => execute(services, { mutation, run }, actor, input) };
}

/** All mutations that a service owns, by name. A missing or foreign one does not compile. */
export type OwnedBy<Owner extends Service> = {
  readonly [M in Declared as M extends { readonly owner: Owner } ? M["name"] : never]: Implementation<M>;
};
