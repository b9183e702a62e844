import type { CommandContext } from "@coachwork/platform";
import type { Engagement } from "@coachwork/schema";

const YEAR_MS = 365 * 86_400_000;

/** Refuses a day that is ahead, or more than a year before the engagement: such a year is a slip. */
export function refuseEntryDay(context: CommandContext<"WRONG_DAY">, day: string, { startsOn }: Engagement): void {
  const { today } = context.actor;
  const earliest = new Date(Date.parse(startsOn) - YEAR_MS).toISOString().slice(0, 10);
  if (day > today) context.refuse("WRONG_DAY", "day", `The day is ${day}, which is ahead. Give ${today} or earlier.`);
  if (day >= earliest) return;
  const message = `The day is ${day}, long before the engagement. Give ${earliest} or later.`;
  context.refuse("WRONG_DAY", "day", message);
}

/** What `unlessTaken` says of a day that has an entry. */
export function dayTaken(day: string): { readonly day: readonly ["DAY_TAKEN", string] } {
  return { day: ["DAY_TAKEN", `The metric has an entry of ${day} already. Correct that with updateMetricEntry.`] };
}
