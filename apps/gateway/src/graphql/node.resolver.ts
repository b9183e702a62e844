import { declareRoot } from "@coachwork/reader";
import { Node } from "@coachwork/schema";
import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import type { Context } from "./context.js";
import { readRoot } from "./read-root.js";

declareRoot("node", { kind: "node" });
declareRoot("nodes", { kind: "nodes" });

@Resolver()
export class NodeQueries {
  @Query(() => Node, { nullable: true, description: "Any object by its id. Null if there is none that you may see." })
  node(
    @Arg("id", () => ID, { description: "The object's id." }) _id: string,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return readRoot(context, info);
  }

  @Query(() => [Node], {
    nullable: "items",
    description:
      "Any objects by their ids, in the order of the ids. An id of nothing that you may see has null in its place. All are read in one statement.",
  })
  nodes(
    @Arg("ids", () => [ID], { description: "The objects' ids, 1 to 100." }) _ids: readonly string[],
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return readRoot(context, info);
  }
}
