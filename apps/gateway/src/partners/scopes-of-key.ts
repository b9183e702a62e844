import type { CommandContext } from "@coachwork/platform";
import { SCOPES } from "@coachwork/schema";

/** The scopes as a key keeps them: each once, in order. Refuses one that there is not. */
export function checkedScopes(context: CommandContext<"UNKNOWN_SCOPE">, scopes: readonly string[]): string[] {
  const unknown = scopes.findIndex((scope) => !Object.hasOwn(SCOPES, scope));
  if (unknown >= 0) {
    const message = `There is no scope ${JSON.stringify(scopes[unknown])}. Give some of ${known}.`;
    context.refuse("UNKNOWN_SCOPE", `scopes.${unknown}`, message);
  }
  return [...new Set(scopes)].sort();
}

const known = Object.keys(SCOPES).join(", ");
