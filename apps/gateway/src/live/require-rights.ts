import { mayEverSee, revealsOf } from "@coachwork/reader";
import type { Actor } from "@coachwork/schema";
import { GraphQLError } from "graphql";

/** Refuses keys without the scope that a subscription needs, and viewers who may see nothing of what its events reveal. */
export function requireRights(
  { personId, grants }: Actor,
  subscription: string,
  scope: string,
  revealed: string,
): void {
  if (personId === null && !grants.includes(scope)) {
    throw new GraphQLError(`This API key lacks the scope ${scope}, which ${subscription} needs.`, {
      extensions: { code: "INSUFFICIENT_SCOPE" },
    });
  }
  const { entity, fields } = revealsOf(subscription);
  if (mayEverSee(entity, fields, grants)) return;
  throw new GraphQLError(`${subscription} is for viewers who may see ${revealed}. You may not.`, {
    extensions: { code: "FORBIDDEN" },
  });
}
