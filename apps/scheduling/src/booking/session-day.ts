import { dateIn } from "@coachwork/platform";
import type { Engagement } from "@coachwork/schema";
import { coversDate, type EngagementPeople, membersOn } from "../people/engagement-people.js";
import type { Objection } from "../staffing/objection.js";
import type { WorkingHours } from "../availability/working-hours.js";

/** The default zone of a session: that of the engagement's first coach on that day, or the firm's. */
export function zoneOf(
  start: number,
  coaches: EngagementPeople["coaches"],
  hours: ReadonlyMap<string, WorkingHours>,
  firmTimeZone: string,
): string {
  for (const coach of coaches) {
    const timeZone = hours.get(coach.personId)?.timeZone;
    if (timeZone !== undefined && membersOn([coach], dateIn(timeZone, start)).length > 0) return timeZone;
  }
  return firmTimeZone;
}

/** Sessions can only be scheduled in an active engagement, on its days. */
export function objectionOfEngagement(
  engagement: Pick<Engagement, "status" | "startsOn" | "endsOn">,
  date: string,
  field: string,
): Objection | undefined {
  if (engagement.status !== "ACTIVE") {
    const message = `The engagement is ${engagement.status}; it must be ACTIVE.`;
    return { code: "ENGAGEMENT_NOT_ACTIVE", field, message };
  }
  if (!coversDate(engagement, date)) {
    const { startsOn, endsOn } = engagement;
    const days = endsOn === null ? `begins on ${startsOn}` : `is from ${startsOn} to ${endsOn}`;
    const message = `The session would be on ${date}, but the engagement ${days}.`;
    return { code: "OUTSIDE_ENGAGEMENT", field: "startsAt", message };
  }
  return undefined;
}
