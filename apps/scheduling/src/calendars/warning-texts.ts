import type { ReadCalendar } from "../core/ics/busy-calendar.js";

/** What was wrong in a calendar that was read all the same, for a person to read. */
export function warningTexts({ warnings, further }: Pick<ReadCalendar, "warnings" | "further">): string[] {
  const texts = warnings.map(({ line, problem }) => `Line ${line}: ${problem}.`);
  return further === 0 ? texts : [...texts, `And ${further} more.`];
}
