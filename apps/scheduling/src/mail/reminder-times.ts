import { MINUTE } from "../core/lengths.js";

/** When reminders of a session are to be sent. Instants are epoch milliseconds. */
export interface Reminders {
  /** How many minutes before the start. */
  readonly minutesBefore: readonly number[];
  readonly startsAt: number;
}

/**
 * How many minutes before the session the reminder is that is due: its time has come, and came after `since`, when its
 * reader learnt of the session. Of several, such as after an outage, only the nearest to the start; none once it started.
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
