import type { CommandContext } from "@coachwork/platform";
import { type Engagement, type Goal, GoalProgress, SCALE_PROPERTIES } from "@coachwork/schema";

/** What measures a goal. */
export type Scale = Pick<Goal, (typeof SCALE_PROPERTIES)[number]>;

/** The columns of five descriptions, lowest level first; all null where there is no scale. */
export function scaleColumns(descriptions: readonly string[] | null): Scale {
  return Object.fromEntries(
    SCALE_PROPERTIES.map((name, place) => [name, descriptions?.[place] ?? null]),
  ) as unknown as Scale;
}

/** The scale of a goal or a revision, without the rest of it. */
export function scaleIn(row: Scale): Scale {
  return Object.fromEntries(SCALE_PROPERTIES.map((name) => [name, row[name]])) as unknown as Scale;
}

interface Measured {
  readonly weight?: number | null | undefined;
  readonly scale?: readonly string[] | null | undefined;
  readonly baselineLevel?: number | null | undefined;
}

/** Refuses what measures where nothing is measured. */
export function refuseMeasure(context: CommandContext<"NO_SCALE">, { weight, scale, baselineLevel }: Measured): void {
  const given = Object.entries({ weight, scale, baselineLevel }).find(([, value]) => value != null);
  if (!given) return;
  context.refuse("NO_SCALE", given[0], "Objectives and themes of mentoring are not measured. Leave this out.");
}

/** Refuses to measure an objective or theme of mentoring. */
export function refuseUnmeasured(context: CommandContext<"NO_SCALE">, { kind }: Goal, field: string): void {
  if (kind === "GOAL") return;
  const message = `An ${kind} of mentoring has no levels. Say that it is achieved or dropped, or write a note.`;
  context.refuse("NO_SCALE", field, kind === "THEME" ? message.replace("An", "A") : message);
}

/** Whether work has started, so that the scale is fixed. The goal must be locked. */
export async function isFrozen(context: CommandContext<never>, { id, revision }: Goal): Promise<boolean> {
  return revision > 0 || (await context.transaction.findOne(GoalProgress, { goalId: id })) !== null;
}

/** Refuses a target date before the engagement. */
export function refuseTarget(
  context: CommandContext<"TARGET_BEFORE_START">,
  { startsOn }: Engagement,
  targetDate: string | null | undefined,
): void {
  if (targetDate == null || targetDate >= startsOn) return;
  const message = `The target date is ${targetDate}, but the engagement starts on ${startsOn}. Give that day or a later one.`;
  context.refuse("TARGET_BEFORE_START", "targetDate", message);
}
