import { dateIn } from "@coachwork/platform";
import { apiIdOf } from "@coachwork/reader";
import { Person, Session } from "@coachwork/schema";
import { Temporal } from "temporal-polyfill";
import { noticeBegins, objectionOfPolicy, policyOf } from "../booking/cancellation-policy.js";
import { DAY, MINUTE, YEAR } from "../core/lengths.js";
import type { Link } from "../mail/page.js";
import { dayText, instantText, spanText } from "../mail/when.js";
import { partyIn } from "../people/party.js";
import { donePage, isAhead, sessionPage } from "./session-page.js";
import type { Step } from "./step.js";
import type { SessionVisit } from "./visit.js";
import { form, linkList, paragraph, refusal } from "./web-page.js";

/** How far one page looks, and how many times it shows. */
const RANGE = 14 * DAY;
const MOST_SHOWN = 60;
/** Where looking later ends. */
const FARTHEST = 2 * YEAR;

/** Moves a session to a time at which its coaches are free. */
export const moveStep: Step = {
  isOpen: (visit) =>
    isAhead(visit) && (visit.part === "COACH" || (visit.part === "PARTICIPANT" && visit.facts.format !== "GROUP")),

  async show(visit, { key, from, refusal: refused }) {
    const { pages } = visit.language.catalog;
    const said = refused === undefined ? [] : [paragraph(pages.notDone), refusal(refused, visit)];
    const objection = await objectionTo(visit);
    if (objection !== undefined) return sessionPage(visit, [...said, paragraph(objection)]);
    return sessionPage(visit, [...said, ...(await timesToChoose(visit, key, from))]);
  },

  does: {
    mutation: ({ facts, language }, { startsAt = "" }) =>
      !isOffered(startsAt)
        ? language.catalog.pages.chooseFirst
        : { name: "rescheduleSession", input: { id: apiIdOf(Session, facts.session.id), startsAt } },
    done: (visit) => donePage(visit, visit.language.catalog.pages.moved),
  },
};

/** Whether it could be one of the times on the page, which are written in one way. */
function isOffered(startsAt: string): boolean {
  const instant = Date.parse(startsAt);
  return !Number.isNaN(instant) && new Date(instant).toISOString() === startsAt;
}

/** Why the visitor cannot move it, in their language. */
function objectionTo({ services, actor, facts, language, person, now }: SessionVisit): Promise<string | undefined> {
  const { session } = facts;
  return services.database.transaction({ firmId: actor.firmId, personId: null }, async (transaction) => {
    if ((await partyIn(transaction, actor, session)) !== "CLIENT") return undefined;
    const policy = await policyOf(transaction, session);
    if (objectionOfPolicy(policy, policy.clientsReschedule, session, now) === undefined) return undefined;
    const { pages } = language.catalog;
    if (policy.clientsReschedule === "NEVER") return pages.notByClients;
    return pages.tooLate(instantText(noticeBegins(policy, session), language.locale, person.timeZone));
  });
}

async function timesToChoose(visit: SessionVisit, key: string, asked: string | null): Promise<string[]> {
  const { services, actor, language, person, now } = visit;
  const { catalog, locale } = language;
  const { pages } = catalog;
  const week = weekOf(visit);
  const from = Math.min(Math.max(now, Date.parse(asked ?? "") || week), Math.max(now + FARTHEST, week));
  const to = from + RANGE;
  const range = { from: new Date(from).toISOString(), to: new Date(to).toISOString(), first: MOST_SHOWN };
  const question = { ...slotQuestion(visit), ...range };
  const { slots, hasNextPage, refusal: refused } = await services.freeSlots(actor, question);
  if (refused) return [refusal(refused.message, visit)];
  const next = hasNextPage ? Date.parse(slots.at(-1)!.startsAt) + MINUTE : to;
  const others = linkList([
    ...(from > now ? [linkTo(pages.earlierTimes, Math.max(now, from - RANGE))] : []),
    linkTo(pages.laterTimes, next),
  ]);
  if (slots.length === 0) {
    return [paragraph(pages.noFreeTime(dayText(dateIn(person.timeZone, to), locale))), others];
  }
  const choices = slots.map(({ startsAt, endsAt }) => {
    const span = { startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
    return { value: startsAt, label: spanText(span, locale, person.timeZone) };
  });
  const choosing = form(key, catalog.steps.move, { name: "startsAt", of: choices });
  return [paragraph(pages.chooseTime), paragraph(pages.nothingYet), choosing, others];
}

/** The start of the session's week on the visitor's calendar, in epoch milliseconds. */
function weekOf({ facts, person }: SessionVisit): number {
  const day = Temporal.Instant.fromEpochMilliseconds(facts.session.startsAt.getTime())
    .toZonedDateTimeISO(person.timeZone)
    .startOfDay();
  return day.subtract({ days: day.dayOfWeek - 1 }).epochMilliseconds;
}

function linkTo(label: string, from: number): Link {
  return { label, href: `?from=${new Date(from).toISOString()}` };
}

/** When all of the session's coaches are free for as long as it takes, as if it were not there. */
function slotQuestion({ facts, person }: SessionVisit): object {
  const { session, people } = facts;
  const coachIds = people.filter(({ part }) => part === "COACH").map(({ id }) => apiIdOf(Person, id));
  return {
    coachIds,
    ...(coachIds.length > 1 && { staffing: "ALL" }),
    durationMinutes: (session.endsAt.getTime() - session.startsAt.getTime()) / MINUTE,
    timeZone: person.timeZone,
    movingSessionId: apiIdOf(Session, session.id),
  };
}
