import type { CommandContext } from "@coachwork/platform";
import { judgeName } from "../stored-text.js";

const LONGEST = 100;

export function judgeTypeName(context: CommandContext<never>, name: string): void {
  judgeName(context, "name", name, LONGEST);
}
