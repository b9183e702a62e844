import { rfc3339 } from "@coachwork/schema";
import type { Objection } from "./objection.js";
import { HOUR, MINUTE } from "../core/lengths.js";
import { isTooFarAhead } from "../core/far-ahead.js";

/** The time of a session. */
export interface SessionTime {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const SHORTEST_SESSION = 5 * MINUTE;
export const LONGEST_SESSION = 12 * HOUR;

/** What is wrong with the length of a session. */
export function objectionToLength({ startsAt, endsAt }: SessionTime): Objection | undefined {
  const length = endsAt.getTime() - startsAt.getTime();
  if (length <= 0) {
    const message = `The session would start at ${rfc3339(startsAt)} and end at ${rfc3339(endsAt)}; the end must be after the start.`;
    return { code: "END_BEFORE_START", field: "endsAt", message };
  }
  if (length < SHORTEST_SESSION || length > LONGEST_SESSION) {
    const message = `The session would take ${length / MINUTE} minutes; it must take 5 minutes to 12 hours.`;
    return { code: "INVALID", field: "endsAt", message };
  }
  return undefined;
}

/** What is wrong with a session's time, apart from the engagement and its coaches; `now` is in epoch milliseconds. */
export function objectionToTime(time: SessionTime, now: number): Objection | undefined {
  const { startsAt } = time;
  const objection = objectionToLength(time);
  if (objection) return objection;
  if (startsAt.getTime() < now) {
    const message = `${rfc3339(startsAt)} is in the past; choose a later start.`;
    return { code: "SLOT_IN_PAST", field: "startsAt", message };
  }
  if (isTooFarAhead(startsAt, now)) {
    const message = `${rfc3339(startsAt)} is more than ten years ahead; choose an earlier start.`;
    return { code: "INVALID", field: "startsAt", message };
  }
  return undefined;
}
