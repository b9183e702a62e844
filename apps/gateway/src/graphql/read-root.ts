import type { GraphQLResolveInfo } from "graphql";
import { type Context, signedIn } from "./context.js";

/** A root field that the reader answers: from what was read for the whole operation, or alone. */
export function readRoot(context: Context, info: GraphQLResolveInfo): unknown {
  const { roots, services } = context;
  const { key } = info.path;
  return roots && key in roots ? roots[key] : services.reader.root(signedIn(context), info);
}
