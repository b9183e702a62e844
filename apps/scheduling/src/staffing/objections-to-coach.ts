import { rfc3339 } from "@coachwork/schema";
import { amountText, minutesText } from "../core/amounts.js";
import type { Interval } from "../core/interval.js";
import { DAY_MINUTES, MINUTE } from "../core/lengths.js";
import { type HoursForType, worksThrough } from "../availability/session-terms.js";
import { blockedBy } from "./blocked-time.js";
import type { Objection } from "./objection.js";
import type { SessionTime } from "./session-time.js";

interface Coach {
  readonly name: string;
  /** With the session type's terms. */
  readonly hours: HoursForType | undefined;
  /** Whether the coach has hours for sessions of this type alone. */
  readonly hasHoursOfType?: boolean;
  /** In external calendars. */
  readonly busy: readonly Interval[];
  readonly isFull?: boolean;
}

const OF_TYPE = " for sessions of this type, which have hours of their own";

/** Everything apart from other sessions that keeps a coach from a session. A coach without working hours counts as off. */
export function objectionsToCoach(
  { name, hours, hasHoursOfType = false, busy, isFull = false }: Coach,
  { startsAt, endsAt }: SessionTime,
  now: number,
): Objection[] {
  const [start, end] = [startsAt.getTime(), endsAt.getTime()];
  const objections: Objection[] = [];
  const object = (code: Objection["code"] & Objection["override"], message: string) =>
    objections.push({ code, field: "startsAt", message, override: code });
  if (!hours || !worksThrough(hours, start, end)) {
    const times = `from ${rfc3339(startsAt)} to ${rfc3339(endsAt)}`;
    object(
      "OUTSIDE_AVAILABILITY",
      `${name} does not work ${times}${hasHoursOfType ? OF_TYPE : ""}; choose one of the free slots.`,
    );
  }
  if (hours && start < now + hours.minimumNoticeMinutes * MINUTE) {
    const notice = minutesText(hours.minimumNoticeMinutes);
    object("TOO_SHORT_NOTICE", `${name} requires ${notice} of notice; choose a later start.`);
  }
  if (hours?.horizonMinutes !== undefined && start > now + hours.horizonMinutes * MINUTE) {
    const days = amountText(hours.horizonMinutes / DAY_MINUTES, "day");
    object("BEYOND_HORIZON", `${name} can be booked at most ${days} ahead; choose an earlier start.`);
  }
  if (isFull)
    object("LIMIT_REACHED", `${name} has the maximum number of sessions for that day or week; choose another.`);
  const [from, to] = blockedBy(hours, start, end);
  if (busy.some(([busyFrom, busyTo]) => busyFrom < to && from < busyTo))
    objections.push({ ...slotTaken(name), override: "BUSY_CALENDAR" });
  return objections;
}

/** The same for another session and for a busy time: neither is anybody else's business. */
export function slotTaken(name: string): Objection {
  return { code: "SLOT_TAKEN", field: "startsAt", message: `${name} is not free then; choose one of the free slots.` };
}
