import type { Transaction } from "@coachwork/platform";
import { SessionSeries } from "@coachwork/schema";
import { differences } from "../core/recurrence.js";
import type { Subject } from "./announce.js";
import { peopleOfSeries, type SeriesFacts, seriesShownTo } from "./series-facts.js";
import { seriesNewsFor } from "./series-news.js";

/** A series as e-mails tell of it: all its sessions in one. */
export function aboutSeries(transaction: Transaction, facts: SeriesFacts, now: number): Subject {
  const { calendarId: seriesId, series, sessions } = facts;
  return {
    sequence: series.sequence,
    raiseTo: (sequence) => transaction.update(SessionSeries, { id: series.id }, { sequence }),
    people: peopleOfSeries(facts),
    farewell: "SERIES_CANCELLED",
    newsFor(personId, known) {
      const news = seriesNewsFor(known?.shownSeries ?? undefined, seriesShownTo(personId, facts), now);
      if (!news) return undefined;
      // A session that the series could not book has no row. What is told then is about the series.
      const session = sessions.find((each) => each.session.originalStart!.getTime() === news.session?.originalStart);
      const kind = session ? news.session!.kind : news.kind;
      return {
        ...{ kind, seriesId, sessionId: session?.session.id ?? null },
        ...{ startsAt: new Date(news.startsAt), endsAt: new Date(news.endsAt), expiresAt: new Date(news.until) },
        shownSeries: news.shown ?? null,
      };
    },
    tells: (email, { kind, sessionId, shownSeries }) =>
      email.kind === kind &&
      email.sessionId === sessionId &&
      differences(email.shownSeries ?? undefined, shownSeries ?? undefined, now).length === 0,
  };
}
