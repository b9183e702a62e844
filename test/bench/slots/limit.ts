import type { Interval, TeamSlot } from "@coachwork/scheduling/core";
import type { Question } from "./calendars.ts";

/** A calendar for which all that concerns zones is done: the windows are instants. */
export interface BareCalendar {
  readonly coachId: string;
  readonly had: number;
  readonly open: readonly Interval[];
  readonly busy: readonly Interval[];
}

/*
 * The bare limit: the least that any program does to find these slots. It sorts and merges what is busy and emits what is
 * left of the windows, in plain loops. It knows no zone (half hours are the same in UTC), buffer, notice, limit or page.
 */

/** The slots of one calendar. */
export function bareSlots({ open, busy }: BareCalendar, { from, to, durationMinutes }: Question): Interval[] {
  const length = durationMinutes * 60_000;
  const taken: [number, number][] = [];
  for (const [start, end] of busy.toSorted((a, b) => a[0] - b[0])) {
    const last = taken.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else taken.push([start, end]);
  }
  const slots: Interval[] = [];
  let next = 0;
  for (const [start, end] of open) {
    let at = start;
    while (next < taken.length && taken[next]![1] <= at) next++;
    for (let place = next; at < end; place++) {
      const [stop, resume] = place < taken.length && taken[place]![0] < end ? taken[place]! : [end, end];
      for (at = Math.ceil(at / length) * length; at + length <= stop; at += length)
        if (at >= from && at < to) slots.push([at, at + length]);
      at = resume;
    }
  }
  return slots;
}

/** The slots of several, each with all who are free, in turn. */
export function bareTeamSlots(calendars: readonly BareCalendar[], question: Question): TeamSlot[] {
  const inTurn = calendars.toSorted((a, b) => a.had - b.had || (a.coachId < b.coachId ? -1 : 1));
  const byStart = new Map<number, { start: number; end: number; coachIds: string[] }>();
  for (const calendar of inTurn) {
    for (const [start, end] of bareSlots(calendar, question)) {
      const slot = byStart.get(start);
      if (slot) slot.coachIds.push(calendar.coachId);
      else byStart.set(start, { start, end, coachIds: [calendar.coachId] });
    }
  }
  return [...byStart.values()].sort((a, b) => a.start - b.start);
}
