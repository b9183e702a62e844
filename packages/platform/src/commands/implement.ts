import type { Actor, Declared, Outcome, Service } from "@coachwork/schema";
import type { AnyMutation, Run } from "./command.js";
import type { CommandServices } from "../live/services.js";
import { execute } from "./execute.js";

/** A mutation and how it is done. */
export interface Implementation<M> {
  readonly mutation: M;
  perform(services: CommandServices, actor: Actor, input: unknown): Promise<Outcome>;
}

/** Says how a mutation is done. Its values are read, and its roles asked for, before. */
export function implement<M extends AnyMutation>(mutation: M, run: Run<M>): Implementation<M> {
  return { mutation, perform: (services, actor, input) => execute(services, { mutation, run }, actor, input) };
}

/** All mutations that a service owns, by name: a missing one, or another's, does not compile. */
export type OwnedBy<Owner extends Service> = {
  readonly [M in Declared as M extends { readonly owner: Owner } ? M["name"] : never]: Implementation<M>;
};
