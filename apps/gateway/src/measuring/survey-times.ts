import type { CommandContext } from "@coachwork/platform";
import { rfc3339, type SurveyStatus } from "@coachwork/schema";

type Context = CommandContext<"WRONG_TIME">;

const YEAR_MS = 366 * 24 * 3_600_000;

/** When a survey opens and closes, as it is stored. Refuses times over a year ahead, and a survey that would close before it opens. */
export function timesOf(
  context: Context,
  { opensAt, closesAt }: { readonly opensAt?: Date | undefined; readonly closesAt?: Date | undefined },
): { readonly status: SurveyStatus; readonly opensAt: Date; readonly closesAt: Date | null } {
  const { now } = context;
  const opens = Math.max(opensAt?.getTime() ?? now, now);
  for (const [field, at] of Object.entries({ opensAt, closesAt })) {
    if (at && at.getTime() > now + YEAR_MS)
      context.refuse("WRONG_TIME", field, `${field} is ${rfc3339(at)}: give a time within the next year.`);
  }
  if (closesAt && closesAt.getTime() <= opens) {
    const message = `The survey would close at ${rfc3339(closesAt)}, but it opens at ${rfc3339(opens)}. Give a later time.`;
    context.refuse("WRONG_TIME", "closesAt", message);
  }
  return { status: opens > now ? "PLANNED" : "OPEN", opensAt: new Date(opens), closesAt: closesAt ?? null };
}
