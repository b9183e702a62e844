import {
  type ASTVisitor,
  GraphQLError,
  Kind,
  OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
} from "graphql";

/**
 * Refuses `@skip` and `@include` at the root of a subscription, as the specification does since September 2025. A
 * subscription without a root field follows nothing, and graphql-js 16 fails on it.
 */
export function subscriptionConditions(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition({ operation, selectionSet }) {
      if (operation !== OperationTypeNode.SUBSCRIPTION) return;
      for (const { directives } of beginningOf(selectionSet, context)) {
        const condition = directives?.find(({ name }) => name.value === "skip" || name.value === "include");
        if (!condition) continue;
        const message = `A subscription cannot begin with @${condition.name.value}. Leave it out, and subscribe only when you want to.`;
        context.reportError(new GraphQLError(message, { nodes: condition }));
      }
    },
  };
}

/** The root fields, and the fragments that lead to them. */
function beginningOf(set: SelectionSetNode | undefined, context: ValidationContext): readonly SelectionNode[] {
  return (set?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : context.getFragment(selection.name.value);
    return [selection, ...beginningOf(fragment?.selectionSet, context)];
  });
}
