import { declareRoot, type Entity } from "@coachwork/reader";
import { connectionOf, type PageOptions, pageArguments } from "@coachwork/schema";
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import type { Context } from "./context.js";
import { readRoot } from "./read-root.js";

interface QueryNames {
  /** The name of the field that returns one object by id. */
  readonly one?: string;
  /** The name of the field that returns a connection of everything that the viewer sees. */
  readonly many: string;
  /** The order to use when the client asks for none. */
  readonly orderBy: string;
}

/**
 * The root fields of a type, `engagement(id)` and `engagements(first, ...)`: a resolver class whose methods hand the whole
 * selection to the reader.
 */
export function queriesFor(entity: Entity, names: QueryNames & PageOptions): NonNullable<unknown> & (new () => object) {
  class Queries {}
  const { prototype } = Queries;
  const label = entity.name;
  const connection = connectionOf(entity);

  declareRoot(names.many, { kind: "many", entity, order: names.orderBy });
  define(prototype, names.many);
  pageArguments(prototype, names.many, names);
  query(prototype, names.many, () => connection, `All ${label} objects that you may see.`, false);
  context(prototype, names.many, 4 + (names.filter ? 1 : 0) + (names.order ? 1 : 0));

  if (names.one) {
    declareRoot(names.one, { kind: "one", entity });
    define(prototype, names.one);
    Arg("id", () => ID, { description: "The object's id." })(prototype, names.one, 0);
    query(
      prototype,
      names.one,
      () => entity,
      `The ${label} with this id. Null if there is none that you may see.`,
      true,
    );
    context(prototype, names.one, 1);
  }
  Resolver()(Queries);
  return Queries;
}

/** Arguments come first, then the context and the info. */
function define(prototype: object, name: string): void {
  Object.defineProperty(prototype, name, {
    value: (...args: unknown[]) => readRoot(...(args.slice(-2) as [Context, GraphQLResolveInfo])),
    writable: true,
    configurable: true,
  });
}

function query(prototype: object, name: string, type: () => unknown, description: string, nullable: boolean): void {
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name)!;
  Query(type as () => typeof String, { description, nullable })(prototype, name, descriptor);
}

function context(prototype: object, name: string, index: number): void {
  Ctx()(prototype, name, index);
  Info()(prototype, name, index + 1);
}
