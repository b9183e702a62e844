/** What is wrong in a calendar that was read all the same. */
export interface CalendarWarning {
  /** The line that it is on, counted from 1, as an editor shows it. */
  readonly line: number;
  /** What is wrong, and what came of it. It quotes nothing of the calendar. */
  readonly problem: string;
}

/** So many are kept; a calendar with more has one fault a thousand times. */
const MOST_WARNINGS = 50;

/** The warnings of a calendar, each said once. */
export class CalendarWarnings {
  readonly #told = new Map<string, CalendarWarning>();
  #further = 0;

  add(line: number, problem: string): void {
    const key = `${line} ${problem}`;
    if (this.#told.has(key)) return;
    if (this.#told.size < MOST_WARNINGS) this.#told.set(key, { line, problem });
    else this.#further += 1;
  }

  /** In the order of their lines; how many more there are is known of those that are not kept. */
  list(): { readonly warnings: readonly CalendarWarning[]; readonly further: number } {
    return { warnings: [...this.#told.values()].sort((a, b) => a.line - b.line), further: this.#further };
  }
}
