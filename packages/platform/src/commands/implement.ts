import type { CodeOf, CommonCode, Declared, PlainMutation, Service } from "@coachwork/schema";
import type { AnyMutation, Implementation, Run } from "./command.js";
import { execute } from "./execute.js";
import { plainly } from "./plain.js";

/** Says how a mutation is done. Its values are read, and its roles asked for, before. */
export function implement<M extends AnyMutation>(mutation: M, run: Run<M>): Implementation<M> {
  return { mutation, perform: (services, actor, input) => execute(services, { mutation, run }, actor, input) };
}

/** The mutations that a service owns. */
type Owned<Owner extends Service> = Extract<Declared, { readonly owner: Owner }>;

/** Those that are done without a rule of their own: the plain ones that declare no refusal. */
type DoneByItself<M> = M extends { readonly plain: unknown }
  ? [Exclude<CodeOf<M>, CommonCode>] extends [never]
    ? M
    : never
  : never;

/** All mutations that a service owns, by name, but those that are done by themselves: a missing one, or another's, does not compile. */
export type OwnedBy<Owner extends Service> = {
  readonly [M in Exclude<Owned<Owner>, DoneByItself<Owned<Owner>>> as M["name"]]: Implementation<M>;
} & {
  readonly [M in DoneByItself<Owned<Owner>> as M["name"]]?: Implementation<M>;
};

/** How a mutation is done: as its command says, or as all of its kind. */
export function implementationOf<Owner extends Service>(
  commands: OwnedBy<Owner>,
  mutation: Owned<Owner>,
): Implementation<AnyMutation> {
  const named = commands as Readonly<Record<string, Implementation<AnyMutation> | undefined>>;
  return named[mutation.name] ?? plainly(mutation as unknown as PlainMutation);
}
