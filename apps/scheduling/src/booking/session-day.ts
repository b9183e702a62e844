import { type CommandContext, dateIn } from "@coachwork/platform";
import type { Engagement, Session, SessionKind } from "@coachwork/schema";
import { coversDate, type EngagementPeople, expectedOn } from "../people/engagement-people.js";
import type { Objection } from "../staffing/objection.js";
import type { WorkingHours } from "../availability/working-hours.js";

/** What an engagement can have before its first day. */
export const ONLY_CHEMISTRY = "Before its first day it can only have single CHEMISTRY sessions without seats.";

/** The default zone of a session: that of the engagement's first coach on that day, or the firm's. */
export function zoneOf(
  start: number,
  { engagement, coaches }: Pick<EngagementPeople, "coaches"> & { readonly engagement: Pick<Engagement, "startsOn"> },
  hours: ReadonlyMap<string, WorkingHours>,
  firmTimeZone: string,
): string {
  for (const coach of coaches) {
    const timeZone = hours.get(coach.personId)?.timeZone;
    if (timeZone === undefined) continue;
    if (expectedOn([coach], dateIn(timeZone, start), engagement).length > 0) return timeZone;
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

/** What is asked of an engagement's days. */
interface Asked extends Pick<Session, "date" | "kind"> {
  /** Whether it is a session by itself, to which all are to come: of no series and without seats. */
  readonly isSingle: boolean;
}

/**
 * Sessions can only be scheduled while their engagement may have them, on its days. Those who are to work together may meet before
 * its first day, in a single chemistry session.
 */
export function objectionOfEngagement(
  engagement: Pick<Engagement, "status" | "startsOn" | "endsOn">,
  { date, kind, isSingle }: Asked,
  field: string,
): Objection | undefined {
  const objection = objectionToStatus(engagement, field, kind);
  if (objection) return objection;
  const { startsOn, endsOn } = engagement;
  const isBefore = date < startsOn;
  if (coversDate(engagement, date) || (isBefore && isSingle && kind === "CHEMISTRY")) return undefined;
  const days = endsOn === null ? `begins on ${startsOn}` : `is from ${startsOn} to ${endsOn}`;
  const message = `The session would be on ${date}, but the engagement ${days}.${isBefore ? ` ${ONLY_CHEMISTRY}` : ""}`;
  return { code: "OUTSIDE_ENGAGEMENT", field: "startsAt", message };
}
