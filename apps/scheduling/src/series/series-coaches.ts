import { dateIn } from "@coachwork/platform";
import { type EngagementPeople, membersOn } from "../people/engagement-people.js";
import { successorOn } from "../people/successor.js";

/** A series with its own coaches, or none if it has all of the engagement. */
interface Coached {
  readonly series: { readonly timeZone: string };
  readonly people: EngagementPeople;
  readonly coachIds: readonly string[];
}

/** The coaches whose schedule a series changes: its own, or all coaches of the engagement at an instant. */
export function coachesToTell({ series, people, coachIds }: Coached, instant: number): string[] {
  return coachesOfInstance(people, coachIds, dateIn(series.timeZone, instant)).toSorted();
}

/**
 * The coaches that a series' session needs: its own or their successors, or all coaches of the engagement on that day.
 */
export function coachesOfInstance(
  { coaches }: EngagementPeople,
  coachIds: readonly string[],
  date: string,
): readonly string[] {
  const present = membersOn(coaches, date);
  if (coachIds.length === 0) return present;
  const successorOrSelf = (id: string) => (present.includes(id) ? id : (successorOn(id, coaches, date) ?? id));
  return [...new Set(coachIds.map(successorOrSelf))];
}
