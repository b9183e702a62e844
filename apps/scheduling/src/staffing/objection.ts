import { type CommandContext } from "@coachwork/platform";
import type { BookSession, CodeOf, Override, RescheduleSession } from "@coachwork/schema";

/** Reasons that booking and moving a session share. */
export type TimeCode = CodeOf<typeof BookSession> & CodeOf<typeof RescheduleSession>;

/** Why a session cannot be at that time: a refusal that has not been made yet. */
export interface Objection {
  readonly code: TimeCode;
  /** A path into the input. */
  readonly field: string;
  readonly message: string;
  /** What a coach or the firm can say to book over it. Nothing if it cannot be overridden. */
  readonly override?: Override;
}

/** What a session is booked over, or the first objection that remains. */
export type Weighed = { readonly overridden: readonly Override[] } | Objection;

/**
 * Weighs objections against what the booker overrides. Without `override` they cannot override anything here, and are not told
 * of it.
 */
export function weigh(objections: readonly Objection[], override?: ReadonlySet<Override>): Weighed {
  const isOverridden = (objection: Objection) => objection.override !== undefined && override?.has(objection.override);
  const remaining = objections.find((objection) => !isOverridden(objection));
  if (!remaining) return { overridden: objections.map((objection) => objection.override!) };
  if (!override || remaining.override === undefined) return remaining;
  return { ...remaining, message: `${remaining.message} To book all the same, override ${remaining.override}.` };
}

/** Turns an objection, if there is one, into the command's refusal. */
export function refuseIf(context: Pick<CommandContext<TimeCode>, "refuse">, objection: Objection | undefined): void {
  if (objection) context.refuse(objection.code, objection.field, objection.message);
}

/** What was found, unless it is an objection. That becomes the command's refusal. */
export function orRefuse<T extends object>(context: Pick<CommandContext<TimeCode>, "refuse">, found: T | Objection): T {
  if ("code" in found) refuseIf(context, found);
  return found as T;
}

/** What an event says about it: nothing, if nothing was overridden. */
export function toldOf(overridden: readonly Override[]): { readonly overridden?: Override[] } {
  return overridden.length === 0 ? {} : { overridden: [...new Set(overridden)] };
}
