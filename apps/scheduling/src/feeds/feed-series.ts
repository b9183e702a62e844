import type { Transaction } from "@coachwork/platform";
import { Engagement, type Session, SessionSeries } from "@coachwork/schema";
import { seriesUid } from "../calendars/session-uid.js";
import type { CalendarEvent } from "../core/ics/writer-event.js";
import { firstOf, type Recurrence, recurrenceOf } from "../core/recurrence.js";
import { feedEvent, type FeedSession } from "./feed-event.js";

/** A series that calendars know by one id, with the feed's sessions of it. */
export interface FeedSeries {
  readonly series: SessionSeries;
  readonly endsOn: string | null;
}

/** The series of a feed's sessions that calendars know by one id, by id. Of those with the same, the last has it. */
export async function feedSeries(
  transaction: Transaction,
  sessions: readonly Pick<Session, "seriesId">[],
): Promise<ReadonlyMap<string, FeedSeries>> {
  const found = new Map<string, FeedSeries>();
  for (const id of new Set(sessions.flatMap(({ seriesId }) => seriesId ?? []))) {
    const series = await transaction.findOne(SessionSeries, { id });
    if (!series?.calendarId) continue;
    const namesakes = await transaction.find(SessionSeries, { calendarId: series.calendarId });
    if (namesakes.some(({ createdAt }) => createdAt > series.createdAt)) continue;
    const engagement = await transaction.findOne(Engagement, { id: series.engagementId });
    found.set(id, { series, endsOn: engagement!.endsOn });
  }
  return found;
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
  { series, endsOn }: FeedSeries,
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
  const booked = {
    ...series,
    materialisedUntil: series.materialisedUntil.getTime(),
    lastDay: endsOn,
    hasEnded: series.endedAt !== null,
  };
  const recurrence = recurrenceOf(booked, instances);
  if (!recurrence) return undefined;
  const stampedAt = Math.max(series.createdAt.getTime(), ...events.map(({ event }) => event.stampedAt));
  const until = Math.max(...instances.map(({ endsAt }) => endsAt));
  return recurringEvents(recurrence, until, {
    ...{ uid: seriesUid(series.calendarId!), sequence: series.sequence, stampedAt },
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
