import { merge, subtract, type Interval } from "./interval.js";
import { dayOfDate, isoDate } from "./local-day.js";
import type { DayWindow, Hours, WeeklyWindow } from "./windows.js";

/** A window that may be for the sessions of one type only. */
export type Typed<W extends DayWindow> = W & { readonly sessionTypeId?: string | null | undefined };

/** Somebody's windows for the sessions of all types. */
export interface TypedHours {
  readonly weekly: readonly Typed<WeeklyWindow>[];
  /** By local date: what replaces the weekly ones. */
  readonly dates: ReadonlyMap<string, readonly Typed<DayWindow>[]>;
}

/**
 * The windows for the sessions of one type; without a type, those for sessions that have none. A window of another type
 * is none of them. A window without a type is one of them, except on dates on which weekly windows of this type apply.
 * @throws RangeError for an invalid date
 */
export function hoursOfType(
  { weekly, dates }: TypedHours,
  typeId: string | undefined,
): Required<Pick<Hours, "windows" | "overrides">> {
  const own = typeId === undefined ? [] : weekly.filter((window) => isOf(window, typeId));
  const general = weekly.filter((window) => isOf(window, undefined));
  const owned = merge(own.map(daysOf));
  const isOwned = (date: string) => owned.some(([first, end]) => first <= dayOfDate(date) && dayOfDate(date) < end);
  const ofDay = ([date, windows]: [string, readonly Typed<DayWindow>[]]) =>
    [date, windows.filter((window) => isOf(window, typeId) || (isOf(window, undefined) && !isOwned(date)))] as const;
  return {
    windows: own.length === 0 ? general : [...own, ...general.flatMap((window) => without(window, owned))],
    overrides: new Map([...dates].map(ofDay)),
  };
}

function isOf({ sessionTypeId }: Typed<DayWindow>, typeId: string | undefined): boolean {
  return (sessionTypeId ?? undefined) === typeId;
}

const EVER = { firstDate: "0001-01-01", lastDate: "9999-12-31" } as const;

/** The local days on which a window may apply: from the first to the one after the last. */
function daysOf({ firstDate, lastDate }: WeeklyWindow): Interval {
  return [dayOfDate(firstDate ?? EVER.firstDate), dayOfDate(lastDate ?? EVER.lastDate) + 1];
}

function without(window: WeeklyWindow, days: readonly Interval[]): WeeklyWindow[] {
  return subtract([daysOf(window)], days).map(([first, end]) => {
    return { ...window, firstDate: isoDate(first), lastDate: isoDate(end - 1) };
  });
}
