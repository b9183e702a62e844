import { policyOf } from "../booking/cancellation-policy.js";
import { inOneLine } from "../mail/letter.js";
import { sessionLinks } from "../mail/letter-links.js";
import { takesPlace } from "../mail/news.js";
import { stepsUnder } from "../mail/session-steps.js";
import { spanText } from "../mail/when.js";
import type { SeriesVisit } from "./visit.js";
import { linkList, paragraph, type WebPage } from "./web-page.js";

/** How many sessions a page shows. */
const MOST_SHOWN = 30;

/** The sessions of a series that lie ahead, each with what the visitor may do about it. Undefined if there is none. */
export async function seriesPage(visit: SeriesVisit): Promise<WebPage | undefined> {
  const { services, actor, person, language, facts, until, now } = visit;
  const { catalog, locale } = language;
  const ahead = facts.sessions.flatMap(({ session, people }) => {
    const part = people.find(({ id }) => id === person.id)?.part;
    return part && takesPlace(session.status) && session.startsAt.getTime() > now ? [{ session, part }] : [];
  });
  const [first] = ahead;
  if (!first) return undefined;
  const scope = { firmId: actor.firmId, personId: null };
  const shownFirst = ahead.slice(0, MOST_SHOWN);
  // Each has the policy under which it was booked, and one of them may have been removed in between.
  const policies = await services.database.transaction(scope, async (transaction) => {
    const found = [];
    for (const { session } of shownFirst) found.push(await policyOf(transaction, session));
    return found;
  });
  const shown = shownFirst.flatMap(({ session, part }, place) => {
    const steps = stepsUnder(policies[place]!, part, { session, format: facts.format });
    const links = sessionLinks(services, { firmId: actor.firmId, person, until }, { ...session, steps }, language);
    return [paragraph(spanText(session, locale, person.timeZone)), linkList(links)];
  });
  const more = ahead.length - MOST_SHOWN;
  return {
    title: inOneLine(facts.title),
    language: catalog.language,
    parts: [...shown, ...(more > 0 ? [paragraph(catalog.moreSessions(more))] : [])],
  };
}
