import type { CommandContext } from "@coachwork/platform";

export function judgeTypeName(context: CommandContext<never>, name: string): void {
  if (name.trim().length >= 1 && name.length <= 100 && !name.includes("\0")) return;
  context.refuse(
    "INVALID",
    "name",
    `The name has ${name.length} characters; give 1 to 100, not all blank, none U+0000.`,
  );
}
