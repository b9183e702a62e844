import { implementationOf, newId, objectionToActor, type OwnedBy } from "@coachwork/platform";
import type { Actor, Declared, Outcome, Payload } from "@coachwork/schema";
import { GraphQLError } from "graphql";
import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { type Context, signedIn } from "./context.js";
import { asAnswer } from "./resolve.js";

/** What every input has besides its own fields. */
interface Input {
  readonly idempotencyKey?: string | null;
}

/**
 * The resolver class of all mutations. The gateway's command performs each, or the service that owns it. The payload
 * contains ids, and the default field resolver reads the objects as their viewer.
 */
export function mutationResolvers(
  mutations: readonly Declared[],
  commands: OwnedBy<"gateway">,
): NonNullable<unknown> & (new () => object) {
  class Mutations {}
  const { prototype } = Mutations;
  for (const mutation of mutations) {
    const { name, description, input, payload } = mutation;
    const emptyLists = listsOf(mutation);
    const perform = async (given: Input, context: Context): Promise<Payload> => {
      const { result, refusals } = await outcomeOf(mutation, commands, context, given);
      // The default field resolver reads the ids in it as their viewer.
      return Object.assign(new payload(), emptyLists, asAnswer(result), { userErrors: asAnswer(refusals) });
    };
    const descriptor = { value: perform, writable: true, configurable: true };
    Object.defineProperty(prototype, name, descriptor);
    Arg("input", input.type as () => typeof String, { description: "The mutation's input." })(prototype, name, 0);
    Ctx()(prototype, name, 1);
    Mutation(() => payload, { description })(prototype, name, descriptor);
  }
  Resolver()(Mutations);
  return Mutations;
}

function outcomeOf(mutation: Declared, commands: OwnedBy<"gateway">, context: Context, given: Input): Promise<Outcome> {
  const { services } = context;
  const actor = writer(mutation, context);
  const input = { ...given };
  if (mutation.owner === "gateway") return implementationOf(commands, mutation).perform(services, actor, input);
  // Every call between services has an idempotency key: the client's or a new one.
  const keyed = { ...input, idempotencyKey: input.idempotencyKey ?? newId() };
  return services.scheduling(actor, (service) => service.mutate.mutate({ name: mutation.name, input: keyed }));
}

/** The lists of a payload are empty if nothing is reported, never null. */
function listsOf({ result }: Declared): Readonly<Record<string, readonly never[]>> {
  const lists = Object.entries(result).filter(([, { isNullable }]) => !isNullable);
  return Object.fromEntries(lists.map(([name]) => [name, []]));
}

/** The viewer. A key without the scope for the mutation is told so, as it is for what it may not read. */
function writer(mutation: Declared, context: Context): Actor {
  const actor = { ...signedIn(context), clientAddress: context.clientAddress };
  const objection = actor.personId === null ? objectionToActor(mutation, actor) : undefined;
  if (!objection) return actor;
  throw new GraphQLError(objection.message, { extensions: { code: "INSUFFICIENT_SCOPE" } });
}
