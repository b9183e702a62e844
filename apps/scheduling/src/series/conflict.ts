import { type CommandContext } from "@coachwork/platform";
import { type BookSession, type CodeOf } from "@coachwork/schema";

/** A session of a series that cannot be booked, and why, with the codes of bookSession. */
export interface Conflict {
  /** ISO 8601. */
  readonly startsAt: string;
  readonly code: CodeOf<typeof BookSession>;
  readonly message: string;
}

/** Refuses if a required session cannot be booked. The payload lists each. */
export function refuseConflicts(
  context: CommandContext<"CONFLICTS">,
  { book }: { readonly book: "ALL" | "POSSIBLE" },
  conflicts: readonly Conflict[],
  booked: number,
): void {
  if (conflicts.length === 0 || (book === "POSSIBLE" && booked > 0)) return;
  const all = conflicts.length + booked;
  const advice = book === "ALL" ? "change the series, or ask for what is POSSIBLE" : "change the series";
  const message = `${conflicts.length} of ${all} sessions cannot be booked; see \`conflicts\`, then ${advice}.`;
  context.refuse("CONFLICTS", null, message, { conflicts });
}
