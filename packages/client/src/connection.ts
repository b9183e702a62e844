import type { Values } from "./document.js";

/** A page of a list. Select `pageInfo { hasNextPage endCursor }`, and `nodes` or `edges { node }`. */
export interface Connection {
  readonly nodes?: readonly unknown[];
  readonly edges?: readonly { readonly node: unknown }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** What a connection lists. */
export type NodeOf<C> = C extends { readonly nodes: readonly (infer Node)[] }
  ? Node
  : C extends { readonly edges: readonly { readonly node: infer Node }[] }
    ? Node
    : never;

/** Reads page after page, as its nodes are taken. A list that is not there has none. */
export async function* nodesOf<Data, C extends Connection>(
  ask: (variables: Values) => Promise<Data>,
  variables: Values,
  select: (data: Data) => C | null | undefined,
): AsyncGenerator<NodeOf<C>, void> {
  let after = variables.after;
  for (;;) {
    const connection = select(await ask({ ...variables, after }));
    if (!connection) return;
    if (!connection.pageInfo) throw new TypeError("The document does not select pageInfo { hasNextPage endCursor }.");
    yield* (connection.nodes ?? connection.edges?.map(({ node }) => node) ?? []) as NodeOf<C>[];
    const { hasNextPage, endCursor } = connection.pageInfo;
    if (!hasNextPage) return;
    if (typeof endCursor !== "string") throw new TypeError("The document does not select pageInfo { endCursor }.");
    if (endCursor === after) throw new TypeError("The same page came again: give `after: $after` to the list.");
    after = endCursor;
  }
}
