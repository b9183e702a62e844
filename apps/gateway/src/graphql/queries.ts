import type { Entity } from "@coachwork/reader";
import { connectionOf, type PageOptions, pageArguments } from "@coachwork/schema";
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { type Context, signedIn } from "./context.js";

interface QueryNames {
  /** Name of the field that gives one object by its id. */
  readonly one?: string;
  /** Name of the field that gives a connection of all that the viewer sees. */
  readonly many: string;
  /** The order when none is asked for. */
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

  define(prototype, names.many, (context, info) =>
    context.services.reader.connection(signedIn(context), entity, names.orderBy, info),
  );
  pageArguments(prototype, names.many, names);
  query(prototype, names.many, () => connection, `All ${label} objects that you may see.`, false);
  context(prototype, names.many, 4 + (names.filter ? 1 : 0) + (names.order ? 1 : 0));

  if (names.one) {
    define(prototype, names.one, (context, info, id) =>
      context.services.reader.one(signedIn(context), entity, id as string, info),
    );
    Arg("id", () => ID, { description: "Its id." })(prototype, names.one, 0);
    query(
      prototype,
      names.one,
      () => entity,
      `The ${label} with this id; null if there is none that you may see.`,
      true,
    );
    context(prototype, names.one, 1);
  }
  Resolver()(Queries);
  return Queries;
}

type Read = (context: Context, info: GraphQLResolveInfo, first: unknown) => Promise<unknown>;

/** Arguments come first, then the context and the info. */
function define(prototype: object, name: string, read: Read): void {
  Object.defineProperty(prototype, name, {
    value: (...args: unknown[]) => {
      const [context, info] = args.slice(-2) as [Context, GraphQLResolveInfo];
      return read(context, info, args[0]);
    },
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
