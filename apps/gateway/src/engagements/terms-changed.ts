import type { CommandContext } from "@coachwork/platform";
import type { Engagement } from "@coachwork/schema";

/** What the people of an engagement agreed. */
const AGREED = [
  ...(["kind", "format", "teamId", "mentoringForm"] as const),
  ...(["endsOn", "allocationUnit", "allocationAmount", "organizationId"] as const),
] as const;

/**
 * What follows when an engagement is not what its people agreed any more. `engagement` is what it is now, and locked. `day` is the first
 * day for which that holds, today if it is left out. What follows is known by a later slice, which `commands.ts` hands over.
 */
export type TermsChanged = (context: CommandContext<never>, engagement: Engagement, day?: string) => Promise<void>;

/** Whether a change of an engagement is one of what was agreed. */
export function areTermsOthers(before: Engagement, after: Engagement): boolean {
  return AGREED.some((term) => before[term] !== after[term]);
}

/** Refuses an engagement that needs an agreement which not everybody has signed. A later slice knows. */
export type RefuseUnagreed = (context: CommandContext<"NEEDS_AGREEMENT">, engagement: Engagement) => Promise<void>;
