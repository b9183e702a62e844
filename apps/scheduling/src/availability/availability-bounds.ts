import type { CommandContext } from "@coachwork/platform";

export const MOST_WINDOWS = 50;

/** What each whole number may be, ends included; the database checks the same. */
const bounds = {
  durationMinutes: [5, 720],
  stepMinutes: [5, 720],
  bufferBeforeMinutes: [0, 240],
  bufferAfterMinutes: [0, 240],
  minimumNoticeMinutes: [0, 43_200],
  horizonDays: [1, 730],
  mostPerDay: [1, 50],
  mostPerWeek: [1, 200],
  weekday: [1, 7],
  startMinute: [0, 1439],
  endMinute: [1, 1440],
} as const;

type Bounded = keyof typeof bounds;

const terms = [
  "durationMinutes",
  "stepMinutes",
  "bufferBeforeMinutes",
  "bufferAfterMinutes",
  "minimumNoticeMinutes",
  "horizonDays",
  "mostPerDay",
  "mostPerWeek",
] as const satisfies readonly Bounded[];

/** Judges what is given of the numbers that a coach or a session type asks for. */
export function judgeTerms(
  context: CommandContext<never>,
  input: { readonly [Name in (typeof terms)[number]]?: number | null },
): void {
  for (const name of terms) {
    const value = input[name];
    if (value != null) judgeBound(context, name, value, name);
  }
}

export function judgeBound(context: CommandContext<never>, name: Bounded, value: number, field: string): void {
  const [least, most] = bounds[name];
  if (Number.isInteger(value) && least <= value && value <= most) return;
  context.refuse("INVALID", field, `${name} is ${value}; it must be a whole number from ${least} to ${most}.`);
}
