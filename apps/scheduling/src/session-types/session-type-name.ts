import type { CommandContext } from "@coachwork/platform";
import { judgeText } from "../stored-text.js";

const LONGEST = 100;

export function judgeTypeName(context: CommandContext<never>, name: string): void {
  judgeText(context, "name", name, LONGEST);
  if (name.trim() === "") context.refuse("INVALID", "name", "The name is blank; give one that people can read.");
}
