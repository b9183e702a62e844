import type { Session } from "@coachwork/schema";
import type { CalendarEvent } from "../core/ics/writer-event.js";
import { languageOf } from "../mail/catalogs/catalogs.js";
import { calendarPlace } from "../places/calendar-place.js";
import { sessionUid } from "../calendars/session-uid.js";

/** A session in somebody's feed, with what they may know of it. */
export interface FeedSession {
  readonly session: Pick<
    Session,
    | "id"
    | "kind"
    | "status"
    | "startsAt"
    | "endsAt"
    | "timeZone"
    | "sequence"
    | "createdAt"
    | "cancelledAt"
    | "seriesId"
    | "originalStart"
  >;
  /** The engagement's. */
  readonly title: string;
  /** The names of the others, in order. */
  readonly companions: readonly string[];
  /** Null if there is none, or none that they may read. */
  readonly agenda: string | null;
  /** Where it takes place, if anybody said. */
  readonly place: string | undefined;
  /** When it was last moved. Null if it never was. */
  readonly movedAt: Date | null;
}

/**
 * A session as a calendar shows it. It is stamped with the last change of its time or status, so unchanged sessions are
 * written the same at any time. Changes of title, place, people or agenda are not recorded, so there is no LAST-MODIFIED that
 * would deny them. A single other person is named in the summary, several below it; the agenda comes last.
 */
export function feedEvent(
  { session, title, companions, agenda, place, movedAt }: FeedSession,
  locale: string,
): CalendarEvent {
  const { createdAt, cancelledAt, startsAt, endsAt, timeZone, sequence, status } = session;
  const changedAt = Math.max(...[createdAt, movedAt, cancelledAt].map((at) => at?.getTime() ?? 0));
  const isAlone = companions.length === 1;
  const description = [isAlone ? "" : companions.join("\n"), agenda].filter(Boolean);
  const { catalog } = languageOf(locale);
  const summary = [title, catalog.sessionKinds[session.kind], ...(isAlone ? companions : [])]
    .filter(Boolean)
    .join(" · ");
  return {
    uid: sessionUid(session.id),
    sequence,
    stampedAt: changedAt,
    startsAt: startsAt.getTime(),
    endsAt: endsAt.getTime(),
    timeZone,
    summary: status === "CANCELLED" ? catalog.cancelled(summary) : summary,
    description: description.length > 0 ? description.join("\n\n") : undefined,
    ...calendarPlace(place),
    status: status === "CANCELLED" ? "CANCELLED" : "CONFIRMED",
  };
}
