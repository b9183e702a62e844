import type { CodeOf, CommonCode, Declared, PlainMutation, Service } from "@coachwork/schema";
import type { AnyMutation, Implementation, Run } from "./command.js";
import { execute } from "./execute.js";
import { plainly } from "./plain.js";

/** Implements a mutation. Its roles and input are checked before the command runs. */
export function implement<M extends AnyMutation>(mutation: M, run: Run<M>): Implementation<M> {
  return { mutation, perform: (services, actor, input) => execute(services, { mutation, run }, actor, input) };
}

/** The mutations that a service owns. */
type Owned<Owner extends Service> = Extract<Declared, { readonly owner: Owner }>;

/** Plain mutations without refusals of their own. They need no command. */
type NeedsNoCommand<M> = M extends { readonly plain: unknown }
  ? [Exclude<CodeOf<M>, CommonCode>] extends [never]
    ? M
    : never
  : never;

/** The commands of all mutations that a service owns, by name. A missing or foreign one does not compile. */
export type OwnedBy<Owner extends Service> = {
  readonly [M in Exclude<Owned<Owner>, NeedsNoCommand<Owned<Owner>>> as M["name"]]: Implementation<M>;
} & {
  readonly [M in NeedsNoCommand<Owned<Owner>> as M["name"]]?: Implementation<M>;
};

/** A mutation with its command. A plain one without a command does what all of its kind do. */
export function implementationOf<Owner extends Service>(
  commands: OwnedBy<Owner>,
  mutation: Owned<Owner>,
): Implementation<AnyMutation> {
  const named = commands as Readonly<Record<string, Implementation<AnyMutation> | undefined>>;
  return named[mutation.name] ?? plainly(mutation as unknown as PlainMutation);
}
