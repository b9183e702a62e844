import { isReachable } from "@coachwork/reader";
import { type Actor, type EventWord, SCOPES } from "@coachwork/schema";
import { GraphQLError } from "graphql";
import type { ErrorCode } from "../graphql/error-codes.js";
import { entityOfWord } from "./event-objects.js";

/**
 * Refuses to tell a viewer of events of which they could never be told: an API key lacks the scope, or what happens is none of
 * their business.
 */
export function requireAudible(viewer: Actor, types: readonly EventWord[]): void {
  if (types.length === 0) throw refusal("BAD_USER_INPUT", "types is empty. Leave it out, or give at least one.");
  for (const type of types) {
    const why = whyInaudible(viewer, type);
    if (why) throw refusal(why.code, why.message);
  }
}

/** Why a viewer is never told of these events. Undefined if they may be. */
export function whyInaudible(
  { personId, grants }: Actor,
  type: EventWord,
): { readonly code: ErrorCode; readonly message: string } | undefined {
  const entity = entityOfWord(type);
  if (!entity || isReachable(entity, grants)) return undefined;
  if (personId !== null) return { code: "FORBIDDEN", message: `You may not see what ${type} is about.` };
  const scopes = Object.keys(SCOPES).filter((scope) => isReachable(entity, [scope]));
  return scopes.length === 0
    ? { code: "FORBIDDEN", message: `No API key may see what ${type} is about.` }
    : {
        code: "INSUFFICIENT_SCOPE",
        message: `This API key lacks the scope ${scopes.join(" or ")}, which ${type} needs.`,
      };
}

function refusal(code: ErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
