import type { Withdrawal } from "../session-steps.js";

/** A sentence about a session; `title` is the engagement's, in one line. */
type Saying = (title: string) => string;

/** What the pages say that links in letters lead to. */
export interface PageTexts {
  /** The same whatever the reason is. */
  readonly linkEnded: string;
  /** Above a button. */
  readonly nothingYet: string;
  /** What cancelling costs now. */
  readonly free: string;
  /** In minutes, or null for a whole session. */
  costs(minutes: number | null): string;
  /** Staying away from a group. */
  readonly othersMeet: string;
  /** Why a client cannot do it any more; `until` is when they could. */
  tooLate(until: string): string;
  readonly notByClients: string;
  readonly chooseTime: string;
  noFreeTime(day: string): string;
  readonly earlierTimes: string;
  readonly laterTimes: string;
  /** Above the reason. */
  readonly notDone: string;
  /** Where no time was chosen. */
  readonly chooseFirst: string;
  /** What was done. */
  readonly moved: Saying;
  readonly withdrawn: { readonly [Way in Withdrawal]: Saying };
  readonly accepted: Saying;
  readonly declined: Saying;
  /** Below what was done. */
  readonly emailFollows: string;
}
