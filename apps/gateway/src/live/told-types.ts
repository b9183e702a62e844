import { mayEverSee } from "@coachwork/reader";
import { type Actor, eventOf, type EventWord, SCOPES, topicOf } from "@coachwork/schema";
import { codedError, type ErrorCode } from "../graphql/error-codes.js";

/**
 * Refuses to tell a viewer of events of which they could never be told: an API key lacks the scope, or what happens is none of
 * their business.
 */
export function requireAudible(viewer: Actor, types: readonly EventWord[]): void {
  if (types.length === 0) throw codedError("BAD_USER_INPUT", "types is empty. Leave it out, or give at least one.");
  if (types.includes("SNAPSHOT"))
    throw codedError("BAD_USER_INPUT", "A SNAPSHOT comes by itself. Leave it out of types.");
  for (const type of types) {
    const why = whyInaudible(viewer, type);
    if (why) throw codedError(why.code, why.message);
  }
}

/** Why a viewer is never told of these events. Undefined if they may be. */
export function whyInaudible(
  { personId, grants }: Actor,
  word: EventWord,
): { readonly code: ErrorCode; readonly message: string } | undefined {
  const type = eventOf(word);
  if (!type) return undefined;
  const { entity, fields } = topicOf(type);
  if (mayEverSee(entity, fields, grants)) return undefined;
  if (personId !== null) return { code: "FORBIDDEN", message: `You may not see what ${word} tells.` };
  const scopes = Object.keys(SCOPES).filter((scope) => mayEverSee(entity, fields, [scope]));
  return scopes.length === 0
    ? { code: "FORBIDDEN", message: `No API key may see what ${word} tells.` }
    : {
        code: "INSUFFICIENT_SCOPE",
        message: `This API key lacks the scope ${scopes.join(" or ")}, which ${word} needs.`,
      };
}
