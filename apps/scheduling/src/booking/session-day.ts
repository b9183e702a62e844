import { type CommandContext, dateIn } from "@coachwork/platform";
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

/** Nothing is booked in an engagement that is not active. */
function objectionToStatus({ status }: Pick<Engagement, "status">, field: string) {
  if (status === "ACTIVE") return undefined;
  return { code: "ENGAGEMENT_NOT_ACTIVE", field, message: `The engagement is ${status}; it must be ACTIVE.` } as const;
}

/** Refuses an engagement that is not active. `field` names what is of it. */
export function refuseInactive(
  context: CommandContext<"ENGAGEMENT_NOT_ACTIVE">,
  engagement: Pick<Engagement, "status">,
  field: string,
): void {
  const objection = objectionToStatus(engagement, field);
  if (objection) context.refuse(objection.code, field, objection.message);
}

/** Sessions can only be scheduled in an active engagement, on its days. */
export function objectionOfEngagement(
  engagement: Pick<Engagement, "status" | "startsOn" | "endsOn">,
  date: string,
  field: string,
): Objection | undefined {
  const objection = objectionToStatus(engagement, field);
  if (objection) return objection;
  if (!coversDate(engagement, date)) {
    const { startsOn, endsOn } = engagement;
    const days = endsOn === null ? `begins on ${startsOn}` : `is from ${startsOn} to ${endsOn}`;
    const message = `The session would be on ${date}, but the engagement ${days}.`;
    return { code: "OUTSIDE_ENGAGEMENT", field: "startsAt", message };
  }
  return undefined;
}
