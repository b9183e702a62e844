import type { Transaction } from "@coachwork/platform";
import { Session } from "@coachwork/schema";
import type { Subject } from "./announce.js";
import { isSameTime, newsFor } from "./news.js";
import type { SessionFacts } from "./session-facts.js";
import { showsSame, shownTo } from "./shown.js";

/** A session as e-mails tell of it. */
export function aboutSession(transaction: Transaction, facts: SessionFacts, now: number): Subject {
  const { session, people } = facts;
  const { id: sessionId, sequence } = session;
  return {
    sequence,
    raiseTo: (raised) => transaction.update(Session, { id: sessionId }, { sequence: raised }),
    people: people.map(({ id }) => id),
    farewell: "SESSION_CANCELLED",
    newsFor(personId, known) {
      const part = people.find(({ id }) => id === personId)?.part;
      const news = newsFor({ session, shown: part && shownTo(part, facts), known }, now);
      return news && { sessionId, ...news, expiresAt: news.startsAt };
    },
    tells: (email, { kind, startsAt, endsAt, shown }) =>
      email.kind === kind && isSameTime(email, { startsAt, endsAt }) && showsSame(email.shown, shown ?? null),
  };
}
