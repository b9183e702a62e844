import { dateIn } from "@coachwork/platform";
import { type Engagement, rfc3339 } from "@coachwork/schema";
import { movedStarts } from "../core/series-move.js";
import type { Series } from "../core/series.js";
import { wallOf } from "../core/series-starts.js";
import { objectionOfEngagement } from "../booking/session-day.js";
import { isAhead } from "../booking/sessions-ahead.js";
import type { Instance } from "./changeable-series.js";
import type { Conflict } from "./conflict.js";

/** A part of a series that moves. */
interface Moving extends Series {
  readonly instances: readonly Instance[];
  /** Which of its starts becomes which. */
  readonly pairs: ReadonlyMap<number, number>;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * The future sessions for which a series has no place where it moves: the engagement ends before, or the new day or
 * time does not exist then. A move loses no session unasked.
 */
export function lostSessions(
  { instances, pairs, now, ...from }: Moving,
  to: Series,
  engagement: Pick<Engagement, "status" | "startsOn" | "endsOn">,
): Conflict[] {
  const lost = instances
    .filter(({ session }) => isAhead(session, now) && !pairs.has(session.originalStart!.getTime()))
    .map(({ session }) => session.originalStart!.getTime());
  const places = { before: wallOf(from.firstStart), after: wallOf(to.firstStart) };
  const starts = movedStarts(lost, { ...from, ...places }, { ...to, ...places });
  return starts.map((start) => {
    const startsAt = rfc3339(start);
    const message = `The rule has no start for the session that would move to about ${startsAt}; give the new rule too.`;
    // A series needs an active engagement, whatever its sessions are for.
    const day = { date: dateIn(to.timeZone, start), kind: "REGULAR", isSingle: false } as const;
    const objection = objectionOfEngagement(engagement, day, "rule");
    return objection
      ? { startsAt, code: objection.code, message: objection.message }
      : { startsAt, code: "INVALID", message };
  });
}
