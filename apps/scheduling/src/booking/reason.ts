import type { CommandContext } from "@coachwork/platform";

const LONGEST = 500;

/** The reason that somebody gave, without space around it; null where there is none. */
export function reasonOf(context: CommandContext<never>, { reason }: { reason?: string | null }): string | null {
  const said = reason?.trim();
  if (!said) return null;
  if (said.length > LONGEST || said.includes("\0"))
    context.refuse(
      "INVALID",
      "reason",
      `The reason has ${said.length} characters; give 1 to ${LONGEST}, none of them U+0000.`,
    );
  return said;
}
