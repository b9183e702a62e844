import type { CommandContext } from "@coachwork/platform";
import { judgeText } from "./stored-text.js";

const LONGEST = 500;

/** The reason that somebody gave, without space around it; null where there is none. */
export function reasonOf(context: CommandContext<never>, { reason }: { reason?: string | null }): string | null {
  const said = reason?.trim();
  if (!said) return null;
  judgeText(context, "reason", said, LONGEST);
  return said;
}
