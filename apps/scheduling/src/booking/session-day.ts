import { type CommandContext, dateIn } from "@coachwork/platform";
import type { Engagement, Session, SessionKind } from "@coachwork/schema";
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

/**
 * An engagement has sessions while it is active. A chemistry session comes before: whether the two fit decides whether a draft
 * becomes active. Without a `kind`, it is about a series, which only an active engagement has.
 */
export function objectionToStatus({ status }: Pick<Engagement, "status">, field: string, kind?: SessionKind) {
  if (status === "ACTIVE" || (status === "DRAFT" && kind === "CHEMISTRY")) return undefined;
  const draft =
    kind === undefined
      ? " A series needs an agreed engagement. Until then, book single CHEMISTRY sessions."
      : " Until then it can only have CHEMISTRY sessions.";
  const message = `The engagement is ${status}; it must be ACTIVE.${status === "DRAFT" ? draft : ""}`;
  return { code: "ENGAGEMENT_NOT_ACTIVE", field, message } as const;
}

/** Refuses an engagement that cannot have sessions of a kind now. `field` names what is of it. */
export function refuseInactive(
  context: CommandContext<"ENGAGEMENT_NOT_ACTIVE">,
  engagement: Pick<Engagement, "status">,
  field: string,
  kind?: SessionKind,
): void {
  const objection = objectionToStatus(engagement, field, kind);
  if (objection) context.refuse(objection.code, field, objection.message);
}

/** Sessions can only be scheduled while their engagement may have them, on its days. */
export function objectionOfEngagement(
  engagement: Pick<Engagement, "status" | "startsOn" | "endsOn">,
  { date, kind }: Pick<Session, "date" | "kind">,
  field: string,
): Objection | undefined {
  const objection = objectionToStatus(engagement, field, kind);
  if (objection) return objection;
  if (!coversDate(engagement, date)) {
    const { startsOn, endsOn } = engagement;
    const days = endsOn === null ? `begins on ${startsOn}` : `is from ${startsOn} to ${endsOn}`;
    const message = `The session would be on ${date}, but the engagement ${days}.`;
    return { code: "OUTSIDE_ENGAGEMENT", field: "startsAt", message };
  }
  return undefined;
}
