import { MINUTE } from "../core/lengths.js";

/** When to send reminders of a session. Instants are epoch milliseconds. */
export interface Reminders {
  /** How many minutes before the start. */
  readonly minutesBefore: readonly number[];
  readonly startsAt: number;
}

/**
 * The reminder that is due, in minutes before the session. Its time is past, but after `since`, when the reader learnt
 * of the session. If several are due, for example after an outage, only the one nearest to the start counts. None after
 * the start.
 */
export function dueReminder(
  { minutesBefore, startsAt }: Reminders,
  { since, now }: { readonly since: number; readonly now: number },
): number | undefined {
  if (startsAt <= now) return undefined;
  const due = minutesBefore.filter((minutes) => {
    const at = startsAt - minutes * MINUTE;
    return since < at && at <= now;
  });
  return due.length > 0 ? Math.min(...due) : undefined;
}

/** When the next reminder is due after `now`. */
export function nextReminder({ minutesBefore, startsAt }: Reminders, now: number): number | undefined {
  const later = minutesBefore.map((minutes) => startsAt - minutes * MINUTE).filter((at) => at > now);
  return later.length > 0 ? Math.min(...later) : undefined;
}
