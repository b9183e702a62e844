import type { Transaction } from "@coachwork/platform";
import type { Session, SessionSeries } from "@coachwork/schema";
import { seriesUid } from "../calendars/session-uid.js";
import type { CalendarEvent } from "../core/ics/writer-event.js";
import { bookedSeries, firstOf, type Recurrence, recurrenceOf } from "../core/recurrence.js";
import type { HeldFeed } from "./feed-holder.js";
import { feedEvent, type FeedSession } from "./feed-event.js";

/** A series that calendars know by one id. */
export interface FeedSeries {
  readonly series: Pick<
    SessionSeries,
    | "id"
    | "sequence"
    | "rule"
    | "timeZone"
    | "firstStart"
    | "durationMinutes"
    | "materialisedUntil"
    | "createdAt"
    | "endedAt"
  > & { readonly calendarId: string };
  /** The engagement's last day. */
  readonly endsOn: string | null;
  /** Whether the feed's holder takes part by their seats. */
  readonly bySeat: boolean;
}

/** The series of a feed's sessions that calendars know by one id, by id. Of those with the same, the last has it. */
export async function feedSeries(
  transaction: Transaction,
  { holder }: Pick<HeldFeed, "holder">,
  sessions: readonly Pick<Session, "seriesId">[],
): Promise<ReadonlyMap<string, FeedSeries>> {
  const ids = [...new Set(sessions.flatMap(({ seriesId }) => seriesId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await transaction.query<FeedSeries["series"] & Pick<FeedSeries, "endsOn" | "bySeat">>(
    `select s.id, s.calendar_id as "calendarId", s.sequence, s.rule, s.time_zone as "timeZone",
       s.first_start as "firstStart", s.duration_minutes as "durationMinutes",
       s.materialised_until as "materialisedUntil", s.created_at as "createdAt", s.ended_at as "endedAt",
       e.ends_on as "endsOn", s.capacity is not null and not exists (
         select from session o join session_coach c on c.firm_id = $1::uuid and c.session_id = o.id
         where o.firm_id = $1::uuid and o.series_id = s.id and c.coach_id = $3::uuid
       ) as "bySeat"
     from series s join engagement e on e.firm_id = $1::uuid and e.id = s.engagement_id
     where s.firm_id = $1::uuid and s.id = any($2::uuid[]) and s.calendar_id is not null and not exists (
       select from series l
       where l.firm_id = $1::uuid and l.calendar_id = s.calendar_id and l.created_at > s.created_at
     )`,
    [transaction.scope.firmId, ids, holder.personId],
  );
  return new Map(rows.map(({ endsOn, bySeat, ...series }) => [series.id, { series, endsOn, bySeat }]));
}

/** What a feed's event shows besides its time. */
type Shown = Pick<CalendarEvent, "summary" | "description" | "location" | "url">;

/** The events of a feed: one for each session, and for a series one that recurs and those that differ from it. */
export function feedEvents(
  sessions: readonly FeedSession[],
  allSeries: ReadonlyMap<string, FeedSeries>,
  locale: string,
): CalendarEvent[] {
  const groups = Map.groupBy(sessions, ({ session }) =>
    session.seriesId !== null && allSeries.has(session.seriesId) ? session.seriesId : null,
  );
  return [...groups].flatMap(([id, group]) => {
    const single = () => group.map((session) => feedEvent(session, locale));
    return id === null ? single() : (seriesEvents(group, allSeries.get(id)!, locale) ?? single());
  });
}

function seriesEvents(
  sessions: readonly FeedSession[],
  { series, endsOn, bySeat }: FeedSeries,
  locale: string,
): CalendarEvent[] | undefined {
  const events = sessions.map((each) => ({ ...each.session, event: feedEvent(each, locale) }));
  const instances = events
    .filter(({ status }) => status !== "CANCELLED")
    .map(({ originalStart, event: { startsAt, endsAt, summary, description, location, url } }) => ({
      ...{ originalStart: originalStart!.getTime(), startsAt, endsAt },
      content: { summary, description, location, url } satisfies Shown,
    }))
    .sort((a, b) => a.originalStart - b.originalStart);
  const recurrence = recurrenceOf(bookedSeries(series, endsOn, bySeat), instances);
  if (!recurrence) return undefined;
  const stampedAt = Math.max(series.createdAt.getTime(), ...events.map(({ event }) => event.stampedAt));
  const until = Math.max(...instances.map(({ endsAt }) => endsAt));
  return recurringEvents(recurrence, until, {
    ...{ uid: seriesUid(series.calendarId), sequence: series.sequence, stampedAt },
    ...{ timeZone: series.timeZone, status: "CONFIRMED" },
  });
}

function recurringEvents(
  recurrence: Recurrence<Shown>,
  until: number,
  common: Pick<CalendarEvent, "uid" | "sequence" | "stampedAt" | "timeZone" | "status">,
): CalendarEvent[] {
  const { rule, without, apart, content } = recurrence;
  return [
    { ...common, ...content, ...firstOf(recurrence), recurrence: { rule, without, until } },
    ...apart.map(({ originalStart, content: own, ...span }) => ({
      ...{ ...common, ...own, ...span, recurrenceId: originalStart },
    })),
  ];
}
